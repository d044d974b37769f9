package io.karat.cli;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/**
 * A file of records: plain or gzip, UTF-8 or UTF-16 with a byte order mark. Counts the bytes of the file that were read,
 * which is all the progress a compressed file can tell.
 */
final class SourceFile {

    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final AtomicLong position = new AtomicLong();

    SourceFile(Path path) {
        this.path = path;
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw CommandFailure.file("cannot read the file " + path);
        }
    }

    long size() throws IOException {
        return Files.size(path);
    }

    long position() {
        return position.get();
    }

    /** By its name, without a {@code .gz}; what is not NDJSON is CSV. */
    boolean isNdjson() {
        String name = path.toString().replaceAll("\\.gz$", "");
        return name.endsWith(".ndjson") || name.endsWith(".jsonl") || name.endsWith(".json");
    }

    Reader open() throws IOException {
        InputStream bytes = new BufferedInputStream(new Counted(Files.newInputStream(path), position), BUFFER);
        bytes.mark(2);
        boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
        bytes.reset();
        if (gzip) {
            bytes = new BufferedInputStream(new GZIPInputStream(bytes, BUFFER), BUFFER);
        }
        Charset charset = charset(bytes);
        return new BufferedReader(new InputStreamReader(bytes, charset), BUFFER);
    }

    /** Consumes a byte order mark. Malformed bytes become U+FFFD, which the readers refuse record by record. */
    private static Charset charset(InputStream bytes) throws IOException {
        bytes.mark(3);
        int first = bytes.read();
        int second = bytes.read();
        int third = bytes.read();
        bytes.reset();
        if (first == 0xEF && second == 0xBB && third == 0xBF) {
            bytes.skipNBytes(3);
            return StandardCharsets.UTF_8;
        }
        if (first == 0xFE && second == 0xFF) {
            bytes.skipNBytes(2);
            return StandardCharsets.UTF_16BE;
        }
        if (first == 0xFF && second == 0xFE) {
            bytes.skipNBytes(2);
            return StandardCharsets.UTF_16LE;
        }
        return StandardCharsets.UTF_8;
    }

    private static final class Counted extends FilterInputStream {

        private final AtomicLong position;

        Counted(InputStream in, AtomicLong position) {
            super(in);
            this.position = position;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            position.addAndGet(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            position.addAndGet(Math.max(read, 0));
            return read;
        }
    }
}
