package io.karat.intake;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits text at line feeds. Of a line that is too long only the beginning is kept. */
final class PhysicalLines {

    /**
     * @param text without its end
     * @param end {@code \n}, {@code \r\n}, or empty at the end of the text
     * @param whole false where the line is longer than a record may be
     */
    record Physical(long number, String text, String end, boolean whole) {}

    private final Reader in;
    private final char[] buffer = new char[1 << 14];
    private final Deque<Physical> returned = new ArrayDeque<>();
    private int position;
    private int filled;
    private long number;

    PhysicalLines(Reader in) {
        this.in = in;
    }

    @Nullable Physical next() throws IOException {
        if (!returned.isEmpty()) {
            return returned.removeFirst();
        }
        StringBuilder text = new StringBuilder();
        boolean any = false;
        boolean whole = true;
        while (true) {
            if (position == filled && !fill()) {
                return any ? new Physical(++number, text.toString(), "", whole) : null;
            }
            any = true;
            int end = position;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            int room = Limits.RECORD_BYTES + 1 - text.length();
            whole &= end - position <= room;
            text.append(buffer, position, Math.min(room, end - position));
            boolean complete = end < filled;
            position = complete ? end + 1 : end;
            if (complete) {
                return finished(text, whole);
            }
        }
    }

    /** Gives lines back, to be read again in this order. */
    void giveBack(List<Physical> lines) {
        lines.reversed().forEach(returned::addFirst);
    }

    private Physical finished(StringBuilder text, boolean whole) {
        boolean carriage = whole && !text.isEmpty() && text.charAt(text.length() - 1) == '\r';
        if (carriage) {
            text.setLength(text.length() - 1);
        }
        return new Physical(++number, text.toString(), carriage ? "\r\n" : "\n", whole);
    }

    private boolean fill() throws IOException {
        position = 0;
        filled = Math.max(0, in.read(buffer, 0, buffer.length));
        return filled > 0;
    }
}
