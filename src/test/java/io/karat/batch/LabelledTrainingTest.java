package io.karat.batch;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.karat.cluster.Constraints;
import io.karat.cluster.Cut;
import io.karat.demo.PeopleGenerator;
import io.karat.match.CodedScorer;
import io.karat.match.DemotedValues;
import io.karat.match.Label;
import io.karat.match.Labels;
import io.karat.match.Parameters;
import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.standardise.Standardiser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers to questions refine what is learnt: generated people of whom too little is known to be sure. */
class LabelledTrainingTest {

    private static final long SEED = 42;
    private static final int PEOPLE = 4_000;
    private static final int SPLITS = 5;
    private static final Cut CUT = Cut.at(0.95, 0.3);

    /** How many records have a value; what is not named has none. */
    private static final Map<String, Double> FILLED = Map.of(
            "given_name",
            1.0,
            "family_name",
            0.6,
            "sex",
            1.0,
            "birth_date",
            0.3,
            "street",
            0.4,
            "city",
            1.0,
            "postcode",
            0.5);

    private static List<String> truth = List.of();
    private static KeyedRecords keyed =
            new KeyedRecords(Records.builder(type(), DemotedValues.NONE, 0).build(), _ -> new RecordKey("", ""));
    private static Parameters unlabelled = Parameters.builtIn(type());
    private static List<Label> questions = List.of();
    private static List<Label> known = List.of();

    private static EntityType type() {
        return ((ModelFiles.Loaded) ModelFiles.load(Path.of("matching-rules")))
                .models().stream()
                        .filter(type -> type.name().equals("person"))
                        .findFirst()
                        .orElseThrow();
    }

    @BeforeAll
    static void learn(@TempDir Path directory) throws IOException {
        PeopleGenerator.write(PEOPLE, SEED, directory);
        SplittableRandom random = new SplittableRandom(SEED);
        Standardiser standardiser = new Standardiser(type());
        Records.Builder records = Records.builder(type(), DemotedValues.NONE, PEOPLE);
        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder().ofNamedCsvRecord(directory.resolve("records.csv"))) {
            for (NamedCsvRecord row : reader) {
                Map<String, String> data = new HashMap<>();
                row.getFieldsAsMap().forEach((column, value) -> {
                    if (random.nextDouble() < FILLED.getOrDefault(column, 0.0)) {
                        data.put(column, value);
                    }
                });
                records.add(standardiser.standardise(RecordData.of(data)).features());
            }
        }
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(directory.resolve("truth.csv"))) {
            truth = reader.stream().map(row -> row.getField("cluster")).toList();
        }
        keyed = new KeyedRecords(records.build(), record -> new RecordKey("file", "" + record));
        unlabelled = keyed.train(SEED);
        questions = questions();
        known = known(SEED);
        System.out.printf(
                "%d questions, %d of them about the same%n",
                questions.size(), questions.stream().filter(Label::same).count());
    }

    /** What stewards would be asked, and what they would answer. */
    private static List<Label> questions() {
        Plan plan = Bulk.partition(keyed, Constraints.NONE, unlabelled, CUT);
        List<List<Integer>> members = new ArrayList<>();
        IntStream.range(0, plan.clusters()).forEach(_ -> members.add(new ArrayList<>()));
        IntStream.range(0, PEOPLE)
                .forEach(record -> members.get(plan.cluster()[record]).add(record));
        return plan.open().stream()
                .map(pair -> new Label(
                        truth.get(members.get(pair.left()).get(0))
                                .equals(truth.get(members.get(pair.right()).get(0))),
                        ints(members.get(pair.left())),
                        ints(members.get(pair.right()))))
                .toList();
    }

    /** Half of the questions, drawn by chance: they were answered. */
    private static List<Label> known(long seed) {
        List<Label> shuffled = new ArrayList<>(questions);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled.subList(0, shuffled.size() / 2);
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Parameters train(List<Label> labels) {
        return keyed.train(SEED, keyed.labels(labels));
    }

    /** Mean log loss of what is said of the other questions. */
    private static double loss(Parameters parameters, List<Label> answered) {
        List<Label> open = new ArrayList<>(questions);
        open.removeAll(answered);
        CodedScorer scorer = CodedScorer.of(type(), parameters, keyed.records().columns());
        double loss = 0;
        for (Label label : open) {
            double sum = 0;
            for (int left : label.left()) {
                for (int right : label.right()) {
                    sum += scorer.score(left, right).evidence();
                }
            }
            double logOdds = sum / (label.left().length * label.right().length);
            loss += Math.log1p(Math.exp(label.same() ? -logOdds : logOdds));
        }
        return loss / open.size();
    }

    private static double f1(Parameters parameters) {
        int[] cluster = Bulk.partition(keyed, Constraints.NONE, parameters, Cut.at(0.5, 0.3))
                .cluster();
        long both = 0;
        long found = 0;
        long same = 0;
        for (int a = 0; a < PEOPLE; a++) {
            for (int b = 0; b < a; b++) {
                boolean together = cluster[a] == cluster[b];
                boolean one = truth.get(a).equals(truth.get(b));
                found += together ? 1 : 0;
                same += one ? 1 : 0;
                both += together && one ? 1 : 0;
            }
        }
        return 2.0 * both / (found + same);
    }

    @Test
    void answersImproveWhatIsSaidOfTheOtherQuestions() {
        double before = 0;
        double after = 0;
        for (int split = 0; split < SPLITS; split++) {
            List<Label> answered = known(split);
            before += loss(unlabelled, answered) / SPLITS;
            after += loss(train(answered), answered) / SPLITS;
        }

        System.out.printf(
                "log loss of the open half of %d questions %.4f, after answers to the other half %.4f;"
                        + " F1 of the clusters %.4f and %.4f%n",
                questions.size(), before, after, f1(unlabelled), f1(train(known)));
        assertThat(after).isLessThan(before - 0.005);
        assertThat(f1(train(known))).isGreaterThan(f1(unlabelled));
    }

    @Test
    void withoutLabelsNothingChanges() {
        assertThat(train(List.of()).encode()).isEqualTo(unlabelled.encode());
        assertThat(keyed.train(SEED, Labels.NONE).encode()).isEqualTo(unlabelled.encode());
    }

    @Test
    void theOrderOfAnswersDoesNotMatter() {
        List<Label> shuffled = new ArrayList<>(known);
        Collections.shuffle(shuffled, new Random(7));

        assertThat(train(shuffled).encode()).isEqualTo(train(known).encode());
    }

    @Test
    void aHandfulOfWrongAnswersDoesLittleHarm() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Label> noisy = known.stream()
                .map(label -> new Label(label.same() ^ random.nextInt(10) == 0, label.left(), label.right()))
                .toList();
        List<Label> few = known.subList(0, 5).stream()
                .map(label -> new Label(!label.same(), label.left(), label.right()))
                .toList();

        System.out.printf(
                "one answer in ten wrong: log loss %.4f, F1 %.4f; five answers, all wrong: %.4f, %.4f%n",
                loss(train(noisy), known), f1(train(noisy)), loss(train(few), known), f1(train(few)));
        assertThat(f1(train(noisy))).isGreaterThan(f1(unlabelled) - 0.005);
        assertThat(f1(train(few))).isGreaterThan(f1(unlabelled) - 0.005);
        assertThat(loss(train(few), known)).isLessThan(loss(unlabelled, known) + 0.1);
    }
}
