package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.karat.cluster.Cut;
import io.karat.cluster.GuardView;
import io.karat.cluster.Partition.Reason;
import io.karat.ledger.PlanWord.Said;
import io.karat.ledger.ScoredComponent.Node;
import io.karat.match.Scorer;
import io.karat.model.EntityType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said of two records is what the hub goes by. */
class ExplainingTest {

    private static final EntityType LISTED = CleanListsInTheHubTest.with(CleanListsInTheHubTest.PRODUCT, 0.6, true);

    private static Explaining explaining(Lab lab, EntityType type) {
        Writer writer = lab.writer();
        return new Explaining(
                new Scorer(type, writer.parameters(), writer.demoted()), writer.judged(), Cut.of(type.matching()));
    }

    private static Node node(Lab lab, String name) {
        String[] parts = name.split("/");
        int ordinal = Integer.parseInt(
                lab.strings("select ordinal::text from source_record where source = ? and key = ?", parts[0], parts[1])
                        .getFirst());
        return node(lab, ordinal);
    }

    private static Node node(Lab lab, int ordinal) {
        View state = lab.writer().state();
        return new Node(ordinal, state.key(ordinal), Objects.requireNonNull(state.features(ordinal)));
    }

    private static List<Node> members(Lab lab, String name) {
        Golden golden = Objects.requireNonNull(
                lab.writer().state().goldenOf(node(lab, name).ordinal()));
        return Arrays.stream(golden.members()).mapToObj(o -> node(lab, o)).toList();
    }

    private static GuardView guard(Lab lab, EntityType type, String one, String other) {
        List<Node> left = members(lab, one);
        List<Node> right = members(lab, other);
        View state = lab.writer().state();
        Map<UUID, Standing> standing = new TreeMap<>();
        Stream.concat(left.stream(), right.stream())
                .flatMap(n -> state.decisions(n.ordinal()).stream())
                .forEach(d -> standing.put(d.id(), d));
        return explaining(lab, type).guard(left, right, standing.values());
    }

    private static Lab listed() {
        Lab lab = Lab.fresh(LISTED);
        lab.load("abt", CleanListsInTheHubTest.products("abt", 1));
        lab.load("buy", CleanListsInTheHubTest.products("buy", 1));
        return lab;
    }

