package io.karat.golden;

import static io.karat.golden.Types.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.karat.golden.Candidate.Fate;
import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import io.karat.quality.Soundness;
import io.karat.testing.RandomGraphs;
import io.karat.testing.RandomMembers;
import io.karat.testing.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The survivorship rules that a model can name, read from models. */
class CatalogueTest {

    private static final Instant DAY_100 = Instant.EPOCH.plus(Duration.ofDays(100));
    private static final long DAY = Duration.ofDays(1).toSeconds();

    private static final String TRUST = "{rule: trust, trust: {a: {maximum: 90, minimum: 10, period: P100D},"
            + " b: {maximum: 60, minimum: 20, period: P50D, decay: half-life}}, others: {maximum: 30}}";

    @ParameterizedTest(name = "{0} {1} of {2} is {3}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "text;   {rule: shortest};   a1 x=Annabel, b1 x=Ann;                     Ann",
                "text;   {rule: min};        a1 x=pear, b1 x=Apple, c1 x=n/a;            Apple",
                "text;   {rule: max};        a1 x=pear, b1 x=Apple;                      pear",
                "money;  {rule: min};        a1 x=100, b1 x=20;                          20",
                "number; {rule: max};        a1 x=100, b1 x=20, c1 x=-300;               100",
                "date;   {rule: min};        a1 x=19800213, b1 x=198002, c1 x=19790101;  19790101",
                "date;   {rule: min};        a1 x=19800213, b1 x=198002;                 198002",
                "year;   {rule: max};        a1 x=1999, b1 x=2001;                       2001"
            })
    void choosesByTheValueItself(String type, String rule, String records, String expected) {
        EntityType entity = type("x: {type: " + type + "}", "x: " + rule);

        assertThat(Types.values(forge(entity, records))).containsEntry("x", List.of(expected));
    }

    @Test
    void aUnionKeepsEveryValueOnceInItsOwnOrder() {
        EntityType entity = type("x: {type: text, many: true}", "x: {rule: union}");
        String records = "b1@9 x=pear|FIG, a1@1 x=fig|quince|n/a, c1@5 x=Apple";

        GoldenValues golden = forge(entity, records);

        assertThat(golden.values().get("x"))
                .isEqualTo(new GoldenValues.Value(List.of("Apple", "FIG", "pear", "quince"), "c1".hashCode(), "union"));
    }

    @Test
    void unionsAreTheSameHoweverMembersArePutTogether() {
        EntityType entity = type("x: {type: text, many: true}", "x: {rule: union}");
        Seeds.each(500, random -> {
            List<Contribution> members = RandomMembers.of(entity, random, 2 + random.nextInt(5));
            Set<String> evidence = members.stream()
                    .flatMap(m -> m.values().getOrDefault("x", List.of()).stream())
                    .map(Contribution.Datum::comparable)
                    .filter(c -> !c.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));

            GoldenValues one = Forge.forge(entity, members, List.of(), DAY_100);

            assertThat(Forge.forge(entity, shuffled(members, random), List.of(), DAY_100))
                    .isEqualTo(one);
            if (!evidence.isEmpty()) {
                assertThat(one.values().get("x").values().stream()
                                .map(v -> RandomMembers.datum(v).comparable()))
                        .containsExactlyElementsOf(evidence);
            }
        });
    }

    @Test
    void anAttributeComesFromTheWinnerOfAnotherAndWhereItHasNoneFromTheNext() {
        EntityType entity = type(
                "x: {type: text}, y: {type: text}, z: {type: text}",
                "x: {rule: oldest}, y: {rule: from, attribute: x}, z: {rule: from, attribute: y}");

        assertThat(Types.values(forge(entity, "a1@9 x=xa y=ya z=za, b1@1 x=xb y=yb z=zb, c1@5 x=xc y=yc")))
                .isEqualTo(Map.of("x", List.of("xb"), "y", List.of("yb"), "z", List.of("zb")));
        assertThat(Types.values(forge(entity, "a1@9 x=xa y=ya, b1@1 x=xb, c1@5 x=xc y=yc")))
                .containsEntry("y", List.of("yc"));
        assertThat(Types.values(forge(entity, "a1@9 y=ya, b1@1 y=yb"))).containsEntry("y", List.of("ya"));
    }

    @Test
    void aGroupComesFromTheWinnerOfAnAttribute() {
        EntityType entity = type(
                "x: {type: text}, y: {type: text}, z: {type: text}",
                "x: {rule: longest}, both: {group: [y, z], rule: from, attribute: x}");

        assertThat(Types.values(forge(entity, "a1@9 x=xa y=ya z=za, b1@1 x=xbbb y=yb")))
                .containsEntry("y", List.of("yb"))
                .doesNotContainKey("z");
    }

    @Test
    void aPinHasNoSayInWhoWins() {
        EntityType entity =
                type("x: {type: text}, y: {type: text}", "x: {rule: oldest}, y: {rule: from, attribute: x}");
        List<Pin> pins = List.of(new Pin("x", List.of("xa"), null));

        assertThat(Types.values(Forge.forge(entity, members("a1@9 x=xa y=ya, b1@1 x=xb y=yb"), pins, DAY_100)))
                .containsEntry("x", List.of("xa"))
                .containsEntry("y", List.of("yb"));
    }

    @Test
    void trustFallsUntilAnotherSourceIsTrustedMore() {
        EntityType entity = type("x: {type: text}", "x: " + TRUST);
        // On day 100 a has 90 - 64 = 26 points, c 30; on day 95 still 30, and a goes first.
        List<Contribution> members = members("a1@" + 20 * DAY + " x=xa, c1@1 x=xc");

        DatedValues before = Forge.forged(entity, members, List.of(), Instant.EPOCH.plusSeconds(21 * DAY));
        Instant turn = Instant.EPOCH.plusSeconds(20 * DAY).plus(Duration.ofHours(61 * 30));

        assertThat(Types.values(before.values())).containsEntry("x", List.of("xa"));
        assertThat(before.next()).isEqualTo(turn);
        assertThat(Types.values(Forge.forge(entity, members, List.of(), turn.minusMillis(1))))
                .containsEntry("x", List.of("xa"));
        DatedValues after = Forge.forged(entity, members, List.of(), turn);
        assertThat(Types.values(after.values())).containsEntry("x", List.of("xc"));
        assertThat(after.next()).isNull();
        assertThat(Forge.candidates(entity, members, "x", false, DAY_100))
                .extracting(Candidate::value, Candidate::fate, Candidate::why)
                .containsExactly(
                        tuple("xc", Fate.WON, "is trusted with 30 of 100"),
                        tuple("xa", Fate.RULE, "is trusted with 26 of 100; what survives is trusted with 30 of 100"));
    }

    @Test
    void aRecordThatFailsAQualityRuleIsTrustedLess() {
        EntityType entity = type(
                "x: {type: text}",
                "x: {rule: trust, trust: {a: {maximum: 90}, b: {maximum: 70}}, downgrade: {by: 30, rules: [q]}}");
        Contribution a = member("a1", "x=xa");
        Contribution b = member("b1", "x=xb");

        assertThat(winner(entity, a, b)).isEqualTo("xa");
        assertThat(winner(entity, failing(a, "q"), b)).isEqualTo("xb");
        assertThat(winner(entity, failing(a, "other"), b)).isEqualTo("xa");
        assertThat(Forge.candidates(entity, List.of(failing(a, "q"), b), "x", false, DAY_100))
                .extracting(Candidate::why)
                .last()
                .asString()
                .startsWith("is trusted with 60 of 100, 30 less since its record fails a quality rule");
    }

    @Test
    void anExpiringPinIsAnInstantOfChangeToo() {
        EntityType entity = type("x: {type: text}", "x: " + TRUST);
        List<Pin> pins = List.of(new Pin("x", List.of("pinned"), DAY_100.plusSeconds(5)));

        assertThat(Forge.forged(entity, members("c1@1 x=xc"), pins, DAY_100).next())
                .isEqualTo(DAY_100.plusSeconds(5));
    }

    @Test
    void recordsForWhichTheConditionHoldsGoFirst() {
        EntityType entity = type(
                "x: {type: text}, y: {type: text}",
                "x: {when: \"y != null && source != 'b'\", then: {rule: oldest}, else: {rule: most-recent}}");

        assertThat(Types.values(forge(entity, "a1@9 x=xa y=yy, c1@5 x=xc y=yy, b1@1 x=xb y=yy, d1@99 x=xd")))
                .containsEntry("x", List.of("xc"));
        assertThat(Types.values(forge(entity, "b1@1 x=xb y=yy, d1@99 x=xd"))).containsEntry("x", List.of("xd"));
        List<Contribution> members = members("a1@9 x=xa y=yy, d1@99 x=xd, e1@9 x=n/a y=yy");
        assertThat(Forge.candidates(entity, members, "x", false, DAY_100))
                .extracting(Candidate::value, Candidate::fate)
                .containsExactly(tuple("xa", Fate.WON), tuple("xd", Fate.CONDITION), tuple("n/a", Fate.NO_EVIDENCE));
        assertThat(forge(entity, "a1@9 x=xa y=yy").values().get("x").rule()).isEqualTo("oldest");
    }

    @Test
    void withoutElseTheOthersTakeNoPart() {
        EntityType entity = type(
                "x: {type: text, many: true}, y: {type: text}, z: {type: text}",
                "x: {when: \"source == 'a'\", then: {rule: union}},"
                        + " both: {group: [y, z], when: \"source == 'a'\", then: {rule: most-recent}}");
        List<Contribution> members = members("a1@1 x=pear|fig, b1@2 x=apple y=yb z=zb");

        assertThat(Types.values(Forge.forge(entity, members, List.of(), DAY_100)))
                .isEqualTo(Map.of("x", List.of("fig", "pear")));
        assertThat(Forge.candidates(entity, members, "x", false, DAY_100))
                .extracting(Candidate::value, Candidate::fate)
                .containsExactly(tuple("fig", Fate.WON), tuple("pear", Fate.UNION), tuple("apple", Fate.APART));
        assertThat(Forge.candidates(entity, members, "y", false, DAY_100))
                .extracting(Candidate::value, Candidate::fate)
                .containsExactly(tuple("yb", Fate.APART));
    }

    @Test
    void eachSideOfAConditionCountsItsOwn() {
        EntityType entity = type(
                "x: {type: text}",
                "x: {when: \"source == 'a'\", then: {rule: most-frequent}, else: {rule: most-frequent}}");

        assertThat(Types.values(forge(entity, "a1@1 x=one, a2@2 x=two, b1@3 x=one, a3@4 x=two, c1@5 x=one, d1 x=one")))
                .containsEntry("x", List.of("two"));
    }

    @Test
    void anUnsoundConditionIsToldWithItsPlaceInTheModel(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("thing.yaml"), """
                entity: thing
                attributes: {x: {type: text}}
                survivorship:
                  default: {when: "x != null", then: {rule: oldest}}
                  x: {when: "y > 3", then: {rule: oldest}}
                """);

        assertThat(((ModelFiles.Faulty) ModelFiles.load(directory, new Soundness())).problems())
                .singleElement()
                .asString()
                .startsWith("thing.yaml:5:13: the condition is not sound: undeclared reference to 'y'");
    }

    @Test
    void everyValueSaysWhyItSurvives() {
        EntityType entity = type("x: {type: text}, y: {type: text}", "x: {rule: most-frequent}");

        assertThat(whys(entity, "x", "a1@1 x=Ann, b1@2 x=ann, c1@3 x=Bob"))
                .containsExactly(
                        "stands in 2 records",
                        "says the same as a value that survives",
                        "stands in 1 record; what survives stands in 2 records");
        assertThat(whys(entity, "x", "a1@1 x=Ann, b1@2 x=Bob"))
                .containsExactly("stands in 1 record, like another; it was observed last", "was observed earlier");
        assertThat(whys(entity, "x", "a1@1 x=Ann, b1@2 x=n/a").getFirst())
                .isEqualTo("is the only one that can be read and is no placeholder");
        assertThat(whys(entity, "x", "a1@1 x=Ann")).containsExactly("has no other beside it");
        assertThat(whys(entity, "y", "a1@1 y=Ann, b1@2 y=Bob"))
                .containsExactly(
                        "was observed at 1970-01-01T00:00:02Z",
                        "was observed at 1970-01-01T00:00:01Z; what survives was observed at 1970-01-01T00:00:02Z");
    }

    /** Whatever the rules and however deep: no order of members matters, and nothing changes before it is told to. */
    @Test
    void isAPureFunctionOfMembersAndInstant() {
        Seeds.each(600, random -> {
            EntityType entity = randomType(random);
            List<Contribution> members = RandomMembers.of(entity, random, 1 + random.nextInt(5)).stream()
                    .map(m -> random.nextInt(4) == 0 ? failing(m, "q") : m)
                    .toList();
            Instant now = Instant.parse("2024-01-01T00:00:00Z").plusSeconds(random.nextInt(10));

            DatedValues forged = Forge.forged(entity, members, List.of(), now);

            assertThat(Forge.forged(entity, shuffled(members, random), List.of(), now))
                    .isEqualTo(forged);
            Instant next = forged.next();
            Instant last = next == null ? now.plus(Duration.ofDays(40_000)) : next.minusMillis(1);
            assertThat(Forge.forge(entity, members, List.of(), last)).isEqualTo(forged.values());
            long between = Duration.between(now, last).toMillis();
            for (int i = 0; i < 5 && between > 0; i++) {
                Instant instant = now.plusMillis(random.nextLong(between + 1));
                assertThat(Forge.forge(entity, members, List.of(), instant)).isEqualTo(forged.values());
            }
            entity.attributes().forEach(attribute -> {
                List<Candidate> candidates = Forge.candidates(entity, members, attribute.name(), false, now);
                GoldenValues.Value value = forged.values().values().get(attribute.name());
                assertThat(candidates.stream()
                                .filter(c -> c.fate().survives() && !c.value().isEmpty()))
                        .extracting(Candidate::value)
                        .containsExactlyInAnyOrderElementsOf(value == null ? List.of() : value.values());
                assertThat(candidates).allSatisfy(c -> assertThat(c.why()).isNotBlank());
            });
        });
    }

    private static EntityType randomType(SplittableRandom random) {
        return type(
                "x: {type: text}, y: {type: text, many: true}, z: {type: text}, v: {type: text}, w: {type: text}",
                "x: %s, y: %s, z: {rule: from, attribute: x}, both: {group: [v, w], %s"
                        .formatted(
                                rule(random, 2, "min", "max", "trust"),
                                rule(random, 2, "union", "min", "trust"),
                                rule(random, 2, "longest", "from", "trust").substring(1)));
    }

    private static String rule(SplittableRandom random, int depth, String... own) {
        if (depth > 0 && random.nextInt(3) == 0) {
            String otherwise = random.nextBoolean() ? ", else: " + rule(random, depth - 1, own) : "";
            String condition = random.nextBoolean() ? "source == 'crm'" : "v != null";
            return "{when: \"" + condition + "\", then: " + rule(random, depth - 1, own) + otherwise + "}";
        }
        List<String> names = new ArrayList<>(List.of(own));
        names.addAll(List.of("most-recent", "oldest", "most-frequent", "most-complete", "shortest", "trust"));
        String name = names.get(random.nextInt(names.size()));
        return switch (name) {
            case "from" -> "{rule: from, attribute: z}";
            case "trust" ->
                "{rule: trust, trust: {crm: %s, shop: %s}, others: {maximum: 40}, downgrade: {by: 10}}"
                        .formatted(curve(random), curve(random));
            default -> "{rule: " + name + "}";
        };
    }

    private static String curve(SplittableRandom random) {
        int maximum = random.nextInt(101);
        return "{maximum: %d, minimum: %d, period: PT%dS, decay: %s}"
                .formatted(
                        maximum,
                        random.nextInt(maximum + 1),
                        1 + random.nextInt(20),
                        random.nextBoolean() ? "linear" : "half-life");
    }

    private static List<Contribution> shuffled(List<Contribution> members, SplittableRandom random) {
        return Arrays.stream(RandomGraphs.shuffled(random, members.size()))
                .mapToObj(members::get)
                .toList();
    }

    private static Contribution failing(Contribution member, String rule) {
        return new Contribution(
                member.key(),
                member.ordinal(),
                member.observedAt(),
                member.contentHash(),
                member.values(),
                Set.of(rule));
    }

    private static String winner(EntityType entity, Contribution... members) {
        return Forge.forge(entity, List.of(members), List.of(), DAY_100)
                .values()
                .get("x")
                .values()
                .getFirst();
    }

    private static List<String> whys(EntityType entity, String attribute, String records) {
        return Forge.candidates(entity, members(records), attribute, false, DAY_100).stream()
                .map(Candidate::why)
                .toList();
    }

    private static EntityType type(String attributes, String survivorship) {
        String yaml = """
                entity: thing
                attributes: {%s}
                quality: [{id: q, check: "true"}, {id: other, check: "true"}]
                survivorship: {%s}
                """.formatted(attributes, survivorship);
        return switch (ModelFiles.parse("thing.yaml", yaml)) {
            case ModelFiles.Loaded loaded -> loaded.models().getFirst();
            case ModelFiles.Faulty faulty -> throw new AssertionError(yaml + faulty.problems());
        };
    }

    private static GoldenValues forge(EntityType entity, String records) {
        List<Contribution> members = members(records);
        GoldenValues golden = Forge.forge(entity, members, List.of(), DAY_100);
        assertThat(Forge.forge(entity, members.reversed(), List.of(), DAY_100)).isEqualTo(golden);
        return golden;
    }

    /** {@code a1@9 x=one y=two, b1 x=three}: records as {@link Types#member} reads them. */
    private static List<Contribution> members(String records) {
        return Arrays.stream(records.split(", "))
                .map(record -> record.split(" ", 2))
                .map(parts -> member(parts[0], parts[1]))
                .toList();
    }
}
