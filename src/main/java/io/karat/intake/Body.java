package io.karat.intake;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A body as text: unpacked, measured, decoded, without a byte order mark. */
final class Body {

    private Body() {}

    /**
     * @param limit bytes after unpacking
     * @throws BodyRefused here or while it is read
     */
    static Reader open(InputStream raw, boolean gzip, long limit) throws IOException {
        BufferedInputStream in = new BufferedInputStream(new Measured(gzip ? unpack(raw) : raw, limit));
        in.mark(3);
        int first = in.read();
        int second = in.read();
        if (first == 0xEF && second == 0xBB && in.read() == 0xBF) {
            return new Utf8Reader(in);
        }
        in.reset();
        boolean utf16 = (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE);
        return utf16 ? new Utf16(in) : new Utf8Reader(in);
    }

    private static InputStream unpack(InputStream raw) throws IOException {
        try {
            return new GZIPInputStream(raw);
        } catch (ZipException | EOFException _) {
            throw notGzip();
        }
    }

    private static BodyRefused notGzip() {
        return BodyRefused.malformed("body.gzip", "The body is said to be gzip, and cannot be unpacked");
    }

    private static final class Measured extends FilterInputStream {
        private final long limit;
        private long count;

        Measured(InputStream in, long limit) {
            super(in);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = readIn(target, offset, length);
            count += Math.max(0, read);
            if (count > limit) {
                throw BodyRefused.tooLarge("A body has at most " + limit + " bytes after unpacking");
            }
            return read;
        }

        private int readIn(byte[] target, int offset, int length) throws IOException {
            try {
                return in.read(target, offset, length);
            } catch (ZipException _) {
                throw notGzip();
            } catch (IOException _) {
                // Also a sender that went away; then nobody hears the answer.
                throw BodyRefused.malformed("body.truncated", "The body ends before its end");
            }
        }
    }

    private static final class Utf16 extends Reader {
        private final Reader in;

        Utf16(InputStream in) {
            this.in = new InputStreamReader(in, StandardCharsets.UTF_16.newDecoder());
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            try {
                return in.read(target, offset, length);
            } catch (CharacterCodingException _) {
                throw BodyRefused.malformed("body.encoding", "The body begins as UTF-16 and does not go on so");
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
