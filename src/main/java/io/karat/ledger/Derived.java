package io.karat.ledger;

import io.karat.golden.Contribution;
import io.karat.index.AtomIndex;
import io.karat.index.FeatureFile;
import io.karat.index.GoldenSearch;
import io.karat.index.IndexDamaged;
import io.karat.quality.Rulebook;
import io.karat.standardise.Features;
import it.unimi.dsi.fastutil.ints.Int2ObjectRBTreeMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectSortedMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What is derived from the database for one entity type: features and search, which lie in its directory, and the
 * candidate index, which is made of the features. What is damaged, or runs ahead of a database that was restored, is
 * deleted and built again.
 */
final class Derived implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Derived.class);

    /** Records of a batch from which on it pays to do on other threads what it leaves behind. */
    private static final int LARGE = 100;

    private final Path directory;
    private FeatureFile features;
    private volatile AtomIndex atoms;
    private volatile GoldenSearch search;
    private Backlog backlog = new Backlog("backlog");

    /** Writing to disk takes seconds, in which search goes on following and records go first. */
    private Backlog flushing = new Backlog("flushing", Thread.MIN_PRIORITY);

    /** Candidates of large batches, which the writer does not wait for. */
    private volatile Backlog telling = new Backlog("candidates");

    /** A load is under way: who searches does not wait for what it changed. */
    private volatile boolean loading;

    private Derived(Path directory, FeatureFile features, GoldenSearch search) {
        this.directory = directory;
        this.features = features;
        this.atoms = AtomIndex.of(features);
        this.search = search;
    }

    static Derived open(Path directory) {
        try {
            Files.createDirectories(directory);
            // Before, the candidate index had files of its own.
            delete(directory.resolve("atoms"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Derived(
                directory,
                sound(directory.resolve("features"), FeatureFile::open),
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
        if (features.committedBatch() > batch || search.committedSeq() > seq) {
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
        flushing = fresh.flushing;
        telling = fresh.telling;
    }

    FeatureFile features() {
        return features;
    }

    /** Candidates that have followed all that was committed before. */
    AtomIndex atoms() {
        telling.join();
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

    /** The last batch whose records are here whole. */
    long batch() {
        return features.committedBatch();
    }

    /** A record as the database has it; outside of a batch, and with nothing put off. */
    void put(int ordinal, @Nullable Features now) {
        Features before = features.get(ordinal);
        if (now == null) {
            features.remove(ordinal);
        } else {
            features.put(ordinal, now.encode());
        }
        atoms().update(ordinal, before, now);
    }

    /** The batch came to nothing. */
    void takeBack(Draft draft) {
        draft.landed()
                .forEach((int ordinal) -> atoms().update(
                                ordinal, draft.features(ordinal), draft.base().features(ordinal)));
    }

    /** A record that candidates are told of. */
    private record Told(
            int ordinal,
            @Nullable Features before,
            @Nullable Features now) {}

    /**
     * Candidates and search follow a batch that was committed, in order: search on another thread, and candidates too where
     * there are many. To be called before the draft is applied.
     */
    void follow(Batch batch, StaleSearch stale) {
        Draft draft = batch.draft();
        List<Told> told = new ArrayList<>(draft.landed().size());
        draft.landed()
                .forEach((int ordinal) ->
                        told.add(new Told(ordinal, draft.base().features(ordinal), draft.features(ordinal))));
        telling.join();
        if (told.size() < LARGE) {
            told.forEach(this::tell);
        } else {
            telling.add(told.size(), () -> tell(told));
        }
        List<GoldenChange> changes = batch.changes();
        Map<Integer, Contribution> contributed = batch.contributed();
        long number = batch.counters().batch();
        backlog.add(told.size() + changes.size(), () -> {
            Rulebook rulebook = batch.setting().inspector().rulebook();
            changes.forEach(change -> store(
                    change,
                    () -> SearchEntries.of(
                            batch.type(),
                            rulebook,
                            change,
                            contributed,
                            stale.questions(change.after().id()))));
            stale.follow(search, number);
            if (changes.size() >= LARGE) {
                flushing.add(0, search::spill);
            }
        });
    }

    /** What was written before batches began follows too. */
    void follow(StaleSearch stale, long batch) {
        backlog.add(0, () -> stale.follow(search, batch));
    }

    private void tell(List<Told> records) {
        Int2ObjectSortedMap<Features> fresh = new Int2ObjectRBTreeMap<>();
        for (Told record : records) {
            Features now = record.now();
            if (record.before() == null && now != null) {
                fresh.put(record.ordinal(), now);
            } else {
                tell(record);
            }
        }
        atoms.addAll(fresh);
    }

    private void tell(Told record) {
        atoms.update(record.ordinal(), record.before(), record.now());
    }

    private void store(GoldenChange change, Supplier<GoldenSearch.Entry> entry) {
        if (!change.after().live() || change.values() == null) {
            search.remove(change.after().id());
        } else if (change.kind().equals("created")) {
            search.add(entry.get());
        } else {
            search.update(entry.get());
        }
    }

    /** A load is under way until {@link #loaded}: who searches does not wait for it. */
    void load() {
        loading = true;
    }

    /** Whether a load is under way. */
    boolean loading() {
        return loading;
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
        telling.await();
        backlog.await();
        flushing.await();
    }

    /**
     * Everything is made durable as of a batch and the seq that goes with it, once it has followed that far; what follows
     * meanwhile may become so too.
     */
    void flush(long batch, long seq) {
        backlog.add(
                0,
                () -> flushing.add(0, () -> {
                    features.commit(batch);
                    search.commit(seq);
                }));
    }

    /** As {@link #flush(long, long)}; what search was told of is told no more. */
    void flush(long batch, long seq, StaleSearch stale) {
        backlog.add(0, () -> {
            long followed = stale.followed();
            flushing.add(0, () -> {
                features.commit(batch);
                search.commit(seq);
                stale.forget(followed);
            });
        });
    }

    /** What has not followed yet, and what was not flushed, is lost. */
    @Override
    public void close() {
        telling.close();
        backlog.close();
        flushing.close();
        features.close();
        search.close();
    }
}
