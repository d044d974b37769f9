package io.karat.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.karat.standardise.Features;
import io.karat.testing.Seeds;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureFileTest {

    @TempDir
    Path directory;

    @Test
    void holdsTheLastFeaturesOfEachRecordAcrossReopening() {
        Seeds.each(5, random -> {
            Path path = directory.resolve("f" + random.nextInt(1_000_000));
            Map<Integer, Features> live = new TreeMap<>();
            for (int batch = 1; batch <= 4; batch++) {
                try (FeatureFile file = FeatureFile.open(path)) {
                    assertThat(file.committedBatch()).isEqualTo(batch - 1);
                    for (int i = 0; i < 500; i++) {
                        int ordinal = random.nextInt(20_000);
                        if (random.nextInt(6) == 0) {
                            file.remove(ordinal);
                            live.remove(ordinal);
                        } else {
                            Features features = People.person(random, 100);
                            file.put(ordinal, features.encode());
                            live.put(ordinal, features);
                        }
                    }
                    for (int ordinal = 0; ordinal < 20_000; ordinal++) {
                        assertThat(file.get(ordinal)).isEqualTo(live.get(ordinal));
                    }
                    file.commit(batch);
                }
            }
        });
    }

    @Test
    void whatWasWrittenBehindTheLastCommitIsCutOff() {
        Seeds.with(1, random -> {
            Path path = directory.resolve("tail");
            Features kept = People.person(random, 100);
            try (FeatureFile file = FeatureFile.open(path)) {
                file.put(1, kept.encode());
                file.commit(3);
                file.put(1, People.person(random, 100).encode());
                file.put(2, People.person(random, 100).encode());
            }
            try (FeatureFile file = FeatureFile.open(path)) {
                assertThat(file.committedBatch()).isEqualTo(3);
                assertThat(file.get(1)).isEqualTo(kept);
                assertThat(file.get(2)).isNull();
            }
        });
    }

    /** Commits come from another thread than the writer's: each holds what was there when it began, whole. */
    @Test
    void aCommitBesideTheWriterHoldsAllThatWasWrittenBefore() throws Exception {
        Seeds.each(4, random -> {
            Path path = directory.resolve("beside" + random.nextInt(1_000_000));
            List<Features> written = new ArrayList<>();
            int known = 500;
            try (FeatureFile file = FeatureFile.open(path);
                    ExecutorService committer = Executors.newSingleThreadExecutor()) {
                for (int ordinal = 0; ordinal < known; ordinal++) {
                    written.add(People.person(random, 100));
                    file.put(ordinal, written.get(ordinal).encode());
                }
                Future<?> commit = committer.submit(() -> file.commit(7));
                for (int ordinal = known; ordinal < 2 * known || !commit.isDone(); ordinal++) {
                    written.add(People.person(random, 100));
                    file.put(ordinal, written.get(ordinal).encode());
                }
                commit.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError(e);
            }
            try (FeatureFile file = FeatureFile.open(path)) {
                assertThat(file.committedBatch()).isEqualTo(7);
                for (int ordinal = 0; ordinal < known; ordinal++) {
                    assertThat(file.get(ordinal)).isEqualTo(written.get(ordinal));
                }
            }
        });
    }

    @Test
    void aFileThatIsShorterThanItSaysOrAnotherFileIsDamage() throws IOException {
        Path path = directory.resolve("short");
        Seeds.with(2, random -> {
            try (FeatureFile file = FeatureFile.open(path)) {
                file.put(1, People.person(random, 100).encode());
                file.commit(1);
            }
        });
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(64);
        }
        assertThatThrownBy(() -> FeatureFile.open(path)).isInstanceOf(IndexDamaged.class);
        Path other = directory.resolve("other");
        Files.writeString(other, "something else altogether, longer than a header");
        assertThatThrownBy(() -> FeatureFile.open(other)).isInstanceOf(IndexDamaged.class);
    }

    @Test
    void recordsOfAnySizeAreFoundAcrossTheSegmentsOfTheFile() {
        Path path = directory.resolve("large");
        Seeds.with(3, random -> {
            Map<Integer, Features> live = new TreeMap<>();
            try (FeatureFile file = FeatureFile.open(path)) {
                // About 150 bytes each: more than one segment of 64 MiB, so that some entries meet a segment's end.
                for (int ordinal = 0; ordinal < 600_000; ordinal++) {
                    Features features = People.person(random, 20);
                    file.put(ordinal, features.encode());
                    if (ordinal % 997 == 0) {
                        live.put(ordinal, features);
                    }
                }
                file.commit(1);
            }
            assertThat(Files.size(path)).isGreaterThan(1 << 26);
            try (FeatureFile file = FeatureFile.open(path)) {
                live.forEach(
                        (ordinal, features) -> assertThat(file.get(ordinal)).isEqualTo(features));
                assertThat(file.get(599_999)).isNotNull();
                assertThat(file.get(600_000)).isNull();
            }
        });
    }

    @Test
    void aLogThatDoesNotAddUpIsDamage() throws IOException {
        Path path = directory.resolve("log");
        Seeds.with(4, random -> {
            try (FeatureFile file = FeatureFile.open(path)) {
                for (int ordinal = 0; ordinal < 20; ordinal++) {
                    file.put(ordinal, People.person(random, 100).encode());
                }
                file.commit(1);
            }
        });
        for (int length : new int[] {-2, Integer.MIN_VALUE, 1 << 20, Integer.MAX_VALUE}) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.write(java.nio.ByteBuffer.allocate(4).putInt(0, length), 32 + 4);
            }
            assertThatThrownBy(() -> FeatureFile.open(path))
                    .as("length %d", length)
                    .isInstanceOf(IndexDamaged.class);
        }
    }
}