    private static List<String> planned(Lab lab) {
        return lab.partition().stream()
                .filter(cluster -> cluster.size() == 2)
                .map(cluster -> cluster.stream().sorted().toList())
                .sorted((a, b) -> a.getFirst().compareTo(b.getFirst()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thePlanDecidesOverWhatTwoRecordsSayAlone() {
        try (Lab lab = listed()) {
            List<String> together = planned(lab);
            Explained why = explaining(lab, LISTED).pair(node(lab, together.getFirst()), node(lab, together.getLast()));

            assertThat(why.plan()).isNotNull();
            assertThat(why.plan().said()).isEqualTo(Said.ALIKE);
            assertThat(why.byPlan()).isTrue();
            assertThat(why.probability()).isGreaterThanOrEqualTo(0.6);
            assertThat(why.logOdds())
                    .isEqualTo(lab.writer()
                            .judged()
                            .logOdds(
                                    node(lab, together.getFirst()).ordinal(),
                                    node(lab, together.getLast()).ordinal()))
                    .isNotCloseTo(why.pair().logOdds(), within(0.01));
            assertThat(Math.log(why.probability() / (1 - why.probability()))).isCloseTo(why.logOdds(), within(1e-6));
            assertThat(why.sentence())
                    .startsWith(why.pair().sentence())
                    .contains("found them alike, and that decides: %.2f".formatted(why.probability()))
                    .contains("alone they come to %.2f.".formatted(why.pair().probability()));
        }
    }

    @Test
    void whatThePlanDidNotFindAlikeIsToldAsWell() {
        try (Lab lab = listed()) {
            Explaining explaining = explaining(lab, LISTED);
            Node mine = node(lab, planned(lab).getFirst());
            List<Node> others = lab.strings("select ordinal::text from source_record where source = 'buy'").stream()
                    .map(ordinal -> node(lab, Integer.parseInt(ordinal)))
                    .filter(other ->
                            !lab.writer().judged().alike(mine.ordinal()).containsKey(other.ordinal()))
                    .toList();

            assertThat(others).hasSizeGreaterThan(50).allSatisfy(other -> {
                Explained why = explaining.pair(mine, other);
                assertThat(why.plan()).isEqualTo(new PlanWord(Said.NOT_ALIKE, -2.0));
                assertThat(why.probability()).isCloseTo(0.119, within(0.001));
                assertThat(why.sentence()).contains("did not find them alike, and that decides: 0.12");
            });
        }
    }

    @Test
    void thePlansWordEndsWhereARecordChangedSince() {
        try (Lab lab = listed()) {
            List<String> together = planned(lab);
            String[] first = together.getFirst().split("/");
            lab.tell(Lab.upsert(first[0], first[1], Map.of("name", "something else than it was x999")));

            Explained why = explaining(lab, LISTED).pair(node(lab, together.getFirst()), node(lab, together.getLast()));

            assertThat(why.plan()).isEqualTo(new PlanWord(Said.NOT_SEEN, null));
            assertThat(why.byPlan()).isFalse();
            assertThat(why.logOdds()).isEqualTo(why.pair().logOdds());
            assertThat(why.probability()).isEqualTo(why.pair().probability());
            assertThat(why.sentence()).contains("came or changed since the last plan");
        }
    }

    @Test
    void thePairThatIsDrawnIsThePlans() {
        try (Lab lab = listed()) {
            List<String> together = planned(lab);
            Node mine = node(lab, together.getFirst());
            Node partner = node(lab, together.getLast());
            List<Node> all = lab
                    .strings(
                            "select ordinal::text from source_record where source = ?",
                            partner.key().source())
                    .stream()
                    .map(ordinal -> node(lab, Integer.parseInt(ordinal)))
                    .toList();

            Explaining.Pair drawn =
                    explaining(lab, LISTED).strongest(List.of(mine), all).orElseThrow();

            assertThat(drawn.right().key()).isEqualTo(partner.key());
            assertThat(explaining(lab, LISTED).strongest(List.of(), all)).isEmpty();
        }
    }

    @Test
    void aTypeThatPlansDoNotJudgeHasNoWordOfAPlan() {
        try (Lab lab = Lab.fresh()) {
            lab.load(List.of(person("1", "171-55-0101"), person("2", "171-55-0101")));

            Explained why = explaining(lab, Lab.PERSON).pair(node(lab, "crm/1"), node(lab, "crm/2"));

            assertThat(why.plan()).isNull();
            assertThat(why.sentence()).doesNotContain("plan");
        }
    }

    private static Command.Upsert person(String key, String taxId) {
        Map<String, String> maria = CleanListsInTheHubTest.maria("2025550110");
        maria.put("tax_id", taxId);
        return Lab.upsert("crm", key, maria);
    }

    @Test
    void theGuardSaysWhatTheHubAsksAbout() {
        try (Lab lab = Lab.fresh()) {
            lab.tell(person("1", "171-55-0101"), person("2", "848-23-9912"));
            assertThat(lab.strings("select kind || ' ' || detail from review where state = 'open'"))
                    .containsExactly("guard exclusive");

            assertThat(guard(lab, Lab.PERSON, "crm/1", "crm/2")).isEqualTo(new GuardView.Holds(Reason.EXCLUSIVE));
        }
    }

    @Test
    void theGuardIsAskedAlsoOfStrangersAndOfOneThatStandsTogether() {
        try (Lab lab = Lab.fresh()) {
            lab.tell(
                    person("1", "171-55-0101"),
                    person("2", "171-55-0101"),
                    Lab.upsert("crm", "3", Map.of("given_name", "Olaf", "family_name", "Berg")));
            assertThat(lab.partition()).contains(Set.of("crm/1", "crm/2"), Set.of("crm/3"));

            assertThat(guard(lab, Lab.PERSON, "crm/1", "crm/3")).isEqualTo(new GuardView.Passes());
            assertThat(explaining(lab, Lab.PERSON).within(members(lab, "crm/1"), List.of()))
                    .isEqualTo(new GuardView.OneAlready(1, false));
        }
    }

    @Test
    void ofOneCleanListNothingIsJoinedAndThatIsSaid() {
        try (Lab lab = Lab.fresh(CleanListsInTheHubTest.REGISTERED)) {
            lab.tell(person("1", "171-55-0101"), person("2", "171-55-0101"));

            assertThat(guard(lab, CleanListsInTheHubTest.REGISTERED, "crm/1", "crm/2"))
                    .isEqualTo(new GuardView.OneList());
        }
    }

    @Test
    void theSentenceNamesTheGuardAndItsReason() {
        try (Lab lab = Lab.fresh()) {
            lab.tell(person("1", "171-55-0101"), person("2", "848-23-9912"));
            Explained pair = explaining(lab, Lab.PERSON).pair(node(lab, "crm/1"), node(lab, "crm/2"));

            assertThat(pair.with(new GuardView.Holds(Reason.BRIDGE)).sentence())
                    .startsWith(pair.pair().sentence())
                    .endsWith("the guard would hold their golden records apart (bridge).");
            assertThat(pair.with(new GuardView.Passes()).sentence())
                    .endsWith("would not hold their golden records apart.");
            assertThat(pair.with(new GuardView.OneAlready(0.466, true)).sentence())
                    .endsWith(
                            "of whose pairs 47 % speak for each other; a single pair holds two groups of it together.");
            assertThat(pair.with(new GuardView.TooLarge(512)).sentence())
                    .endsWith("512 records are too many for that.");
        }
    }
}
