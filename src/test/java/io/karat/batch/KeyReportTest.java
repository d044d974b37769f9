package io.karat.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.karat.match.DemotedValues;
import io.karat.match.Keys;
import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.standardise.Features;
import io.karat.standardise.Standardiser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports on hand-made records whose keys are known, and on random ones against a count of every key and every pair. */
class KeyReportTest {

    private static final EntityType PERSON = type("""
            entity: person
            title: "{given}"
            attributes:
              given: {type: given-name}
              family: {type: family-name}
              city: {type: city}
              phone: {type: phone}
              full: {type: full-name}
            """);

    private static EntityType type(String yaml) {
        return switch (ModelFiles.parse("person.yaml", yaml)) {
            case ModelFiles.Faulty faulty -> fail(faulty.problems().toString());
            case ModelFiles.Loaded loaded -> loaded.models().getFirst();
        };
    }

    /** Given name, family name, city, telephone, full name; blank if missing. */
    private static Features person(String... values) {
        Map<String, String> data = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            if (!values[i].isEmpty()) {
                data.put(PERSON.attributes().get(i).name(), values[i]);
            }
        }
        return new Standardiser(PERSON).standardise(RecordData.of(data)).features();
    }

    private static KeyReport report(List<Features> people, int cap, int budget, int... cluster) {
        return report(people, new KeyReport.Limits(cap, budget), cluster, false);
    }

    private static KeyReport report(List<Features> people, KeyReport.Limits limits, int[] cluster, boolean values) {
        Records.Builder builder = Records.builder(PERSON, DemotedValues.NONE, people.size());
        people.forEach(builder::add);
        Records records = builder.build();
        Candidates candidates = new Candidates(records.atoms(), limits.cap(), limits.budget());
        return new KeyDiagnosis(records, candidates, limits).report(cluster, values);
    }

    private static KeyReport.Kind kind(KeyReport report, String... attributes) {
        return report.kinds().stream()
                .filter(kind -> kind.attributes().equals(List.of(attributes)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachKindTellsWhatItFindsAndWhatItAloneFinds() {
        List<Features> people = List.of(
                person("Ann", "Lee", "York", "020 7946 0958"),
                person("Bob", "Kay", "", "020 7946 0958"),
                person("Ann", "Lee", "York", ""),
                person("Mia", "Fox", "", ""),
                person("Mia", "Fox", "", ""));

        KeyReport report = report(people, 10, 10, 0, 0, 0, 1, 2);

        assertThat(report.totals()).isEqualTo(new KeyReport.Totals(3, 3, 2));
        // By telephone alone 0 and 1, who are in one cluster; 1 and 2 are so through 0.
        assertThat(kind(report, "phone").candidates()).isEqualTo(new KeyReport.Found(1, 1));
        assertThat(kind(report, "phone").matches()).isEqualTo(new KeyReport.Found(1, 1));
        assertThat(kind(report, "phone").used()).isEqualTo(new KeyReport.Groups(1, 2, 2));
        // By name 0 and 2, who share a city too, and 3 and 4, who are in two clusters.
        assertThat(kind(report, "given", "family").candidates()).isEqualTo(new KeyReport.Found(2, 1));
        assertThat(kind(report, "given", "family").matches()).isEqualTo(new KeyReport.Found(1, 0));
        assertThat(kind(report, "given", "city").matches()).isEqualTo(new KeyReport.Found(1, 0));
        assertThat(report.kinds().getFirst().attributes()).containsExactly("phone");
        assertThat(report.records()).isEqualTo(new KeyReport.Coverage(5, 0, 0, 0, 0));
        assertThat(report.largest()).isEmpty();
    }

    @Test
    void swappedNamesShareAKeyOfBothNames() {
        List<Features> people = List.of(person("Martin", "James"), person("James", "Martin"));

        KeyReport report = report(people, 10, 10, 0, 0);

        assertThat(report.kinds()).hasSize(1);
        assertThat(kind(report, "given", "family").matches()).isEqualTo(new KeyReport.Found(1, 1));
    }

    @Test
    void wordsOfOneTextAreAKindOfTheirOwn() {
        List<Features> people =
                List.of(person("", "", "", "", "Ludwig Wittgenstein"), person("", "", "", "", "Wittgenstein Ludwig"));

        assertThat(report(people, 10, 10, 0, 0).kinds())
                .singleElement()
                .satisfies(kind -> assertThat(kind.attributes()).containsExactly("word of full", "word of full"));
    }

    @Test
    void aKeyBeyondTheCapIsPassedOverAndItsRecordsAreWithoutCandidate() {
        String switchboard = "020 7946 0958";
        List<Features> people = new ArrayList<>(List.of(
                person("Ann", "Lee", "York", switchboard),
                person("Bob", "Kay", "Leeds", switchboard),
                person("Cid", "Fox", "York", switchboard),
                person("Dot", "Gum", "", switchboard),
                person("Zoe", "Pym", "", "")));

        KeyReport capped = report(people, new KeyReport.Limits(3, 10), new int[] {0, 1, 2, 3, 4}, true);

        assertThat(kind(capped, "phone").passedOver()).isEqualTo(new KeyReport.Groups(1, 4, 4));
        assertThat(kind(capped, "phone").used().keys()).isZero();
        assertThat(kind(capped, "phone").candidates().pairs()).isZero();
        // Two of them also live in one town, which makes a rarer key with the telephone.
        assertThat(kind(capped, "city", "phone").candidates()).isEqualTo(new KeyReport.Found(1, 1));
        assertThat(capped.records()).isEqualTo(new KeyReport.Coverage(5, 0, 0, 2, 1));
        assertThat(capped.largest().getFirst().attributes()).containsExactly("phone");
        assertThat(capped.largest().getFirst().records()).isEqualTo(4);
        assertThat(capped.largest().getFirst().values())
                .singleElement()
                .satisfies(value -> assertThat(value.records()).isEqualTo(4));
        assertThat(report(people, 4, 10, 0, 1, 2, 3, 4).records().passedOver()).isZero();
    }

    @Test
    void valuesAreToldOnlyIfAskedFor() {
        List<Features> people = IntStream.range(0, 4)
                .mapToObj(i -> person("", "", "", "020 7946 0958"))
                .toList();

        assertThat(report(people, 3, 10, 0, 1, 2, 3).largest())
                .isNotEmpty()
                .allSatisfy(block -> assertThat(block.values()).isEmpty());
    }

    @Test
    void aRecordWhoseBudgetIsUsedUpWithoutAKeyIsLeftOut() {
        List<Features> people = List.of(
                person("Tim", "Abel", "Rome"),
                person("Tim", "", ""),
                person("", "", "Rome"),
                person("", "Quill", ""),
                person("Tim", "Quill", "Rome"));

        // The last one looks at the other Quill first, who shares no key, and then no further.
        KeyReport report = report(people, 10, 1, 0, 1, 2, 3, 4);

        assertThat(report.totals().candidates()).isZero();
        assertThat(report.records().cut()).isEqualTo(2);
        assertThat(report.records().atBudget()).isPositive();
        assertThat(report(people, 10, 4, 0, 1, 2, 3, 4).records().cut()).isZero();
    }

    @Test
    void noRecordsHaveNothingToReport() {
        KeyReport report = report(List.of(), 10, 10);

        assertThat(report.kinds()).isEmpty();
        assertThat(report.totals()).isEqualTo(new KeyReport.Totals(0, 0, 0));
    }

    @Test
    void aReportIsOfTheLimitsThatMatchingHas() {
        Records.Builder builder = Records.builder(PERSON, DemotedValues.NONE, 2);
        builder.add(person("Ann", "Lee"));
        builder.add(person("Ann", "Lee"));
        KeyedRecords keyed = new KeyedRecords(builder.build(), i -> new RecordKey("file", Integer.toString(i)));

        KeyReport report = KeyReport.of(keyed, new int[] {0, 0}, false);

        assertThat(report.limits()).isEqualTo(new KeyReport.Limits(60, 30));
        assertThat(report.totals()).isEqualTo(new KeyReport.Totals(1, 1, 1));
    }

    private static List<Features> crowd(int size, Random random) {
        String[] names = {"anna", "hanna", "james", "martin", "mary", "maria", "lee", "li", "oscar", "ross", "tamara"};
        String[] cities = {"york", "york", "york", "leeds", "rome", ""};
        List<Features> people = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String given = names[random.nextInt(names.length)];
            String family = random.nextInt(5) == 0 ? "" : names[random.nextInt(names.length)];
            String phone = random.nextInt(3) == 0 ? "" : "020 7946 " + (1000 + random.nextInt(size));
            String full = random.nextInt(3) == 0 ? given + " " + names[random.nextInt(names.length)] : "";
            people.add(person(given, family, cities[random.nextInt(cities.length)], phone, full));
        }
        return people;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void countsAreThoseOfEveryKeyAndEveryPair(long seed) {
        Random random = new Random(seed);
        int cap = 2 + random.nextInt(8);
        List<Features> people = crowd(150, random);
        int[] cluster = IntStream.range(0, people.size()).map(i -> i / 3).toArray();
        EveryKey oracle = new EveryKey(people, cap);

        KeyReport report = report(people, cap, people.size(), cluster);

        Map<List<String>, KeyReport.Kind> kinds = new HashMap<>();
        report.kinds().forEach(kind -> kinds.put(kind.attributes(), kind));
        assertThat(kinds).as("seed %d, cap %d", seed, cap).isEqualTo(oracle.kinds(cluster));
        assertThat(report.records()).isEqualTo(oracle.coverage(report.records().atBudget()));
        assertThat(report.largest()).isNotEmpty();
        assertThat(report.largest().stream().map(KeyReport.Block::records))
                .containsExactlyElementsOf(oracle.largest(20));
        assertThat(report.totals().candidates()).isEqualTo(oracle.candidates().size());
        assertThat(report.totals().matches()).isEqualTo(150);
        assertThat(report.totals().matchesFound())
                .isEqualTo(oracle.candidates().stream()
                        .filter(pair -> cluster[pair.get(0)] == cluster[pair.get(1)])
                        .count());
    }

    /** Every key of all records, listed plainly. */
    private static final class EveryKey {

        private final List<Features> people;
        private final int cap;
        private final Map<Long, Integer> holders = new HashMap<>();

        /** By its one or two atoms, the records that hold a key, each with the columns it has there. */
        private final Map<Set<Long>, Map<Integer, List<Integer>>> keys = new HashMap<>();

        EveryKey(List<Features> people, int cap) {
            this.people = people;
            this.cap = cap;
            for (Features person : people) {
                for (long atom : person.atoms()) {
                    holders.merge(atom, 1, Integer::sum);
                }
            }
            for (int record = 0; record < people.size(); record++) {
                list(record, people.get(record));
            }
            keys.values().removeIf(records -> records.size() < 2);
        }

        private void list(int record, Features person) {
            for (int i = 0; i < person.atoms().length; i++) {
                if (person.strong(i)) {
                    hold(Set.of(person.atoms()[i]), record, List.of(attribute(person, i)));
                }
                for (int j = 0; j < i; j++) {
                    if (person.column(i) != person.column(j)) {
                        List<Integer> columns = new ArrayList<>(List.of(attribute(person, i), attribute(person, j)));
                        columns.sort(null);
                        hold(Set.of(person.atoms()[i], person.atoms()[j]), record, columns);
                    }
                }
            }
        }

        private void hold(Set<Long> key, int record, List<Integer> columns) {
            keys.computeIfAbsent(key, k -> new TreeMap<>()).put(record, columns);
        }

        private static int attribute(Features person, int atom) {
            return Math.min(person.column(atom), 5);
        }

        private boolean used(Set<Long> key, int records) {
            List<Integer> sizes = key.stream().map(holders::get).sorted().toList();
            if (sizes.getFirst() <= cap) {
                return true;
            }
            return sizes.size() == 2
                    && records <= cap
                    && sizes.get(1) <= AtomGroups.HOPELESS * cap * people.size() / sizes.get(0);
        }

        private static List<String> names(List<Integer> columns) {
            return columns.stream()
                    .map(i -> i < 5 ? PERSON.attributes().get(i).name() : "word of full")
                    .toList();
        }

        private static List<Integer> lower(List<Integer> a, List<Integer> b) {
            for (int i = 0; i < a.size(); i++) {
                if (!a.get(i).equals(b.get(i))) {
                    return a.get(i) < b.get(i) ? a : b;
                }
            }
            return a;
        }

        private Map<List<Integer>, Set<List<String>>> kindsOfPairs() {
            Map<List<Integer>, Set<List<String>>> found = new HashMap<>();
            keys.forEach((key, records) -> {
                if (used(key, records.size())) {
                    records.forEach((a, left) -> records.forEach((b, right) -> {
                        if (a < b) {
                            found.computeIfAbsent(List.of(a, b), pair -> new HashSet<>())
                                    .add(names(lower(left, right)));
                        }
                    }));
                }
            });
            return found;
        }

        /** Some shared atom is rare, or some key used, and any key is shared. */
        Set<List<Integer>> candidates() {
            Set<List<Integer>> found = new HashSet<>(kindsOfPairs().keySet());
            for (int b = 0; b < people.size(); b++) {
                for (int a = 0; a < b; a++) {
                    Set<Long> shared = atoms(a);
                    shared.retainAll(atoms(b));
                    if (shared.stream().anyMatch(atom -> holders.get(atom) <= cap)
                            && Keys.shared(people.get(a), people.get(b))) {
                        found.add(List.of(a, b));
                    }
                }
            }
            return found;
        }

        private Set<Long> atoms(int record) {
            return java.util.Arrays.stream(people.get(record).atoms()).boxed().collect(Collectors.toSet());
        }

        Map<List<String>, KeyReport.Kind> kinds(int[] cluster) {
            Map<List<String>, List<Integer>> used = new HashMap<>();
            Map<List<String>, List<Integer>> passedOver = new HashMap<>();
            keys.forEach((key, records) -> {
                List<String> kind =
                        names(records.values().stream().reduce(EveryKey::lower).orElseThrow());
                (used(key, records.size()) ? used : passedOver)
                        .computeIfAbsent(kind, k -> new ArrayList<>())
                        .add(records.size());
            });
            Map<List<Integer>, Set<List<String>>> pairs = kindsOfPairs();
            Set<List<String>> all = new HashSet<>(used.keySet());
            all.addAll(passedOver.keySet());
            pairs.values().forEach(all::addAll);
            return all.stream()
                    .collect(Collectors.toMap(
                            kind -> kind,
                            kind -> new KeyReport.Kind(
                                    kind,
                                    groups(used.getOrDefault(kind, List.of())),
                                    groups(passedOver.getOrDefault(kind, List.of())),
                                    found(pairs, kind, pair -> true),
                                    found(pairs, kind, pair -> cluster[pair.get(0)] == cluster[pair.get(1)]))));
        }

        private static KeyReport.Found found(
                Map<List<Integer>, Set<List<String>>> pairs,
                List<String> kind,
                java.util.function.Predicate<List<Integer>> which) {
            List<Set<List<String>>> found = pairs.entrySet().stream()
                    .filter(pair -> which.test(pair.getKey()) && pair.getValue().contains(kind))
                    .map(Map.Entry::getValue)
                    .toList();
            return new KeyReport.Found(
                    found.size(),
                    found.stream().filter(kinds -> kinds.size() == 1).count());
        }

        private static KeyReport.Groups groups(List<Integer> sizes) {
            return new KeyReport.Groups(
                    sizes.size(),
                    sizes.stream().mapToInt(n -> n).sum(),
                    sizes.stream().mapToInt(n -> n).max().orElse(0));
        }

        KeyReport.Coverage coverage(int atBudget) {
            Set<Integer> with =
                    candidates().stream().flatMap(List::stream).collect(Collectors.toCollection(TreeSet::new));
            Set<Integer> inAny = keys.values().stream()
                    .flatMap(records -> records.keySet().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            inAny.removeAll(with);
            int without = people.size() - with.size();
            return new KeyReport.Coverage(people.size(), atBudget, 0, inAny.size(), without - inAny.size());
        }

        List<Integer> largest(int most) {
            return keys.entrySet().stream()
                    .filter(key -> !used(key.getKey(), key.getValue().size()))
                    .map(key -> key.getValue().size())
                    .sorted((a, b) -> b - a)
                    .limit(most)
                    .toList();
        }
    }
}
