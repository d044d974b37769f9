package io.karat.index;

import io.karat.standardise.Features;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The features of all live records, addressed by ordinal, in one memory-mapped file.
 *
 * <p>The file is a log: {@code [ordinal][length][bytes]}, where a length of -1 says that the record is gone; the last
 * entry of an ordinal counts. The header names the last batch of the ledger that the log holds whole, and where it ends;
 * what lies behind that point after a crash is overwritten. A rebuild starts a new file and so sheds what is outdated.
 * One thread writes, and another one may commit beside it; while nobody writes, any number may read.
 *
 * <p>Derived data: the database holds the same bytes.
 */
public final class FeatureFile implements AutoCloseable {

    private static final long MAGIC = 0x4b4152415446_0001L;
    private static final int HEADER = 32;
    private static final int SEGMENT = 1 << 26;
    /** Enough for a batch and its components; more would live on into collections and lengthen every pause. */
    private static final int CACHE = 1 << 10;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final Path path;
    private final FileChannel channel;
    private final Arena arena = Arena.ofShared();
    private final List<MemorySegment> segments = new CopyOnWriteArrayList<>();
    private long[] offsets = new long[1024];
    private volatile long end = HEADER;
    private volatile long batch;
    private long committedEnd = -1;
    private final @Nullable Cached[] cache = new Cached[CACHE];

    private record Cached(int ordinal, Features features) {}

    private FeatureFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Opens the file, or makes an empty one.
     *
     * @throws IndexDamaged when it is no feature file or its log cannot be followed
     */
    public static FeatureFile open(Path path) {
        try {
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FeatureFile file = new FeatureFile(path, channel);
            if (channel.size() >= HEADER) {
                file.follow();
            } else {
                file.commit(0);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void follow() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        channel.read(header, 0);
        header.flip();
        if (header.getLong() != MAGIC) {
            throw new IndexDamaged(path, new IOException("no feature file"));
        }
        batch = header.getLong();
        long committed = header.getLong();
        if (committed < HEADER || committed > channel.size()) {
            throw new IndexDamaged(path, new IOException("shorter than its header says"));
        }
        long at = HEADER;
        while (at < committed) {
            int ordinal = segment(at).get(INT, at % SEGMENT);
            if (ordinal < 0) {
                at = nextSegment(at);
                continue;
            }
            int length = segment(at).get(INT, at % SEGMENT + 4);
            if (length < -1 || at + 8 + length > committed) {
                throw new IndexDamaged(path, new IOException("the log breaks off"));
            }
            remember(ordinal, length < 0 ? 0 : at);
            at += 8 + Math.max(0, length);
        }
        end = at;
    }

    private static long nextSegment(long position) {
        return (position / SEGMENT + 1) * SEGMENT;
    }

    private void remember(int ordinal, long offset) {
        if (ordinal >= offsets.length) {
            offsets = Arrays.copyOf(offsets, Math.max(ordinal + 1, offsets.length + (offsets.length >> 1)));
        }
        offsets[ordinal] = offset;
    }

    private MemorySegment segment(long position) throws IOException {
        int number = (int) (position / SEGMENT);
        while (segments.size() <= number) {
            segments.add(channel.map(FileChannel.MapMode.READ_WRITE, (long) segments.size() * SEGMENT, SEGMENT, arena));
        }
        return segments.get(number);
    }

    /** Null when the record is not live. */
    public @Nullable Features get(int ordinal) {
        long offset = ordinal < offsets.length ? offsets[ordinal] : 0;
        if (offset == 0) {
            return null;
        }
        Cached hit = cache[ordinal & (CACHE - 1)];
        if (hit != null && hit.ordinal() == ordinal) {
            return hit.features();
        }
        Features features = Features.decode(bytes(segments.get((int) (offset / SEGMENT)), offset));
        cache[ordinal & (CACHE - 1)] = new Cached(ordinal, features);
        return features;
    }

    private static byte[] bytes(MemorySegment segment, long offset) {
        int length = segment.get(INT, offset % SEGMENT + 4);
        return segment.asSlice(offset % SEGMENT + 8, length).toArray(ValueLayout.JAVA_BYTE);
    }

    /** Takes the features of one live record, encoded. */
    public interface Visitor {
        void visit(int ordinal, byte[] features);
    }

    /** All live records, ascending. */
    public void forEach(Visitor visitor) {
        for (int ordinal = 0; ordinal < offsets.length; ordinal++) {
            long offset = offsets[ordinal];
            if (offset != 0) {
                visitor.visit(ordinal, bytes(segments.get((int) (offset / SEGMENT)), offset));
            }
        }
    }

    /** What the file holds now, for any thread and however the file goes on: what is written is never written over. */
    public Snapshot snapshot() {
        return new Snapshot(offsets.clone(), segments.toArray(MemorySegment[]::new));
    }

    /** See {@link FeatureFile#snapshot}. Of no use once the file is closed. */
    public static final class Snapshot {
        private final long[] offsets;
        private final MemorySegment[] segments;

        private Snapshot(long[] offsets, MemorySegment[] segments) {
            this.offsets = offsets;
            this.segments = segments;
        }

        /** Decoded afresh on each call; null when the record was not live. */
        public @Nullable Features get(int ordinal) {
            long offset = ordinal < offsets.length ? offsets[ordinal] : 0;
            return offset == 0 ? null : Features.decode(bytes(segments[(int) (offset / SEGMENT)], offset));
        }
    }

    public void put(int ordinal, byte[] features) {
        append(ordinal, features.length, features);
        cache[ordinal & (CACHE - 1)] = null;
    }

    public void remove(int ordinal) {
        append(ordinal, -1, new byte[0]);
        cache[ordinal & (CACHE - 1)] = null;
    }

    private void append(int ordinal, int length, byte[] bytes) {
        try {
            int size = 8 + bytes.length;
            if (size > SEGMENT - HEADER) {
                throw new IllegalArgumentException("features of " + bytes.length + " bytes");
            }
            long offset = end;
            long room = SEGMENT - offset % SEGMENT;
            if (room < size + 4) {
                // An ordinal below zero sends the reader to the next segment.
                segment(offset).set(INT, offset % SEGMENT, -1);
                offset = nextSegment(offset);
            }
            MemorySegment segment = segment(offset);
            long at = offset % SEGMENT;
            segment.set(INT, at, ordinal);
            segment.set(INT, at + 4, length);
            MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, at + 8, bytes.length);
            remember(ordinal, length < 0 ? 0 : offset);
            end = offset + size;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes everything durable, as of a batch of the ledger. What is written meanwhile is not part of it. */
    public void commit(long asOfBatch) {
        long upTo = end;
        if (asOfBatch == batch && upTo == committedEnd) {
            return;
        }
        try {
            // Each of these is a wait for the disk, and what lies before the last end is on it.
            for (int number = (int) (Math.max(0, committedEnd) / SEGMENT); number < segments.size(); number++) {
                segments.get(number).force();
            }
            ByteBuffer header = ByteBuffer.allocate(HEADER);
            header.putLong(MAGIC).putLong(asOfBatch).putLong(upTo).putLong(0).flip();
            channel.write(header, 0);
            channel.force(false);
            batch = asOfBatch;
            committedEnd = upTo;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last batch that the file holds whole. */
    public long committedBatch() {
        return batch;
    }

    @Override
    public void close() {
        try {
            arena.close();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
