package io.karat.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for any records of any entity type. */
class ScorerPropertyTest {

    private static final String[] SYLLABLES = {"ma", "ri", "john", "son", "el", "ka", "12", "7", "bo", "smith"};

    private static String value(Random random, AttributeType type) {
        return switch (type) {
            case DATE ->
                "%04d-%02d-%02d".formatted(1960 + random.nextInt(3), 1 + random.nextInt(12), 1 + random.nextInt(28));
            case NUMBER, MONEY, YEAR, HOUSE_NUMBER -> Integer.toString(random.nextInt(2000));
            case EMAIL -> words(random, 1) + "@mail.example";
            default -> words(random, 1 + random.nextInt(3));
        };
    }

    private static String words(Random random, int count) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder word = new StringBuilder();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            }
            words.add(word.toString());
        }
        return String.join(" ", words);
    }

    private static Values record(Random random, EntityType type) {
        String[][] values = new String[type.attributes().size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = new String[random.nextInt(3)];
            for (int j = 0; j < values[i].length; j++) {
                values[i][j] = value(random, type.attributes().get(i).type());
            }
        }
        return attribute -> values[attribute];
    }

    /** Keeps about two thirds of another record's attributes, so that there is something to agree on. */
    private static Values like(Random random, EntityType type, Values other) {
        Values own = record(random, type);
        boolean[] kept = new boolean[type.attributes().size()];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = random.nextInt(3) > 0;
        }
        // Names are swapped now and then.
        int given = type.indexOf("given-name");
        int family = type.indexOf("family-name");
        boolean swapped = given >= 0 && family >= 0 && random.nextInt(4) == 0;
        return i -> swapped && i == given
                ? other.values(family)
                : swapped && i == family ? other.values(given) : kept[i] ? other.values(i) : own.values(i);
    }

    private static EntityType randomType(Random random) {
        List<AttributeType> types = List.of(AttributeType.values());
        String[] attributes = random.ints(0, types.size())
                .limit(1 + random.nextInt(12))
                .distinct()
                .mapToObj(i -> types.get(i).code())
                .map(code -> code + ":" + code)
                .toArray(String[]::new);
        return People.type("mixed", attributes);
    }

    @Test
    void scores_are_symmetric_repeatable_and_add_up_for_any_mix_of_attribute_types() {
        long seed = 20_260_103;
        Random random = new Random(seed);
        for (int t = 0; t < 200; t++) {
            EntityType type = t == 0 ? People.PERSON : randomType(random);
            Parameters parameters = Parameters.builtIn(type);
            Scorer scorer = new Scorer(type, parameters, DemotedValues.NONE);
            Scorer decoded = new Scorer(type, Parameters.decode(type, parameters.encode()), DemotedValues.NONE);
            for (int n = 0; n < 50; n++) {
                Values a = record(random, type);
                Values b = n % 2 == 0 ? like(random, type, a) : record(random, type);
                String at = "seed %d, type %d (%s), pair %d".formatted(seed, t, type.attributes(), n);
                PairScore score = scorer.score(a, b);
                assertThat(score.logOdds()).as(at).isFinite();
                assertThat(scorer.score(b, a)).as(at).isEqualTo(score);
                assertThat(decoded.score(a, b)).as(at).isEqualTo(score);
                assertThat(Math.abs(score.evidence())).as(at).isLessThanOrEqualTo(Scorer.CLIP);
                Explanation explanation = scorer.explain(a, b, List.of());
                double sum = explanation.prior()
                        + explanation.comparisons().stream()
                                .mapToDouble(Explanation.Comparison::weight)
                                .sum();
                assertThat(sum).as(at).isCloseTo(score.logOdds(), within(1e-9));
                assertThat(explanation.probability()).as(at).isEqualTo(score.probability());
            }
        }
    }

    @Test
    void many_threads_get_the_same_scores() {
        Random random = new Random(20_260_104);
        List<Values> records = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            records.add(i % 3 == 0 ? record(random, People.PERSON) : like(random, People.PERSON, records.get(i - 1)));
        }
        Scorer scorer = new Scorer(People.PERSON, Parameters.builtIn(People.PERSON), DemotedValues.NONE);
        List<PairScore> alone = new ArrayList<>();
        for (int i = 0; i < 299; i++) {
            alone.add(scorer.score(records.get(i), records.get(i + 1)));
        }
        List<PairScore> together = IntStream.range(0, 299)
                .parallel()
                .mapToObj(i -> scorer.score(records.get(i), records.get(i + 1)))
                .toList();
        assertThat(together).isEqualTo(alone);
    }

    @Test
    void a_more_alike_level_never_weighs_less_where_the_attribute_is_of_an_individual() {
        for (AttributeType t : AttributeType.values()) {
            BuiltInTables tables = BuiltInTables.of(t);
            for (int level = 1; level < tables.m().length; level++) {
                assertThat(tables.m()[level] / tables.u()[level])
                        .as("%s, level %d", t, level)
                        .isGreaterThan(tables.m()[level - 1] / tables.u()[level - 1]);
            }
        }
    }
}
