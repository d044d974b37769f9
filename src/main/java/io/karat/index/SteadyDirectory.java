package io.karat.index;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.OutputStreamIndexOutput;

/**
 * A directory whose files go to the disk while they are written, a little at a time. Left to the commit, hundreds of
 * megabytes of merged segments are made durable in one go, and the database, which makes a record durable meanwhile,
 * waits behind them.
 */
final class SteadyDirectory extends FilterDirectory {

    /** Bytes that a disk takes in some milliseconds. */
    static final int STRIDE = 4 << 20;

    private static final int BUFFER = 1 << 16;

    private final Path path;

    private SteadyDirectory(FSDirectory directory) {
        super(directory);
        this.path = directory.getDirectory();
    }

    static SteadyDirectory open(Path path) throws IOException {
        return new SteadyDirectory(FSDirectory.open(path));
    }

    @Override
    @SuppressWarnings("resource") // The output closes it.
    public IndexOutput createOutput(String name, IOContext context) throws IOException {
        ensureOpen();
        FileChannel channel =
                FileChannel.open(path.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream steady = new Steady(Channels.newOutputStream(channel), () -> channel.force(false));
        return new OutputStreamIndexOutput("steady " + name, name, steady, BUFFER);
    }

    /** Makes durable what was written so far. */
    interface Force {
        void force() throws IOException;
    }

    /** Forces after each stride. */
    static final class Steady extends FilterOutputStream {

        private final Force force;
        private int loose;

        Steady(OutputStream out, Force force) {
            super(out);
            this.force = force;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            wrote(1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            wrote(length);
        }

        private void wrote(int length) throws IOException {
            loose += length;
            if (loose >= STRIDE) {
                force.force();
                loose = 0;
            }
        }
    }
}
