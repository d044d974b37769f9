package io.karat.intake;

import io.karat.intake.PhysicalLines.Physical;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CSV by RFC 4180. Libraries stop, or swallow the rest of the file, at a quote that is left open; here only the line that
 * holds it is faulty, and reading goes on with the next one.
 */
final class CsvRecords {

    /**
     * @param number of the line it begins on
     * @param fault null where the fields are sound
     */
    record CsvRecord(
            long number, List<String> fields, @Nullable Fault fault) {}

    private enum State {
        START,
        PLAIN,
        QUOTED,
        CLOSED
    }

    private static final int MOST_FIELDS = Limits.ATTRIBUTES;

    private final PhysicalLines lines;

    CsvRecords(PhysicalLines lines) {
        this.lines = lines;
    }

    /** The next record, or null at the end; empty lines are left out. */
    @Nullable CsvRecord next() throws IOException {
        Physical line = lines.next();
        while (line != null && line.text().isEmpty()) {
            line = lines.next();
        }
        return line == null ? null : record(line);
    }

    private CsvRecord record(Physical first) throws IOException {
        Scan scan = new Scan();
        List<Physical> more = new ArrayList<>();
        long size = 0;
        Physical line = first;
        while (true) {
            size += line.text().length();
            Fault fault =
                    line.whole() && size <= Limits.RECORD_BYTES ? scan.take(line.text()) : SubmissionReader.tooLarge();
            if (fault == null && !scan.open()) {
                return new CsvRecord(first.number(), scan.finish(), null);
            }
            Physical next = fault == null ? lines.next() : null;
            if (next == null) {
                lines.giveBack(more);
                Fault open = Fault.of("csv.quote", "a quote is opened here and never closed");
                return new CsvRecord(first.number(), List.of(), fault == null || !more.isEmpty() ? open : fault);
            }
            scan.lineEnd(line.end());
            more.add(next);
            line = next;
        }
    }

    /** The fields of one record while it is read. */
    private static final class Scan {
        private final List<String> fields = new ArrayList<>();
        private final StringBuilder field = new StringBuilder();
        private State state = State.START;

        @Nullable Fault take(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                switch (state) {
                    case QUOTED -> {
                        if (c == '"') {
                            state = State.CLOSED;
                        } else {
                            field.append(c);
                        }
                    }
                    case START, PLAIN, CLOSED -> {
                        Fault fault = outside(c);
                        if (fault != null) {
                            return fault;
                        }
                    }
                }
            }
            return null;
        }

        private @Nullable Fault outside(char c) {
            if (c == ',') {
                end();
                return fields.size() >= MOST_FIELDS
                        ? Fault.of("csv.columns", "a file has at most " + MOST_FIELDS + " columns")
                        : null;
            }
            if (c != '"') {
                if (state == State.CLOSED) {
                    return Fault.of("csv.quote", "after a closing quote a comma or the end of the line is expected");
                }
                field.append(c);
                state = State.PLAIN;
                return null;
            }
            if (state == State.PLAIN) {
                return Fault.of("csv.quote", "a field that holds a quote has to be quoted itself");
            }
            if (state == State.CLOSED) {
                field.append('"');
            }
            state = State.QUOTED;
            return null;
        }

        private void end() {
            fields.add(field.toString());
            field.setLength(0);
            state = State.START;
        }

        void lineEnd(String end) {
            field.append(end);
        }

        boolean open() {
            return state == State.QUOTED;
        }

        List<String> finish() {
            end();
            return List.copyOf(fields);
        }
    }
}
