package io.karat.golden;

import static io.karat.golden.Types.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.karat.golden.Candidate.Fate;
import io.karat.golden.GoldenValues.Value;
import io.karat.model.EntityType;
import io.karat.model.SurvivorshipRule;
import io.karat.model.SurvivorshipRule.Longest;
import io.karat.model.SurvivorshipRule.MostComplete;
import io.karat.model.SurvivorshipRule.MostFrequent;
import io.karat.model.SurvivorshipRule.MostRecent;
import io.karat.model.SurvivorshipRule.Oldest;
import io.karat.model.SurvivorshipRule.SourcePriority;
import io.karat.testing.RandomGraphs;
import io.karat.testing.RandomMembers;
import io.karat.testing.Seeds;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForgeTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    static Stream<Arguments> rules() {
        return Stream.of(
                row(
                        new MostRecent(),
                        "the latest wins",
                        "late",
                        member("a1@1", "name=early"),
                        member("b1@2", "name=late")),
                row(
                        new MostRecent(),
                        "no time is older than any",
                        "timed",
                        member("a1", "name=none"),
                        member("b1@1", "name=timed")),
                row(
                        new MostRecent(),
                        "a tie goes to the first source",
                        "a",
                        member("b1@1", "name=b"),
                        member("a1@1", "name=a")),
                row(
                        new Oldest(),
                        "the earliest wins",
                        "early",
                        member("a1@2", "name=late"),
                        member("b1@1", "name=early")),
                row(
                        new Oldest(),
                        "no time is older than any",
                        "none",
                        member("a1@1", "name=timed"),
                        member("b1", "name=none")),
                row(
                        new SourcePriority(List.of("b", "a")),
                        "the first source of the order wins",
                        "b",
                        member("a1@9", "name=a"),
                        member("b1@1", "name=b")),
                row(
                        new SourcePriority(List.of("b")),
                        "sources not named come last",
                        "b",
                        member("c1@9", "name=c"),
                        member("b1@1", "name=b")),
                row(
                        new SourcePriority(List.of("b")),
                        "within a source the latest wins",
                        "two",
                        member("b1@1", "name=one"),
                        member("b2@2", "name=two")),
                row(
                        new SourcePriority(List.of("b", "a")),
                        "a source without the value is passed over",
                        "a",
                        member("b1", "other=x"),
                        member("a1", "name=a")),
                row(
                        new MostFrequent(),
                        "the value most members have wins",
                        "Ann",
                        member("c1@1", "name=ANN"),
                        member("b1@2", "name=Ann"),
                        member("a1@9", "name=Bob")),
                row(
                        new MostFrequent(),
                        "a member that says it twice counts once",
                        "Bob",
                        member("a1", "name=Ann|ANN"),
                        member("b1", "name=Bob"),
                        member("c1", "name=bob")),
                row(
                        new MostFrequent(),
                        "a tie goes to the first source",
                        "Ann",
                        member("b1@9", "name=Bob"),
                        member("a1@1", "name=Ann")),
                row(
                        new MostComplete(),
                        "the fullest record wins",
                        "full",
                        member("a1@9", "name=bare"),
                        member("b1@1", "name=full other=more")),
                row(
                        new MostComplete(),
                        "placeholders do not fill a record",
                        "bare",
                        member("b1", "name=full other=n/a"),
                        member("a1", "name=bare")),
                row(
                        new Longest(),
                        "the longest wins",
                        "Annabel",
                        member("a1@9", "name=Ann"),
                        member("b1@1", "name=Annabel")),
                row(
                        new Longest(),
                        "length is counted in characters, not code units",
                        "Abcde",
                        member("a1", "name=𝔸𝔹ℂ"),
                        member("b1", "name=Abcde")),
                row(
                        new MostRecent(),
                        "a placeholder loses to any value",
                        "old",
                        member("a1@1", "name=old"),
                        member("a2@9", "name=n/a")),
                row(
                        new MostRecent(),
                        "a placeholder survives where nobody has better",
                        "N/A",
                        member("a1@1", "other=x"),
                        member("a2@9", "name=N/A")),
                row(
                        new MostRecent(),
                        "without a source order the latest ends a tie",
                        "new",
                        member("x1@1", "name=old"),
                        member("y1@2", "name=new")),
                row(
                        new Longest(),
                        "in the end the record key decides",
                        "aaa",
                        member("a2@1", "name=bbb"),
                        member("a1@1", "name=aaa")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rules")
    void theRuleChooses(String rule, String why, EntityType type, List<Contribution> members, String expected) {
        assertThat(Types.values(forge(type, members))).as(why).containsEntry("name", List.of(expected));
        assertThat(Types.values(forge(type, members.reversed()))).containsEntry("name", List.of(expected));
        assertThat(value(forge(type, members), "name").rule()).isEqualTo(rule);
    }

    @Test
    void theContentHashEndsATieBeforeTheKeyDoes() {
        Contribution one = new Contribution(
                member("a1@1", "name=x1").key(),
                0,
                NOW,
                "ff",
                member("a1", "name=one").values());
        Contribution two = new Contribution(
                member("a2@1", "name=x2").key(),
                1,
                NOW,
                "aa",
                member("a2", "name=two").values());

        assertThat(Types.values(forge(Types.type(new MostRecent()), List.of(one, two))))
                .containsEntry("name", List.of("two"));
    }

    @Test
    void manyValuesAreADistinctUnionWithTheWinnerFirst() {
        List<Contribution> members =
                List.of(member("c1@9", "mail=New@x"), member("b1@5", "mail=b@x|new@X"), member("a1@1", "mail=n/a|a@x"));

        Value mail = value(forge(Types.type(new MostRecent()), members), "mail");

        assertThat(mail.values()).containsExactly("New@x", "a@x", "b@x");
        assertThat(mail.winner()).isEqualTo(members.getFirst().ordinal());
    }

    @Test
    void aGroupComesFromOneMemberAndStaysAbsentWhereItLacksAValue() {
        List<Contribution> members =
                List.of(member("a1@9", "street=Elm city=Rome"), member("b1@1", "street=Oak city=Bonn zip=53111"));

        GoldenValues complete = forge(Types.type(new MostRecent(), new MostComplete()), members);
        GoldenValues recent = forge(Types.type(new MostRecent(), new MostRecent()), members);

        assertThat(Types.values(complete))
                .containsEntry("street", List.of("Oak"))
                .containsEntry("zip", List.of("53111"));
        assertThat(value(complete, "zip").rule()).isEqualTo("most-complete");
        assertThat(Types.values(recent)).containsEntry("street", List.of("Elm")).doesNotContainKey("zip");
    }

    @Test
    void withinAGroupAValueGoesBeforeAPlaceholderOfTheSameRecord() {
        List<Contribution> members = List.of(member("a1@1", "street=n/a|Elm|Oak city=n/a"));

        assertThat(Types.values(forge(Types.type(new MostRecent()), members)))
                .containsEntry("street", List.of("Elm"))
                .containsEntry("city", List.of("n/a"));
    }

    @Test
    void aGroupIsAsFrequentAsItsWholeCombination() {
        List<Contribution> members = List.of(
                member("a1@9", "street=Elm city=Rome"),
                member("b1@1", "street=elm city=Bonn"),
                member("c1@1", "street=ELM city=bonn"));

        assertThat(Types.values(forge(Types.type(new MostRecent(), new MostFrequent()), members)))
                .containsEntry("city", List.of("Bonn"))
                .containsEntry("street", List.of("elm"));
    }

    @Test
    void aPinStandsUntilItExpires() {
        List<Contribution> members = List.of(member("a1", "name=Ann street=Elm city=Rome"));
        List<Pin> pins = List.of(
                new Pin("name", List.of("Anne"), NOW),
                new Pin("city", List.of("Bonn"), null),
                new Pin("street", List.of(), null),
                new Pin("nothing", List.of("x"), null));
        EntityType type = Types.type(new MostRecent(), new MostRecent());

        GoldenValues before = Forge.forge(type, members, pins, NOW.minusNanos(1));
        GoldenValues after = Forge.forge(type, members, pins, NOW);

        assertThat(value(before, "name")).isEqualTo(new Value(List.of("Anne"), -1, "pin"));
        assertThat(Types.values(before)).containsOnlyKeys("name", "city").containsEntry("city", List.of("Bonn"));
        assertThat(Types.values(after)).containsEntry("name", List.of("Ann")).containsEntry("city", List.of("Bonn"));
        assertThat(Pin.nextRevisit(pins, NOW.minusSeconds(1))).contains(NOW);
        assertThat(Pin.nextRevisit(pins, NOW)).isEmpty();
    }

    @Test
    void valuesStandInTheOrderOfTheModel() {
        GoldenValues golden = forge(
                Types.type(new MostRecent(), new MostRecent()),
                List.of(member("a1", "zip=1x other=oo mail=m@x"), member("b1", "name=Ann")));

        assertThat(golden.values().keySet()).containsExactly("name", "other", "mail", "zip");
    }

    @Test
    void aGoldenRecordNeedsAMember() {
        assertThatThrownBy(() -> forge(Types.type(new MostRecent()), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Every value has its provenance, and neither order nor repetition matters. */
    @Test
    void isAPureFunctionOfItsMembers() {
        List<SurvivorshipRule> rules = List.of(
                new MostRecent(),
                new Oldest(),
                new SourcePriority(List.of("shop", "crm")),
                new MostFrequent(),
                new MostComplete(),
                new Longest());
        Seeds.each(3000, random -> {
            EntityType type = Types.type(rules.get(random.nextInt(6)), rules.get(random.nextInt(6)));
            List<Contribution> members = RandomMembers.of(type, random, 1 + random.nextInt(6));
            List<Contribution> shuffled = Arrays.stream(RandomGraphs.shuffled(random, members.size()))
                    .mapToObj(members::get)
                    .toList();

            GoldenValues golden = forge(type, members);

            assertThat(forge(type, shuffled)).isEqualTo(golden);
            golden.values().forEach((attribute, value) -> {
                Contribution winner = members.get(value.winner());
                assertThat(winner.values().get(attribute))
                        .extracting(Contribution.Datum::raw)
                        .contains(value.values().getFirst());
                assertThat(value.values()).doesNotHaveDuplicates();
                List<Candidate> candidates = Forge.candidates(type, shuffled, attribute, false, NOW);
                assertThat(candidates.getFirst().fate()).isEqualTo(Fate.WON);
                assertThat(candidates.stream().filter(c -> c.fate().survives()).map(Candidate::value))
                        .containsExactlyInAnyOrderElementsOf(value.values());
                assertThat(candidates.stream().filter(c -> c.fate() == Fate.WON))
                        .hasSize(1);
            });
            type.attributes().forEach(attribute -> {
                boolean somebodyHas = members.stream().anyMatch(m -> m.values().containsKey(attribute.name()));
                boolean grouped =
                        type.survivorship().groups().getFirst().attributes().contains(attribute.name());
                assertThat(golden.values().containsKey(attribute.name())).matches(has -> has == somebodyHas || grouped);
            });
        });
    }

    @Test
    void candidatesSayWhyTheyLost() {
        EntityType type = Types.type(new MostRecent());
        List<Contribution> members = List.of(
                member("a1@9", "name=Ann"),
                member("b1@9", "name=Bea"),
                member("a2@5", "name=ann"),
                member("a3@4", "name=Cle"),
                member("a4@9", "name=n/a"),
                member("a5@9", "name=Eve"));

        assertThat(Forge.candidates(type, members, "name", false, NOW))
                .extracting(Candidate::value, Candidate::fate)
                .containsExactly(
                        tuple("Ann", Fate.WON),
                        tuple("Eve", Fate.CONTENT),
                        tuple("Bea", Fate.SOURCE),
                        tuple("ann", Fate.SAME),
                        tuple("Cle", Fate.RULE),
                        tuple("n/a", Fate.NO_EVIDENCE));
        assertThat(Forge.candidates(type, members, "name", true, NOW))
                .extracting(Candidate::fate)
                .containsOnly(Fate.PINNED);
        assertThat(Forge.candidates(type, members, "other", false, NOW)).isEmpty();
    }

    @Test
    void candidatesOfAGroupFollowTheirRecords() {
        List<Contribution> members = List.of(member("a1@9", "street=Elm"), member("b1@1", "street=Oak zip=53111"));

        assertThat(Forge.candidates(Types.type(new MostRecent(), new MostRecent()), members, "zip", false, NOW))
                .extracting(Candidate::value, Candidate::fate)
                .containsExactly(tuple("", Fate.WON), tuple("53111", Fate.RULE));
    }

    private static Arguments row(SurvivorshipRule rule, String why, String expected, Contribution... members) {
        return Arguments.of(rule.code(), why, Types.type(rule), List.of(members), expected);
    }

    private static GoldenValues forge(EntityType type, List<Contribution> members) {
        return Forge.forge(type, members, List.of(), NOW);
    }

    private static Value value(GoldenValues golden, String attribute) {
        Value value = golden.values().get(attribute);
        assertThat(value).as(attribute).isNotNull();
        return value;
    }
}
