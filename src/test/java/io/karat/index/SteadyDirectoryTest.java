package io.karat.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.IndexOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteadyDirectoryTest {

    private static final int SIZE = 2 * SteadyDirectory.STRIDE + 12_345;

    @Test
    void aFileHoldsWhatWasWritten(@TempDir Path path) throws IOException {
        byte[] bytes = new byte[SIZE];
        new Random(7).nextBytes(bytes);
        try (SteadyDirectory directory = SteadyDirectory.open(path)) {
            try (IndexOutput output = directory.createOutput("some", IOContext.DEFAULT)) {
                output.writeBytes(bytes, bytes.length);
                CodecUtil.writeFooter(output);
            }
            directory.sync(List.of("some"));
            try (IndexInput input = directory.openInput("some", IOContext.DEFAULT)) {
                byte[] read = new byte[SIZE];
                input.readBytes(read, 0, SIZE);
                assertThat(read).isEqualTo(bytes);
                assertThat(CodecUtil.checksumEntireFile(input)).isNotZero();
            }
        }
    }

    @Test
    void noMoreThanAStrideIsLeftToTheEnd() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        List<Integer> durable = new ArrayList<>();
        try (SteadyDirectory.Steady steady = new SteadyDirectory.Steady(written, () -> durable.add(written.size()))) {
            byte[] piece = new byte[1 << 16];
            for (int at = 0; at < SIZE; at += piece.length) {
                steady.write(piece, 0, Math.min(piece.length, SIZE - at));
            }
        }
        assertThat(durable).containsExactly(SteadyDirectory.STRIDE, 2 * SteadyDirectory.STRIDE);
    }
}
