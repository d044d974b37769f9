package io.karat.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.match.CandidateIndex;
import io.karat.match.Candidates;
import io.karat.standardise.Features;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.Long2ObjectMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What one search costs where very many records hold the same. */
class AtomSearchTest {

    private static final int PEOPLE = 50_000;

    /** Each record is followed by a second one of the same person, who has moved. */
    private static List<Features> people(Map<String, String> everybody) {
        SplittableRandom random = new SplittableRandom(31);
        List<Features> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE / 2; i++) {
            Map<String, String> values = new HashMap<>(everybody);
            values.put("given_name", word(random, 2_000));
            values.put("family_name", word(random, 10_000));
            values.put("city", word(random, 500));
            people.add(People.person(values));
            values.put("city", word(random, 500));
            people.add(People.person(values));
        }
        return people;
    }

    private static String word(SplittableRandom random, int variety) {
        SplittableRandom letters = new SplittableRandom(random.nextInt(variety));
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            word.append("bdfgklmnprstvz".charAt(letters.nextInt(14))).append("aeiou".charAt(letters.nextInt(5)));
        }
        return word.toString();
    }

    private static Postings postings(List<Features> records) {
        Long2ObjectMap<IntArrayList> holders = new Long2ObjectOpenHashMap<>();
        for (int ordinal = 0; ordinal < records.size(); ordinal++) {
            for (long atom : records.get(ordinal).atoms()) {
                holders.computeIfAbsent(atom, a -> new IntArrayList()).add(ordinal);
            }
        }
        Postings postings = new Postings();
        holders.long2ObjectEntrySet().forEach(atom -> postings.addAll(atom.getLongKey(), atom.getValue()));
        return postings;
    }

    /**
     * @param looks of the search that looked at most
     * @param found records, on average
     * @param seconds searches in a hundred that found the second record
     * @param skipping searches in a hundred that skipped a key
     */
    private record Searched(long looks, double found, int seconds, int skipping) {

        static Searched of(List<Features> records) {
            Postings postings = postings(records);
            long looks = 0;
            long found = 0;
            int seconds = 0;
            int skipping = 0;
            int searches = 0;
            for (int self = 0; self < records.size(); self += 100) {
                AtomSearch search = new AtomSearch(postings, records.size(), records.get(self), self);
                Candidates candidates = search.candidates(CandidateIndex.DEFAULT_BUDGET);
                int second = self + 1;
                looks = Math.max(looks, search.looks());
                found += candidates.ordinals().length;
                seconds += IntArrayList.wrap(candidates.ordinals()).contains(second) ? 1 : 0;
                skipping += candidates.skippedKeys() > 0 ? 1 : 0;
                searches++;
            }
            return new Searched(looks, (double) found / searches, seconds * 100 / searches, skipping * 100 / searches);
        }
    }

    /** It makes keys of atoms that few hold, which come after those that tell more. */
    @Test
    void anAtomThatEverybodyHoldsCostsHardlyAnyLooks() {
        Searched without = Searched.of(people(Map.of()));
        Searched with = Searched.of(people(Map.of("email", "office@ourshop.com")));

        System.out.printf("50,000 people: %s; of one address: %s%n", without, with);
        assertThat(with.looks).isLessThan(without.looks * 3 / 2).isLessThan(AtomSearch.MOST_LOOKS / 100);
        assertThat(with.found).isLessThan(CandidateIndex.DEFAULT_BUDGET + CandidateIndex.DEFAULT_CAP);
        assertThat(with.seconds).isGreaterThanOrEqualTo(without.seconds).isGreaterThan(95);
    }

    @Test
    void aCrowdOfEqualsIsSkippedWithoutALook() {
        Searched crowd = Searched.of(Collections.nCopies(PEOPLE, People.person("Torvald", "Lindqvist", "Bramley")));

        assertThat(crowd.looks).isLessThan(PEOPLE);
        assertThat(crowd.found).isBetween(1.0, 16.0);
        assertThat(crowd.skipping).isEqualTo(100);
    }

    /** Of so many equals that each of their atoms may still be narrowed, and none ever is narrow enough. */
    @Test
    void narrowingACrowdEnds() {
        Searched crowd = Searched.of(Collections.nCopies(1_900, People.person("Torvald", "Lindqvist", "Bramley")));

        System.out.printf("1,900 equals: %s%n", crowd);
        assertThat(crowd.looks).isPositive().isLessThan(AtomSearch.MOST_LOOKS / 4);
        assertThat(crowd.found).isBetween(1.0, 16.0);
    }
}
