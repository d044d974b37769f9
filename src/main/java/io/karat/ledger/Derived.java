package io.karat.ledger;

import io.karat.golden.Contribution;
import io.karat.index.AtomIndex;
import io.karat.index.FeatureFile;
import io.karat.index.GoldenSearch;
import io.karat.index.IndexDamaged;
import io.karat.standardise.Features;
import it.unimi.dsi.fastutil.ints.IntSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
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
    private Backlog backlog = new Backlog();

    /** A load is under way: who searches does not wait for what it changed. */
    private volatile boolean loading;

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
        backlog = fresh.backlog;
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

    /** Search that has followed all that was committed before, unless a load is under way. */
    GoldenSearch searchThatFollowed() throws InterruptedException {
        if (!loading) {
            backlog.await();
        }
        return search;
    }

    /** The last batch that everything here holds whole. */
    long batch() {
        return Math.min(features.committedBatch(), atoms.committedBatch());
    }

    /** A record as the database has it; outside of a batch, and with nothing put off. */
    void put(int ordinal, @Nullable Features now) {
        Features before = features.get(ordinal);
        if (now == null) {
            features.remove(ordinal);
        } else {
            features.put(ordinal, now.encode());
        }
        atoms.update(ordinal, before, now);
        atoms.store(ordinal, now);
    }

    /**
     * Some records are put as the database has them, where candidates and features may be those of different moments.
     *
     * @param now features by ordinal, for all of those that {@code which} holds
     */
    void putAfresh(IntSet which, IntFunction<@Nullable Features> now) {
        atoms.forget(which::contains);
        which.forEach((int ordinal) -> {
            Features features = now.apply(ordinal);
            atoms.update(ordinal, null, features);
            atoms.store(ordinal, features);
        });
    }

    /** Candidates as a batch at work has them, before it is committed. */
    void foresee(Draft draft) {
        draft.landed()
                .forEach((int ordinal) ->
                        atoms.update(ordinal, draft.base().features(ordinal), draft.features(ordinal)));
    }

    /** The batch came to nothing. */
    void takeBack(Draft draft) {
        draft.landed()
                .forEach((int ordinal) -> atoms.update(
                        ordinal, draft.features(ordinal), draft.base().features(ordinal)));
    }

    /**
     * What lasts follows a batch that was committed, on another thread and in order: the disk never holds what the database
     * does not. To be called before the draft is applied.
     */
    void follow(Batch batch) {
        Draft draft = batch.draft();
        foresee(draft);
        List<Runnable> records = new ArrayList<>();
        draft.landed().forEach((int ordinal) -> {
            Features features = draft.features(ordinal);
            boolean fresh = features != null && draft.base().features(ordinal) == null;
            records.add(() -> store(ordinal, features, fresh));
        });
        List<GoldenChange> changes = batch.changes();
        Map<Integer, Contribution> contributed = batch.contributed();
        backlog.add(records.size() + changes.size(), () -> {
            records.forEach(Runnable::run);
            changes.forEach(change -> store(change, contributed));
        });
    }

    private void store(int ordinal, @Nullable Features features, boolean fresh) {
        if (fresh && features != null) {
            atoms.storeNew(ordinal, features);
        } else {
            atoms.store(ordinal, features);
        }
    }

    private void store(GoldenChange change, Map<Integer, Contribution> contributed) {
        if (!change.after().live() || change.values() == null) {
            search.remove(change.after().id());
        } else if (change.kind().equals("created")) {
            search.add(SearchEntries.of(change, contributed));
        } else {
            search.update(SearchEntries.of(change, contributed));
        }
    }

    /** A load is under way until {@link #loaded}: who searches does not wait for it. */
    void load() {
        loading = true;
    }

    /** See {@link #load}. */
    void loaded() {
        loading = false;
    }

    /** Returns when there is room for more to follow; for who brings much and can wait. */
    void room() throws InterruptedException {
        backlog.room();
    }

    /** Waits until everything has followed; what was flushed before is durable then. */
    void catchUp() throws InterruptedException {
        backlog.await();
    }

    /** Everything is made durable as of a batch and the seq that goes with it, once it has followed that far. */
    void flush(long batch, long seq) {
        backlog.add(0, () -> {
            features.commit(batch);
            atoms.commit(batch);
            search.commit(seq);
        });
    }

    /** What has not followed yet, and what was not flushed, is lost. */
    @Override
    public void close() {
        backlog.close();
        features.close();
        atoms.close();
        search.close();
    }
}
