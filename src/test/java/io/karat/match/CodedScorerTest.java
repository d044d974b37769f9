package io.karat.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.karat.demo.SampleRecord;
import io.karat.demo.SampleSources;
import io.karat.model.RecordData;
import io.karat.standardise.Features;
import io.karat.standardise.Standardiser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Coded records score as the records themselves do. */
class CodedScorerTest {

    private static final long SEED = 7;
    private static final double FLOOR = -3;

    private static final List<Features> RECORDS = records();
    private static final Columns COLUMNS = columns();
    private static final Parameters BUILT_IN = Parameters.builtIn(People.PERSON);

    private static List<Features> records() {
        Standardiser standardiser = new Standardiser(People.PERSON);
        return SampleSources.generate(SEED).stream()
                .filter(record -> record.entity().equals("person"))
                .map(SampleRecord::data)
                .map(data -> standardiser.standardise(RecordData.of(data)).features())
                .toList();
    }

    private static Columns columns() {
        Columns.Builder builder = Columns.builder(People.PERSON, DemotedValues.NONE, RECORDS.size());
        RECORDS.forEach(builder::add);
        return builder.build();
    }

    /** By chance, and neighbours in the file, which are often alike. */
    private static List<int[]> pairs() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            pairs.add(new int[] {random.nextInt(RECORDS.size()), random.nextInt(RECORDS.size())});
        }
        for (int a = 0; a < RECORDS.size(); a++) {
            for (int b = 0; b < a; b++) {
                if (Keys.shared(RECORDS.get(a), RECORDS.get(b))) {
                    pairs.add(new int[] {a, b});
                }
            }
        }
        return pairs;
    }

    private static void compareAll(Parameters parameters) {
        Scorer scorer = new Scorer(People.PERSON, parameters, DemotedValues.NONE);
        CodedScorer coded = CodedScorer.of(People.PERSON, parameters, COLUMNS);
        int above = 0;
        for (int[] pair : pairs()) {
            PairScore expected = scorer.score(RECORDS.get(pair[0]), RECORDS.get(pair[1]));
            PairScore score = coded.score(pair[0], pair[1]);
            double logOdds = coded.logOdds(pair[0], pair[1], FLOOR);

            assertThat(score.logOdds()).isCloseTo(expected.logOdds(), within(1e-9));
            assertThat(score.evidence()).isCloseTo(expected.evidence(), within(1e-9));
            assertThat(coded.exclusiveConflict(pair[0], pair[1]))
                    .isEqualTo(scorer.exclusiveConflict(RECORDS.get(pair[0]), RECORDS.get(pair[1])));
            if (expected.logOdds() >= FLOOR) {
                above++;
                assertThat(logOdds).isCloseTo(expected.logOdds(), within(1e-9));
            } else {
                assertThat(logOdds).isLessThan(FLOOR);
            }
        }
        assertThat(above).isGreaterThan(500);
    }

    @Test
    void scoresAsTheRecordsThemselvesDo() {
        compareAll(BUILT_IN);
    }

    @Test
    void scoresValuesOfAnyAlphabetAsTheRecordsThemselvesDo() {
        String[] names = {
            "o", "ол", "олег", "olegg", "oleg ivan", "\u0130lker", "ılker", "王伟", "a".repeat(70), "\uD83D\uDE00x"
        };
        String[] postcodes = {
            "1234", "1235", "абв1", "бабв1", "ab12 3cd", "ab123cd", "12345678901", "\u01311\u01302", "\u04311\u04302"
        };
        List<Features> odd = new ArrayList<>();
        Standardiser standardiser = new Standardiser(People.PERSON);
        for (String name : names) {
            for (String postcode : postcodes) {
                odd.add(standardiser
                        .standardise(RecordData.of(Map.of(
                                "given_name",
                                name,
                                "family_name",
                                name,
                                "postcode",
                                postcode,
                                "email",
                                name + "@x.example")))
                        .features());
            }
        }
        compareAll(odd);
    }

    /** What digests decide is what the values themselves say. */
    @Test
    void scoresOddPlacesAndNumbersAsTheRecordsThemselvesDo() {
        String[] numbers = {
            "1", "11", "12", "21", "12a", "12b", "a12", "12/3", "13/2", "1234567", "1234568", "12345678", "7-9", "9-7"
        };
        String[] streets = {
            "high street",
            "high st",
            "street high",
            "highstreet",
            "low street",
            "long low street",
            "st",
            "7 12",
            "712",
            "a b c d e f g",
            "a b c d e f h",
            "h i j k l m n",
            "rue de la paix",
            "rue de paix",
            "улица мира",
            "ул мира"
        };
        SplittableRandom random = new SplittableRandom(SEED);
        Standardiser standardiser = new Standardiser(People.PERSON);
        List<Features> odd = IntStream.range(0, 400)
                .mapToObj(i -> standardiser
                        .standardise(RecordData.of(Map.of(
                                "house_number",
                                numbers[random.nextInt(numbers.length)],
                                "street",
                                streets[random.nextInt(streets.length)],
                                "city",
                                streets[random.nextInt(streets.length)])))
                        .features())
                .toList();

        compareAll(odd);
    }

    private static void compareAll(List<Features> records) {
        Columns.Builder builder = Columns.builder(People.PERSON, DemotedValues.NONE, records.size());
        records.forEach(builder::add);
        CodedScorer coded = CodedScorer.of(People.PERSON, BUILT_IN, builder.build());
        Scorer scorer = new Scorer(People.PERSON, BUILT_IN, DemotedValues.NONE);
        for (int a = 0; a < records.size(); a++) {
            for (int b = 0; b < a; b++) {
                double expected = scorer.score(records.get(a), records.get(b)).logOdds();
                assertThat(coded.score(a, b).logOdds()).isCloseTo(expected, within(1e-9));
                for (double floor : new double[] {-20, -8, FLOOR, 0, 8}) {
                    double logOdds = coded.logOdds(a, b, floor);
                    if (expected >= floor) {
                        assertThat(logOdds).isCloseTo(expected, within(1e-9));
                    } else {
                        assertThat(logOdds).isLessThan(floor);
                    }
                }
            }
        }
    }

    /** Names equal, swapped, alike or several, and the rest by chance: whatever is bounded before it is compared. */
    @Test
    void neverGivesUpAPairThatReachesTheFloor() {
        Map<String, String[]> pools = Map.of(
                "middle_name",
                new String[] {"lee", "ann", "j"},
                "given_name",
                new String[] {"anna", "ann", "hanna", "bob", "robert", "lee", "j", "maria luisa", "luisa"},
                "family_name",
                new String[] {"lee", "leigh", "anna", "roberts", "robert", "smith", "smythe", "luisa"},
                "birth_date",
                new String[] {"1970-01-01", "1970-01-10", "1971-10-01", "1970", "1958-03-07", "1985-03-07"},
                "email",
                new String[] {"anna.lee@x.example", "annalee7@y.example", "bob@x.example", "bobby@x.example"},
                "phone",
                new String[] {"020 7946 0958", "020 7946 0959", "+44 20 7946 0958", "0161 496 0001"},
                "city",
                new String[] {"york", "new york", "leeds", "yorl"},
                "postcode",
                new String[] {"10001", "10011", "YO1 7HH"},
                "street",
                new String[] {"high street", "high st", "mill road"});
        SplittableRandom random = new SplittableRandom(SEED);
        Standardiser standardiser = new Standardiser(People.PERSON);
        List<Features> people = IntStream.range(0, 400)
                .mapToObj(i -> {
                    SortedMap<String, List<String>> data = new TreeMap<>();
                    new TreeMap<>(pools).forEach((name, pool) -> data.put(name, some(pool, random)));
                    return standardiser.standardise(new RecordData(data)).features();
                })
                .toList();

        compareAll(people);
    }

    /** Mostly one value, sometimes none or two. */
    private static List<String> some(String[] pool, SplittableRandom random) {
        return random.ints(random.nextInt(10) < 8 ? 1 : random.nextInt(3), 0, pool.length)
                .mapToObj(i -> pool[i])
                .toList();
    }

    @Test
    void scoresAlikeByLearntParametersAndAfterTheyWereStored() {
        List<int[]> pairs = pairs();
        PairSample sample = PairSample.uniform(
                pairs.stream().mapToInt(pair -> pair[0]).toArray(),
                pairs.stream().mapToInt(pair -> pair[1]).toArray(),
                1);
        Parameters learnt = new Training(People.PERSON, COLUMNS, SEED).learn(sample);

        compareAll(Parameters.decode(People.PERSON, learnt.encode()));
    }

    @Test
    void learnsTheSameFromTheSame() {
        List<int[]> pairs = pairs();
        PairSample sample = PairSample.uniform(
                pairs.stream().mapToInt(pair -> pair[0]).toArray(),
                pairs.stream().mapToInt(pair -> pair[1]).toArray(),
                1);

        assertThat(new Training(People.PERSON, COLUMNS, SEED).learn(sample).encode())
                .isEqualTo(
                        new Training(People.PERSON, COLUMNS, SEED).learn(sample).encode());
    }

    @Test
    void someOfTheRecordsScoreByNumbersOfTheirOwn() {
        CodedScorer all = CodedScorer.of(People.PERSON, BUILT_IN, COLUMNS);
        int[] some = IntStream.range(0, RECORDS.size()).filter(i -> i % 3 == 1).toArray();
        int[] fewer = IntStream.range(0, some.length).filter(i -> i % 2 == 1).toArray();
        CodedScorer ofSome = all.of(some).copy();
        CodedScorer ofFewer = ofSome.of(fewer);

        for (int a = 0; a < some.length; a++) {
            for (int b = Math.max(0, a - 5); b < a; b++) {
                assertThat(ofSome.logOdds(a, b, FLOOR)).isEqualTo(all.logOdds(some[a], some[b], FLOOR));
                assertThat(ofSome.score(a, b)).isEqualTo(all.score(some[a], some[b]));
                assertThat(ofSome.exclusiveConflict(a, b)).isEqualTo(all.exclusiveConflict(some[a], some[b]));
            }
        }
        for (int a = 1; a < fewer.length; a++) {
            assertThat(ofFewer.score(a, a - 1)).isEqualTo(all.score(some[fewer[a]], some[fewer[a - 1]]));
        }
    }
}
