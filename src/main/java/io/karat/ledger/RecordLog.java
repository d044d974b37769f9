package io.karat.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Byte strings in a file outside the heap, appended one after the other and read by number. A scratch file: it is gone
 * when it is closed. One thread appends; any number read what was appended before.
 */
final class RecordLog implements AutoCloseable {

    private static final int SEGMENT = 1 << 26;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

    private final Path path;
    private final FileChannel channel;
    private final Arena arena = Arena.ofShared();
    private final List<MemorySegment> segments = new ArrayList<>();
    private final List<long[]> offsets = new ArrayList<>();
    private static final int BLOCK = 1 << 14;
    private int size;
    private long end;

    RecordLog(Path directory) {
        try {
            Files.createDirectories(directory);
            this.path = Files.createTempFile(directory, "landing", ".log");
            this.channel = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int size() {
        return size;
    }

    /** Returns the number under which the bytes are found again: 0, 1, ... */
    int append(byte[] bytes) {
        if (bytes.length + 4 > SEGMENT) {
            throw new IllegalArgumentException("a record of " + bytes.length + " bytes");
        }
        if (SEGMENT - end % SEGMENT < bytes.length + 4) {
            end = (end / SEGMENT + 1) * SEGMENT;
        }
        while (segments.size() <= end / SEGMENT) {
            segments.add(map((long) segments.size() * SEGMENT));
        }
        MemorySegment segment = segments.get((int) (end / SEGMENT));
        segment.set(INT, end % SEGMENT, bytes.length);
        MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, end % SEGMENT + 4, bytes.length);
        if (size % BLOCK == 0) {
            offsets.add(new long[BLOCK]);
        }
        offsets.get(size / BLOCK)[size % BLOCK] = end;
        end += bytes.length + 4;
        return size++;
    }

    private MemorySegment map(long from) {
        try {
            return channel.map(FileChannel.MapMode.READ_WRITE, from, SEGMENT, arena);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] read(int number) {
        if (number < 0 || number >= size) {
            throw new IndexOutOfBoundsException(number);
        }
        long at = offsets.get(number / BLOCK)[number % BLOCK];
        MemorySegment segment = segments.get((int) (at / SEGMENT));
        return segment.asSlice(at % SEGMENT + 4, segment.get(INT, at % SEGMENT)).toArray(ValueLayout.JAVA_BYTE);
    }

    @Override
    public void close() {
        try {
            arena.close();
            channel.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
