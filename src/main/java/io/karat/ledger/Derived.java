package io.karat.ledger;

import io.karat.golden.Contribution;
import io.karat.index.AtomIndex;
import io.karat.index.FeatureFile;
import io.karat.index.GoldenSearch;
import io.karat.index.IndexDamaged;
import io.karat.standardise.Features;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What is derived from the database for one entity type and lies in its directory: features, candidate index, search.
 * What is damaged, or runs ahead of a database that was restored, is deleted and built again.
 */
final class Derived implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Derived.class);

    private final Path directory;
    private FeatureFile features;
    private volatile AtomIndex atoms;
    private volatile GoldenSearch search;
    private volatile @Nullable Backlog backlog;

    private Derived(Path directory, FeatureFile features, AtomIndex atoms, GoldenSearch search) {
        this.directory = directory;
        this.features = features;
        this.atoms = atoms;
        this.search = search;
    }

    static Derived open(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Derived(
                directory,
                sound(directory.resolve("features"), FeatureFile::open),
                sound(directory.resolve("atoms"), AtomIndex::open),
                sound(directory.resolve("search"), GoldenSearch::open));
    }

    private static <T> T sound(Path path, Function<Path, T> open) {
        try {
            return open.apply(path);
        } catch (IndexDamaged e) {
            LOG.warnf("%s; it is built again from the database", e.getMessage());
            delete(path);
            return open.apply(path);
        }
    }

    private static void delete(Path path) {
        if (Files.exists(path)) {
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A database restored from a backup is behind what was derived from its later self. */
    void distrustAhead(long batch, long seq) {
        if (features.committedBatch() > batch || atoms.committedBatch() > batch || search.committedSeq() > seq) {
            LOG.warn("the index runs ahead of the database; it is built again");
            startAfresh();
        }
    }

    /** Empty structures in place of the present ones. */
    void startAfresh() {
        close();
        delete(directory);
        Derived fresh = open(directory);
        features = fresh.features;
        atoms = fresh.atoms;
        search = fresh.search;
    }

    FeatureFile features() {
        return features;
    }

    AtomIndex atoms() {
        return atoms;
    }

    GoldenSearch search() {
        return search;
    }

    /** The last batch that everything here holds whole. */
    long batch() {
        return Math.min(features.committedBatch(), atoms.committedBatch());
    }

    void put(int ordinal, @Nullable Features now) {
        if (now == null) {
            features.remove(ordinal);
        } else {
            features.put(ordinal, now.encode());
        }
        atoms.update(ordinal, now);
    }

    /** Search follows a batch that was committed. Features and candidates do so with the draft. */
    void follow(Batch batch) {
        Map<Integer, Contribution> contributed = batch.contributed();
        Backlog later = backlog;
        for (GoldenChange change : batch.changes()) {
            if (!change.after().live() || change.values() == null) {
                inTurn(() -> search.remove(change.after().id()), later);
            } else {
                GoldenSearch.Entry entry = SearchEntries.of(change, contributed);
                boolean created = change.kind().equals("created");
                inTurn(() -> put(entry, created), later);
            }
        }
    }

    private void put(GoldenSearch.Entry entry, boolean created) {
        if (created) {
            search.add(entry);
        } else {
            search.update(entry);
        }
    }

    private static void inTurn(Runnable work, @Nullable Backlog later) {
        if (later == null) {
            work.run();
        } else {
            later.add(work);
        }
    }

    /**
     * From now on search, and candidates of landed records, follow on another thread, in order; nothing is made durable
     * until {@link #caughtUp}.
     */
    void fallBehind() {
        if (backlog == null) {
            backlog = new Backlog();
            atoms.fallBehind();
        }
    }

    /** The candidate index learns a landed record, behind time: searches find it once all {@link #caughtUp}. */
    void learn(int ordinal, Features features) {
        Backlog later = backlog;
        if (later == null) {
            atoms.update(ordinal, features);
        } else {
            later.add(() -> atoms.add(ordinal, features));
        }
    }

    /** Waits until all that was put off so far is done: long, so where others wait for the writer on another thread. */
    void catchUp() throws InterruptedException {
        Backlog later = backlog;
        if (later != null) {
            later.await();
        }
    }

    /** To be called by the writer's thread after {@link #catchUp}: what came since is done at once. */
    void caughtUp() throws InterruptedException {
        catchUp();
        Backlog later = backlog;
        backlog = null;
        if (later != null) {
            later.close();
            atoms.show();
        }
    }

    /** Makes everything durable as of a batch and the seq that goes with it, unless something was put off. */
    void flush(long batch, long seq) {
        if (backlog != null) {
            return;
        }
        features.commit(batch);
        atoms.commit(batch);
        search.commit(seq);
    }

    @Override
    public void close() {
        Backlog later = backlog;
        if (later != null) {
            later.close();
            backlog = null;
        }
        features.close();
        atoms.close();
        search.close();
    }
}
