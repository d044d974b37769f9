package io.karat.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.match.CandidateIndex;
import io.karat.match.Candidates;
import io.karat.match.Keys;
import io.karat.standardise.Features;
import io.karat.testing.Seeds;
import it.unimi.dsi.fastutil.ints.Int2ObjectRBTreeMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectSortedMap;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomIndexTest {

    private static final int NO_BUDGET = 1_000_000;

    @TempDir
    Path directory;

    private int made;

    @Test
    void withoutCapsTheCandidatesAreExactlyTheRecordsThatShareAKey() {
        Seeds.each(8, random -> {
            AtomIndex index = new AtomIndex();
            TreeMap<Integer, Features> live = new TreeMap<>();
            change(random, index, live, 400, 300);
            for (int i = 0; i < 50; i++) {
                Features query = People.person(random, 300);
                Candidates found = index.candidates(query, -1, NO_BUDGET);
                assertThat(found.skippedKeys()).isZero();
                assertThat(found.exhausted()).isFalse();
                assertThat(kept(found, query, live)).isEqualTo(sharing(query, live));
            }
        });
    }

    @Test
    void ofTheSampleSourcesEveryRecordThatSharesAKeyIsFoundUnlessItsKeysAreTooCommon() throws Exception {
        List<Features> records = SampleRecords.people(11);
        TreeMap<Integer, Features> live = new TreeMap<>();
        AtomIndex index = new AtomIndex();
        for (int ordinal = 0; ordinal < records.size(); ordinal++) {
            set(index, ordinal, null, records.get(ordinal));
            live.put(ordinal, records.get(ordinal));
        }
        int complete = 0;
        for (int ordinal = 0; ordinal < records.size(); ordinal++) {
            Features query = records.get(ordinal);
            Candidates found = index.candidates(query, ordinal, NO_BUDGET);
            TreeSet<Integer> sharing = sharing(query, live);
            sharing.remove(ordinal);
            TreeSet<Integer> kept = kept(found, query, live);
            if (found.skippedKeys() == 0) {
                complete++;
                assertThat(kept).isEqualTo(sharing);
            } else {
                assertThat(sharing).containsAll(kept);
            }
        }
        assertThat(complete).as("records none of whose keys is too common").isGreaterThan(records.size() / 2);
    }

    @Test
    void aPairOfTwoFrequentAtomsFindsTheFewThatHoldBoth() {
        AtomIndex index = new AtomIndex();
        for (int ordinal = 0; ordinal < 5_000; ordinal++) {
            String family = ordinal < 2_520 ? "Lindqvist" : "Name" + word(ordinal);
            String city = ordinal >= 2_500 ? "Bramley" : "Place" + word(ordinal);
            set(index, ordinal, null, People.person("Given" + word(ordinal), family, city));
        }
        Candidates found = index.candidates(People.person("Nobody", "Lindqvist", "Bramley"), -1, NO_BUDGET);
        assertThat(found.ordinals())
                .containsExactlyInAnyOrder(
                        java.util.stream.IntStream.range(2_500, 2_520).toArray());
    }

    /** A word of its own for each number, unlike in writing and in sound. */
    private static String word(int number) {
        StringBuilder word = new StringBuilder();
        SplittableRandom letters = new SplittableRandom(number);
        for (int i = 0; i < 9; i++) {
            word.append("bdfgklmnprstvz".charAt(letters.nextInt(14))).append("aeiou".charAt(letters.nextInt(5)));
        }
        return word.toString();
    }

    @Test
    void updatesAndRemovalsAreSeenAtOnceAndHowTheyCameIsOfNoAccount() {
        Seeds.each(4, random -> {
            TreeMap<Integer, Features> live = new TreeMap<>();
            List<Features> queries =
                    Stream.generate(() -> People.person(random, 400)).limit(40).toList();
            AtomIndex index = new AtomIndex();
            change(random, index, live, 2_500, 400);
            List<Candidates> found = search(index, queries);
            for (int i = 0; i < queries.size(); i++) {
                assertThat(kept(found.get(i), queries.get(i), live)).isEqualTo(sharing(queries.get(i), live));
            }
            assertThat(index.size()).isEqualTo(live.size());
            AtomIndex anew = new AtomIndex();
            live.descendingMap().forEach((ordinal, features) -> set(anew, ordinal, null, features));
            assertSame(search(anew, queries), found);
            assertThat(anew.checksum()).isEqualTo(index.checksum());
        });
    }

    @Test
    void readFromTheFeaturesInTheirFileItIsTheSame() {
        Seeds.each(4, random -> {
            TreeMap<Integer, Features> live = new TreeMap<>();
            List<Features> queries =
                    Stream.generate(() -> People.person(random, 200)).limit(40).toList();
            AtomIndex index = new AtomIndex();
            change(random, index, live, 600, 200);
            try (FeatureFile file = FeatureFile.open(directory.resolve("features" + made++))) {
                for (int ordinal = 0; ordinal < 600; ordinal++) {
                    file.put(ordinal, People.person(random, 200).encode());
                    if (live.containsKey(ordinal)) {
                        file.put(ordinal, live.get(ordinal).encode());
                    } else {
                        file.remove(ordinal);
                    }
                }
                AtomIndex read = AtomIndex.of(file);
                assertSame(search(read, queries), search(index, queries));
                assertThat(read.size()).isEqualTo(index.size());
                assertThat(read.checksum()).isEqualTo(index.checksum());
            }
        });
    }

    @Test
    void manyThatAreAddedAtOnceAreFoundAsIfTheyHadComeOneByOne() {
        Seeds.each(8, random -> {
            AtomIndex one = new AtomIndex();
            AtomIndex many = new AtomIndex();
            TreeMap<Integer, Features> live = new TreeMap<>();
            for (int turn = 0; turn < 12; turn++) {
                Int2ObjectSortedMap<Features> some = new Int2ObjectRBTreeMap<>();
                for (int i = random.nextInt(80); i >= 0; i--) {
                    int ordinal = random.nextInt(600);
                    some.put(ordinal, live.computeIfAbsent(ordinal, o -> People.person(random, 60)));
                }
                some.forEach((ordinal, features) -> one.update(ordinal, null, features));
                many.addAll(some);
                int changed = some.firstIntKey();
                Features other = People.person(random, 60);
                one.update(changed, live.get(changed), other);
                many.update(changed, live.put(changed, other), other);
            }
            List<Features> queries =
                    Stream.generate(() -> People.person(random, 60)).limit(40).toList();
            assertSame(search(many, queries), search(one, queries));
            assertThat(many.size()).isEqualTo(one.size());
            assertThat(many.checksum()).isEqualTo(one.checksum());
        });
    }

    /** As a batch that is rolled back does. */
    @Test
    void whatIsTakenBackLeavesNoTrace() {
        Seeds.each(8, random -> {
            TreeMap<Integer, Features> live = new TreeMap<>();
            List<Features> queries =
                    Stream.generate(() -> People.person(random, 200)).limit(40).toList();
            AtomIndex index = new AtomIndex();
            change(random, index, live, 300, 200);
            List<Candidates> before = search(index, queries);
            TreeMap<Integer, Features> tried = new TreeMap<>();
            for (int i = 0; i < 100; i++) {
                int ordinal = random.nextInt(400);
                if (!tried.containsKey(ordinal)) {
                    tried.put(ordinal, random.nextInt(5) == 0 ? null : People.person(random, 200));
                    index.update(ordinal, live.get(ordinal), tried.get(ordinal));
                }
            }
            assertThat(search(index, queries)).isNotEqualTo(before);
            tried.forEach((ordinal, features) -> index.update(ordinal, features, live.get(ordinal)));
            assertSame(search(index, queries), before);
            assertThat(index.size()).isEqualTo(live.size());
        });
    }

    /** One strong atom that hundreds hold, and no other atom: a key that cannot be narrowed. */
    @Test
    void aCrowdThatSharesASingleAtomIsLookedAt() {
        AtomIndex index = new AtomIndex();
        for (int ordinal = 0; ordinal < 130; ordinal++) {
            set(index, ordinal, null, People.person("Given" + word(ordinal), "desk@mail.org"));
        }
        Candidates found =
                index.candidates(People.person("Nobody", "desk@mail.org"), -1, CandidateIndex.DEFAULT_BUDGET);
        assertThat(found.skippedKeys()).isPositive();
        assertThat(found.ordinals()).isNotEmpty();
    }

    @Test
    void theRecordItselfIsNoCandidate() {
        Seeds.with(1, random -> {
            AtomIndex index = new AtomIndex();
            Features one = People.person(random, 10);
            set(index, 3, null, one);
            set(index, 4, null, one);
            assertThat(index.candidates(one, 3, NO_BUDGET).ordinals()).containsExactly(4);
        });
    }

    @Test
    void theBudgetEndsASearch() {
        Seeds.with(2, random -> {
            AtomIndex index = new AtomIndex();
            change(random, index, new TreeMap<>(), 1_500, 40);
            Features query = People.person(random, 40);
            Candidates found = index.candidates(query, -1, 4);
            Candidates all = index.candidates(query, -1, NO_BUDGET);
            assertThat(found.exhausted()).isTrue();
            assertThat(found.ordinals()).hasSizeBetween(4, 4 + CandidateIndex.DEFAULT_CAP);
            assertThat(found.ordinals()).containsExactly(Arrays.copyOf(all.ordinals(), found.ordinals().length));
            assertThat(all.ordinals()).hasSizeGreaterThan(found.ordinals().length);
        });
    }

    /** Fifty share a rare name and the city; one shares a common name and the city. */
    @Test
    void keysThatFewShareComeBeforeRareAtomsThatManyShare() {
        AtomIndex index = new AtomIndex();
        for (int ordinal = 0; ordinal < 50; ordinal++) {
            set(index, ordinal, null, People.person("Given" + word(ordinal), "Lindqvist", "Bramley"));
        }
        for (int ordinal = 50; ordinal < 130; ordinal++) {
            set(index, ordinal, null, People.person("Torvald", "Name" + word(ordinal), "Place" + word(ordinal)));
            set(index, ordinal + 80, null, People.person("Given" + word(ordinal), "Name" + word(ordinal), "Bramley"));
        }
        set(index, 400, null, People.person("Torvald", "Name" + word(400), "Bramley"));
        Candidates found =
                index.candidates(People.person("Torvald", "Lindqvist", "Bramley"), -1, CandidateIndex.DEFAULT_BUDGET);
        assertThat(found.exhausted()).isTrue();
        assertThat(found.ordinals()).startsWith(400).hasSize(51);
    }

    @Test
    void theBudgetDoesNotEndASearchAmongTheRecordsThatShareARareAtom() {
        Seeds.with(4, random -> {
            AtomIndex index = new AtomIndex();
            Features same = People.person(random, 5);
            for (int i = 0; i < 30; i++) {
                set(index, i, null, same);
            }
            assertThat(index.candidates(same, 29, 10).ordinals()).hasSize(29);
        });
    }

    @Test
    void ofACrowdOfNearlyEqualRecordsAFewAreFoundAndTheirKeysAreCountedAsSkipped() {
        Seeds.with(3, random -> {
            AtomIndex index = new AtomIndex();
            Features same = People.person(random, 5);
            for (int i = 0; i < 200; i++) {
                set(index, i, null, same);
            }
            Candidates found = index.candidates(same, 0, CandidateIndex.DEFAULT_BUDGET);
            assertThat(found.ordinals()).hasSizeBetween(1, 16);
            assertThat(found.skippedKeys()).isPositive();
        });
    }

    private static void set(AtomIndex index, int ordinal, @Nullable Features before, @Nullable Features after) {
        index.update(ordinal, before, after);
    }

    private static void change(
            SplittableRandom random, AtomIndex index, TreeMap<Integer, Features> live, int steps, int variety) {
        for (int i = 0; i < steps; i++) {
            int ordinal = random.nextInt(steps);
            if (random.nextInt(5) == 0) {
                set(index, ordinal, live.remove(ordinal), null);
            } else {
                Features features = People.person(random, variety);
                set(index, ordinal, live.put(ordinal, features), features);
            }
        }
    }

    private static List<Candidates> search(AtomIndex index, List<Features> queries) {
        return queries.stream()
                .map(q -> index.candidates(q, -1, CandidateIndex.DEFAULT_BUDGET))
                .toList();
    }

    private static void assertSame(List<Candidates> now, List<Candidates> before) {
        for (int i = 0; i < before.size(); i++) {
            assertThat(now.get(i).ordinals()).isEqualTo(before.get(i).ordinals());
            assertThat(now.get(i).skippedKeys()).isEqualTo(before.get(i).skippedKeys());
            assertThat(now.get(i).exhausted()).isEqualTo(before.get(i).exhausted());
        }
    }

    /** The hits that the caller keeps when it verifies them; every one must be live. */
    private static TreeSet<Integer> kept(Candidates found, Features query, TreeMap<Integer, Features> live) {
        TreeSet<Integer> kept = new TreeSet<>();
        for (int ordinal : found.ordinals()) {
            assertThat(live).containsKey(ordinal);
            if (Keys.shared(query, live.get(ordinal))) {
                kept.add(ordinal);
            }
        }
        return kept;
    }

    private static TreeSet<Integer> sharing(Features query, TreeMap<Integer, Features> live) {
        TreeSet<Integer> sharing = new TreeSet<>();
        live.forEach((ordinal, features) -> {
            if (Keys.shared(query, features)) {
                sharing.add(ordinal);
            }
        });
        return sharing;
    }
}
