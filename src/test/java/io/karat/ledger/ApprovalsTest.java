package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.karat.ledger.ChangeRequest.State;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.testing.Seeds;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one steward asks for and another has to approve. */
class ApprovalsTest {

    private static final String ADA = "user:ada";
    private static final String BOB = "user:bob";
    private static final String CY = "user:cy";
    private static final String EVERYTHING =
            "{attributes: all, acts: [merge, split, move, undo, create, delete], by: steward}";

    @Test
    void whatNeedsApprovalWaitsAndChangesNothing() {
        try (Lab lab = Lab.withApproval("{attributes: [tax_id]}")) {
            UUID golden = person(lab, "1", "Ann", "Leeds");
            List<String> before = StewardActsTest.state(lab);

            UUID request = proposed(lab, pin(lab, golden, "tax_id", "DE123"));

            assertThat(lab.strings("select id from pin")).isEmpty();
            assertThat(lab.version(golden)).isEqualTo(1);
            assertThat(StewardActsTest.state(lab))
                    .as("but for the question about it")
                    .containsAll(before);
            assertThat(lab.act(pin(lab, golden, "tax_id", "DE123")))
                    .as("sent twice")
                    .isEqualTo(new Outcome.Proposed(request, false));
            assertThat(lab.strings("select kind || ' ' || id || ' ' || state from review"))
                    .containsExactly("change " + request + " open");
            assertThat(lab.act(pin(lab, golden, "city", "York")))
                    .as("the model says nothing about it")
                    .isInstanceOf(Outcome.Done.class);
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void aValueEnteredWhereSourcesDisagreeWaitsToo() {
        try (Lab lab = disagreeing("{attributes: [middle_name], by: steward}")) {
            Asked asked = Asked.of(lab);

            UUID request = proposed(lab, new Command.Enter(asked.question, "Iris", asked.evidence, "her letter", ADA));

            assertThat(lab.strings("select id from pin")).isEmpty();
            assertThat(lab.golden().get("crm/1")).contains("Maud");
            Outcome.Done done = done(lab.act(approve(lab, request, BOB)));
            assertThat(lab.golden().get("crm/1")).contains("Iris");
            assertThat(lab.strings("select state || ' ' || decided_by from review where kind = 'conflict'"))
                    .containsExactly("decided " + ADA);
            assertThat(
                            lab.strings(
                                    "select what from review_event e join review r on r.id = e.review where r.kind = 'conflict'"))
                    .contains("decided")
                    .doesNotContain("superseded");
            assertThat(new Decisions(lab.database).stands(Objects.requireNonNull(done.decision())))
                    .isTrue();

            UUID back = proposed(lab, new Command.Undo(done.decision(), null, ADA));
            done(lab.act(approve(lab, back, BOB)));
            assertThat(lab.strings("select state from review where kind = 'conflict'"))
                    .containsExactly("open");
            assertThat(new Decisions(lab.database).stands(done.decision())).isFalse();
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void aChoiceAmongSourcesWaitsAndAnswersTheQuestionWhenApproved() throws SQLException, InterruptedException {
        try (Lab lab = disagreeing("{attributes: [middle_name], by: steward, blind: true}")) {
            Asked asked = Asked.of(lab);
            Command.Choose choose = asked.choose("shop", "a", ADA);
            assertThat(lab.writer().preview(choose).outcome()).isInstanceOf(Outcome.Done.class);
            assertThat(lab.writer().preview(choose).waits()).isTrue();

            UUID request = proposed(lab, choose);

            Command.OfSteward waiting = new ChangeRequests(lab.database)
                    .find(request)
                    .flatMap(found -> found.onNow(null))
                    .orElseThrow();
            claim(lab, asked.question);
            assertThat(lab.writer().preview(new Command.Propose(waiting)).outcome())
                    .as("whoever works on the question")
                    .isInstanceOf(Outcome.Done.class);
            assertThat(lab.act(choose)).as("sent twice").isEqualTo(new Outcome.Proposed(request, false));
            assertThat(code(lab.act(asked.choose("crm", "1", BOB)))).isEqualTo("review.waits");
            assertThat(code(lab.act(new Command.Enter(asked.question, "Iris", asked.evidence, "so", BOB))))
                    .isEqualTo("review.waits");
            assertThat(waiting(lab)).containsExactly("open " + request);
            assertThat(lab.golden().get("crm/1")).contains("Maud");
            assertThat(code(lab.act(approve(lab, request, ADA)))).isEqualTo("change.own");
            assertThat(code(lab.act(new Command.Judge(request, said("yes"), BOB))))
                    .isEqualTo("opinion.other");
            done(lab.act(new Command.Judge(request, new Opinion(null, Map.of("middle_name", List.of("Ines"))), BOB)));
            assertThat(new ChangeRequests(lab.database).opinions(request))
                    .singleElement()
                    .matches(ChangeRequest.Given::agrees);
            lab.crash();

            Outcome.Done done = done(lab.act(approve(lab, request, BOB)));

            assertThat(lab.golden().get("crm/1")).contains("Ines");
            assertThat(waiting(lab)).containsExactly("decided null");
            assertThat(lab.strings("select verdict || ' ' || author || ' ' || approver from decision"))
                    .containsExactly("chosen " + ADA + " " + BOB);
            UUID back = proposed(lab, new Command.Undo(Objects.requireNonNull(done.decision()), null, ADA));
            done(lab.act(new Command.Judge(back, said("yes"), BOB)));
            done(lab.act(approve(lab, back, BOB)));
            assertThat(lab.golden().get("crm/1")).contains("Maud");
            assertThat(waiting(lab)).containsExactly("open null");
            assertThat(lab.violations()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aChoiceThatIsRefusedOrWithdrawnLeavesTheQuestionFree(boolean refused) {
        try (Lab lab = disagreeing("{attributes: [middle_name], by: steward}")) {
            Asked asked = Asked.of(lab);
            UUID request = proposed(lab, asked.choose("shop", "a", ADA));

            done(lab.act(refused ? new Command.Refuse(request, null, BOB) : new Command.Withdraw(request, ADA)));

            assertThat(waiting(lab)).containsExactly("open null");
            assertThat(proposed(lab, asked.choose("crm", "1", BOB))).isNotEqualTo(request);
        }
    }

    @Test
    void aChoiceFollowsWhatTheSourcesSayMeanwhile() {
        try (Lab lab = disagreeing("{attributes: [middle_name], by: steward}")) {
            UUID request = proposed(lab, Asked.of(lab).choose("shop", "a", ADA));
            ChangeRequest seen = find(lab, request);
            assertThat(seen.changed()).isFalse();

            lab.tell(Lab.upsert("billing", "x", with(RHEA, "Olga")));

            assertThat(find(lab, request).changed()).isTrue();
            assertThat(lab.act(approve(seen, null, BOB))).isInstanceOf(Outcome.Changed.class);
            assertThat(find(lab, request).open()).isTrue();
            lab.tell(Lab.upsert("shop", "a", with(RHEA, "Olga")));
            assertThat(code(lab.act(approve(lab, request, BOB))))
                    .as("nobody says Ines any more")
                    .isEqualTo("change.superseded");
            assertThat(lab.golden().values()).singleElement().asString().contains("Maud");

            UUID second = proposed(lab, Asked.of(lab).choose("shop", "a", ADA));
            lab.tell(Lab.upsert("shop", "a", with(RHEA, "Maud")), Lab.upsert("billing", "x", with(RHEA, "Maud")));
            assertThat(find(lab, second).state()).as("they agree").isEqualTo(State.SUPERSEDED);
            assertThat(lab.strings("select id from review where state = 'open' or waits_for is not null"))
                    .isEmpty();
            assertThat(lab.violations()).isEmpty();
        }
    }

    /** The question of kind conflict. */
    private record Asked(UUID question, long evidence) {
        static Asked of(Lab lab) {
            String[] asked = lab.strings(
                            "select id || ' ' || evidence from review where kind = 'conflict' and state = 'open'")
                    .getFirst()
                    .split(" ");
            return new Asked(UUID.fromString(asked[0]), Long.parseLong(asked[1]));
        }

        Command.Choose choose(String source, String key, String actor) {
            return new Command.Choose(question, new RecordKey(source, key), evidence, "her letter", actor);
        }
    }

    private static List<String> waiting(Lab lab) {
        return lab.strings(
                "select state || ' ' || coalesce(waits_for::text, 'null') from review where kind = 'conflict'");
    }

    private static Lab disagreeing(String approval) {
        Lab lab = Lab.withApproval(
                approval,
                model -> model.replace(
                        "survivorship:\n", "survivorship:\n  middle_name: {rule: most-recent, on-conflict: review}\n"));
        lab.tell(Lab.upsert("crm", "1", with(RHEA, "Maud")));
        lab.tell(Lab.upsert("shop", "a", with(RHEA, "Ines")));
        return lab;
    }

    private static final Map<String, String> RHEA = Map.of(
            "given_name", "Rhea",
            "family_name", "Quillfeather",
            "birth_date", "1961-04-17",
            "email", "rhea@quillfeather.example",
            "phone", "+44 20 7946 0991");

    private static Map<String, String> with(Map<String, String> person, String middleName) {
        Map<String, String> all = new HashMap<>(person);
        all.put("middle_name", middleName);
        return all;
    }

    @Test
    void anActThatWouldBeRefusedBecomesNoRequest() {
        try (Lab lab = Lab.withApproval(EVERYTHING)) {
            UUID golden = person(lab, "1", "Ann", "Leeds");

            assertThat(lab.act(new Command.Merge(golden, 7, golden, null, null, ADA)))
                    .isInstanceOf(Outcome.Changed.class);
            assertThat(lab.act(new Command.Merge(golden, 1, UUID.randomUUID(), null, null, ADA)))
                    .isInstanceOf(Outcome.Refused.class);
            assertThat(lab.act(pin(lab, golden, "colour", "red"))).isInstanceOf(Outcome.Refused.class);
            assertThat(lab.strings("select id from change_request")).isEmpty();
        }
    }

    @Test
    void nobodyApprovesTheirOwnAndBothPeopleStandInTheHistory() throws SQLException, InterruptedException {
        try (Lab lab = Lab.withApproval("{acts: [merge]}")) {
            UUID ann = person(lab, "1", "Ann", "Leeds");
            UUID zoe = person(lab, "2", "Zoe", "York");
            UUID request = proposed(lab, new Command.Merge(ann, 1, zoe, null, "known", ADA));

            assertThat(code(lab.act(approve(lab, request, ADA)))).isEqualTo("change.own");
            assertThat(code(lab.act(new Command.Refuse(request, null, ADA)))).isEqualTo("change.own");
            assertThat(lab.golden()).hasSize(2);
            Outcome.Done done = done(lab.act(approve(lab, request, BOB)));

            assertThat(lab.golden()).hasSize(1);
            assertThat(lab.strings("select actor || ' ' || (detail ->> 'approver') || ' ' || (detail ->> 'request')"
                            + " from golden_version where kind = 'merged'"))
                    .hasSize(2)
                    .containsOnly(ADA + " " + BOB + " " + request);
            assertThat(lab.strings("select author || ' ' || approver from decision"))
                    .containsExactly(ADA + " " + BOB);
            assertThat(find(lab, request).state()).isEqualTo(State.APPROVED);
            assertThat(lab.strings("select state from review where id = ?::uuid", request.toString()))
                    .containsExactly("decided");
            Command.Undo undo = new Command.Undo(Objects.requireNonNull(done.decision()), null, CY);
            assertThat(lab.writer().preview(undo).waits()).isTrue();
            UUID back = proposed(lab, undo);
            assertThat(lab.golden()).as("what two decided one does not undo").hasSize(1);
            done(lab.act(approve(lab, back, BOB)));
            assertThat(lab.golden()).hasSize(2);
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void whatNothingDemandsApprovalForIsUndoneAlone() {
        try (Lab lab = Lab.withApproval("{acts: [split]}")) {
            UUID ann = person(lab, "1", "Ann", "Leeds");
            UUID zoe = person(lab, "2", "Zoe", "York");
            UUID request = proposed(lab, new Command.Propose(new Command.Merge(ann, 1, zoe, null, "known", ADA)));
            Outcome.Done merged = done(lab.act(approve(lab, request, BOB)));

            done(lab.act(new Command.Undo(Objects.requireNonNull(merged.decision()), null, ADA)));

            assertThat(lab.golden()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "create"})
    void whatTwoRemovedOneDoesNotBringBack(String demanded) throws SQLException, InterruptedException {
        try (Lab lab = Lab.withApproval("{acts: [" + demanded + "], by: approver}")) {
            UUID golden = person(lab, "1", "Ann", "Leeds");
            lab.tell(Lab.delete("crm", "1"));
            Command.Restore restore = new Command.Restore(golden, "a mistake", ADA);

            assertThat(lab.writer().preview(restore).waits()).isTrue();
            UUID request = proposed(lab, restore);

            assertThat(lab.golden()).isEmpty();
            assertThat(lab.act(restore)).as("sent twice").isEqualTo(new Outcome.Proposed(request, false));
            assertThat(find(lab, request).wanted()).isEqualTo(restore);
            assertThat(find(lab, request).title()).isEqualTo("Ann Annson");
            assertThat(code(lab.act(approve(lab, request, ADA)))).isEqualTo("change.own");
            lab.crash();
            Outcome.Done done = done(lab.act(approve(lab, request, BOB)));
            assertThat(lab.goldenOf("crm", "1")).isEqualTo(golden);
            assertThat(lab.strings("select actor || ' ' || (detail ->> 'approver') from golden_version"
                            + " where cause = 'restore'"))
                    .containsExactly(ADA + " " + BOB);
            assertThat(lab.strings("select author || ' ' || approver from decision"))
                    .containsExactly(ADA + " " + BOB);

            UUID back = proposed(lab, new Command.Undo(Objects.requireNonNull(done.decision()), null, BOB));
            assertThat(lab.golden()).hasSize(1);
            done(lab.act(approve(lab, back, ADA)));
            assertThat(lab.golden()).isEmpty();
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void aRestorationOfWhatCameBackByItselfIsSuperseded() {
        try (Lab lab = Lab.withApproval("{acts: [delete]}")) {
            UUID golden = person(lab, "1", "Ann", "Leeds");
            lab.tell(Lab.delete("crm", "1"));
            UUID request = proposed(lab, new Command.Restore(golden, null, ADA));

            assertThat(person(lab, "1", "Ann", "Leeds")).isEqualTo(golden);

            assertThat(find(lab, request).state()).isEqualTo(State.SUPERSEDED);
            assertThat(code(lab.act(approve(lab, request, BOB)))).isEqualTo("change.superseded");
        }
    }

    @Test
    void ofThreeAttributesTwoAreApproved() {
        try (Lab lab = Lab.withApproval("{attributes: [tax_id, city]}")) {
            UUID golden = person(lab, "1", "Ann", "Leeds");
            UUID request = proposed(
                    lab,
                    edit(
                            golden,
                            1,
                            Map.of("tax_id", List.of("DE1"), "city", List.of("York"), "email", List.of("a@b.c"))));
            ChangeRequest open = find(lab, request);

            assertThat(code(lab.act(approve(open, Set.of(), BOB)))).isEqualTo("change.attributes");
            assertThat(code(lab.act(approve(open, Set.of("city", "phone"), BOB))))
                    .isEqualTo("change.attributes");
            assertThat(lab.act(approve(open, Set.of("city", "email"), BOB))).isInstanceOf(Outcome.Done.class);

            assertThat(lab.strings("select attribute from pin order by attribute"))
                    .containsExactly("city", "email");
            assertThat(lab.version(golden)).as("one act, one version").isEqualTo(2);
            ChangeRequest closed = find(lab, request);
            assertThat(closed.state()).isEqualTo(State.APPROVED);
            assertThat(Objects.requireNonNull(closed.closing()).approved()).containsExactly("city", "email");
        }
    }

    @Test
    void aPinIsReleasedOnlyWithApproval() {
        try (Lab lab = Lab.withApproval("{attributes: [city]}")) {
            UUID golden = person(lab, "1", "Ann", "Leeds");
            lab.act(approve(lab, proposed(lab, pin(lab, golden, "city", "York")), BOB));

            UUID request = proposed(lab, new Command.Unpin(golden, 2, "city", ADA));
            assertThat(lab.golden().values()).allMatch(values -> values.contains("York"));
            lab.act(approve(lab, request, BOB));

            assertThat(lab.golden().values()).allMatch(values -> values.contains("Leeds"));
            assertThat(lab.act(new Command.Unpin(golden, 3, "city", ADA))).isInstanceOf(Outcome.Refused.class);
        }
    }

    @Test
    void whatChangedUnderneathNeedsARenewedLook() {
        try (Lab lab = Lab.withApproval("{attributes: [city]}")) {
            UUID golden = person(lab, "1", "Ann", "Leeds");
            UUID request = proposed(lab, pin(lab, golden, "city", "York"));
            ChangeRequest seen = find(lab, request);
            assertThat(seen.about().changed()).isFalse();

            person(lab, "1", "Ann", "Hull");

            ChangeRequest now = find(lab, request);
            assertThat(now.about().changed()).isTrue();
            assertThat(lab.act(approve(seen, null, BOB))).isInstanceOf(Outcome.Changed.class);
            assertThat(find(lab, request).state()).isEqualTo(State.OPEN);
            assertThat(lab.act(approve(now, null, BOB))).isInstanceOf(Outcome.Done.class);
            assertThat(lab.golden().values()).allMatch(values -> values.contains("York"));
        }
    }

    @Test
    void blindMeansToThinkFirst() {
        try (Lab lab = Lab.withApproval("{attributes: [city], acts: [merge], blind: true}")) {
            UUID ann = person(lab, "1", "Ann", "Leeds");
            UUID zoe = person(lab, "2", "Zoe", "Bath");
            UUID values = proposed(lab, pin(lab, ann, "city", "York"));
            UUID merge = proposed(lab, new Command.Merge(ann, 1, zoe, null, null, ADA));
            ChangeRequests requests = new ChangeRequests(lab.database);

            assertThat(requests.shownTo(find(lab, values), ADA)).isTrue();
            assertThat(requests.shownTo(find(lab, values), BOB)).isFalse();
            assertThat(code(lab.act(approve(lab, values, BOB)))).isEqualTo("opinion.missing");
            assertThat(code(lab.act(new Command.Refuse(values, null, BOB)))).isEqualTo("opinion.missing");
            assertThat(code(lab.act(new Command.Judge(values, said("same"), BOB))))
                    .isEqualTo("opinion.other");
            assertThat(code(lab.act(new Command.Judge(values, thought("York"), ADA))))
                    .isEqualTo("change.own");
            assertThat(lab.act(new Command.Judge(values, thought("York"), BOB))).isInstanceOf(Outcome.Done.class);
            assertThat(lab.act(new Command.Judge(merge, said("different"), BOB)))
                    .isInstanceOf(Outcome.Done.class);
            assertThat(code(lab.act(new Command.Judge(values, thought("Hull"), BOB))))
                    .isEqualTo("opinion.given");

            assertThat(requests.shownTo(find(lab, values), BOB)).isTrue();
            assertThat(requests.shownTo(find(lab, values), CY)).isFalse();
            assertThat(requests.opinions(values)).singleElement().satisfies(given -> {
                assertThat(given.agrees()).isTrue();
                assertThat(given.author()).isEqualTo(BOB);
            });
            assertThat(requests.opinions(merge)).singleElement().matches(given -> !given.agrees());
            assertThat(lab.act(approve(lab, values, BOB))).isInstanceOf(Outcome.Done.class);
            assertThat(lab.act(new Command.Refuse(merge, "two sisters", BOB))).isInstanceOf(Outcome.Done.class);
            assertThat(find(lab, merge).state()).isEqualTo(State.REFUSED);
            assertThat(lab.golden()).hasSize(2);
        }
    }

    @Test
    void ofTwoApproversAtOnceOneIsHeard() throws InterruptedException {
        Lab lab = Lab.withApproval("{attributes: [city]}");
        UUID golden = person(lab, "1", "Ann", "Leeds");
        UUID request = proposed(lab, pin(lab, golden, "city", "York"));
        Ledger ledger = lab.ledger();
        List<CompletableFuture<Outcome.OfSteward>> asked = Stream.of(BOB, CY, BOB)
                .map(actor -> ledger.submit(approve(lab, request, actor)))
                .toList();

        ledger.start();

        List<Outcome.OfSteward> outcomes =
                asked.stream().map(CompletableFuture::join).toList();
        ledger.stop();
        assertThat(outcomes.getFirst()).isInstanceOf(Outcome.Done.class);
        assertThat(outcomes.subList(1, 3))
                .allSatisfy(outcome -> assertThat(code(outcome)).isEqualTo("change.approved"));
        assertThat(lab.strings("select attribute from pin")).containsExactly("city");
        assertThat(lab.version(golden)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pin", "golden_version", "golden_payload", "review"})
    void anApprovalThatBreaksOffLeavesTheRequestOpenAndNothingDone(String table) throws SQLException {
        try (Lab lab = Lab.withApproval("{attributes: [city]}")) {
            UUID golden = person(lab, "1", "Ann", "Leeds");
            UUID request = proposed(lab, pin(lab, golden, "city", "York"));
            List<String> before = StewardActsTest.state(lab);
            execute(lab, """
                    create function broken() returns trigger language plpgsql as $$ begin raise 'broken'; end $$;
                    create trigger broken before insert or update on %s execute function broken()
                    """.formatted(table));

            assertThatThrownBy(() -> lab.act(approve(lab, request, BOB))).hasRootCauseInstanceOf(SQLException.class);

            assertThat(StewardActsTest.state(lab)).isEqualTo(before);
            assertThat(find(lab, request).state()).isEqualTo(State.OPEN);
            execute(lab, "drop trigger broken on " + table);
            lab.crash();
            assertThat(lab.act(approve(lab, request, BOB))).isInstanceOf(Outcome.Done.class);
            lab.crash();
            assertThat(find(lab, request).state()).isEqualTo(State.APPROVED);
            assertThat(lab.golden().values()).allMatch(values -> values.contains("York"));
            assertThat(code(lab.act(approve(lab, request, BOB)))).isEqualTo("change.approved");
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void aRequestWhoseSubjectIsGoneIsSuperseded() {
        try (Lab lab = Lab.withApproval("{attributes: [city], acts: [split, undo]}")) {
            UUID ann = person(lab, "1", "Ann", "Leeds");
            UUID zoe = person(lab, "2", "Zoe", "Bath");
            UUID ofZoe = proposed(lab, pin(lab, zoe, "city", "York"));
            Outcome.Done merged = done(lab.act(new Command.Merge(ann, 1, zoe, null, null, ADA)));
            UUID stays = merged.golden().getFirst();

            assertThat(find(lab, ofZoe).state()).isEqualTo(State.OPEN);

            UUID undo = proposed(lab, new Command.Undo(Objects.requireNonNull(merged.decision()), null, ADA));
            lab.tell(Lab.delete("crm", "1"), Lab.delete("crm", "2"));
            assertThat(lab.strings("select state from golden_record where golden_id = ?::uuid", stays.toString()))
                    .containsExactly("2");
            assertThat(find(lab, undo).state()).isEqualTo(State.SUPERSEDED);
            assertThat(find(lab, ofZoe).state()).isEqualTo(State.SUPERSEDED);
            assertThat(Objects.requireNonNull(find(lab, ofZoe).closing()).cause())
                    .isEqualTo(ChangeRequest.Cause.ENDED);
            assertThat(code(lab.act(approve(lab, undo, BOB)))).isEqualTo("change.superseded");
            assertThat(lab.strings("select id from review where state = 'open'"))
                    .isEmpty();
        }
    }

    @Test
    void aSplitOfRecordsThatLeftMeanwhileIsSupersededWhenItIsApproved() {
        try (Lab lab = Lab.withApproval("{acts: [split]}")) {
            UUID ann = person(lab, "1", "Ann", "Leeds");
            assertThat(person(lab, "2", "Ann", "Leeds")).isEqualTo(ann);
            UUID split = proposed(
                    lab, new Command.Split(ann, lab.version(ann), List.of(new RecordKey("crm", "2")), null, ADA));
            lab.tell(Lab.delete("crm", "2"));

            assertThat(code(lab.act(approve(lab, split, BOB)))).isEqualTo("change.superseded");
            assertThat(find(lab, split).state()).isEqualTo(State.SUPERSEDED);
        }
    }

    @Test
    void anAnswerThatMergesNeedsApprovalLikeAMerge() {
        try (Lab lab = Lab.withApproval("{acts: [merge]}")) {
            Seeds.with(3, random -> lab.tell(DifferentialTest.history(random, 40)));
            String[] question = lab.strings("select id || ' ' || evidence from review where state = 'open'"
                            + " and kind = 'match' order by left_anchor, right_anchor")
                    .getFirst()
                    .split(" ");
            Command.Decide same = new Command.Decide(
                    UUID.fromString(question[0]), Command.Verdict.SAME, Long.parseLong(question[1]), "seen both", ADA);

            UUID request = proposed(lab, same);
            assertThat(lab.act(same)).isEqualTo(new Outcome.Proposed(request, false));
            assertThat(lab.strings("select 'ada' = any(skipped_by) from review where id = ?::uuid", question[0]))
                    .containsExactly("t");
            ChangeRequest open = find(lab, request);
            assertThat(open.wanted()).isInstanceOf(Command.Merge.class);
            assertThat(lab.act(approve(open, null, BOB))).isInstanceOf(Outcome.Done.class);

            assertThat(lab.strings("select state from review where id = ?::uuid", question[0]))
                    .containsExactly("withdrawn");
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void aStewardEntersARecordAndDeletesIt() {
        try (Lab lab = Lab.withApproval("{acts: [create, delete]}")) {
            Command.Create create = new Command.Create(
                    new RecordKey(Command.STEWARD, "note-1"),
                    RecordData.of(Map.of("given_name", "Ann", "family_name", "Ames", "birth_date", "1950-02-03")),
                    "came in person",
                    ADA);
            UUID request = proposed(lab, create);
            assertThat(find(lab, request).title()).isEqualTo("Ann Ames");
            assertThat(lab.golden()).isEmpty();

            UUID golden = done(lab.act(approve(lab, request, BOB))).golden().getFirst();

            assertThat(lab.goldenOf(Command.STEWARD, "note-1")).isEqualTo(golden);
            assertThat(lab.strings("select detail ->> 'approver' from golden_version"))
                    .containsExactly(BOB);
            Command.Remove remove = new Command.Remove(golden, 1, create.key(), null, BOB);
            UUID removal = proposed(lab, remove);
            assertThat(lab.golden()).hasSize(1);
            assertThat(lab.act(approve(lab, removal, ADA))).isInstanceOf(Outcome.Done.class);
            assertThat(lab.golden()).isEmpty();
            assertThat(find(lab, removal).state())
                    .as("what it retires does not supersede it")
                    .isEqualTo(State.APPROVED);
            UUID crm = person(lab, "1", "Zoe", "Bath");
            assertThat(code(lab.act(new Command.Remove(crm, 1, new RecordKey("crm", "1"), null, ADA))))
                    .isEqualTo("record.source");
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void onlyTheProposerWithdraws() {
        try (Lab lab = Lab.withApproval("{attributes: [city]}")) {
            UUID golden = person(lab, "1", "Ann", "Leeds");
            UUID request = proposed(lab, pin(lab, golden, "city", "York"));

            assertThat(code(lab.act(new Command.Withdraw(request, BOB)))).isEqualTo("change.other");
            assertThat(lab.act(new Command.Withdraw(request, ADA))).isInstanceOf(Outcome.Done.class);
            assertThat(code(lab.act(approve(lab, request, BOB)))).isEqualTo("change.withdrawn");
            assertThat(proposed(lab, pin(lab, golden, "city", "York"))).isNotEqualTo(request);
        }
    }

    @Test
    void anythingMayBeProposedThoughNothingDemandsIt() {
        try (Lab lab = Lab.fresh()) {
            UUID golden = person(lab, "1", "Ann", "Leeds");

            UUID request = proposed(lab, new Command.Propose(pin(lab, golden, "city", "York")));

            assertThat(find(lab, request).need().by().code()).isEqualTo("approver");
            assertThat(lab.act(approve(lab, request, BOB))).isInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void whatIsApprovedIsWhatWasForetold() {
        Map<String, Integer> carriedOut = new TreeMap<>();
        Seeds.each(4, random -> {
            try (Lab lab = Lab.withApproval(EVERYTHING)) {
                lab.tell(DifferentialTest.history(random, 14));
                for (int i = 0; i < 25; i++) {
                    Outcome.OfSteward asked = lab.act(StewardActsTest.any(lab, random));
                    if (asked instanceof Outcome.Proposed(UUID id, boolean _)) {
                        ChangeRequest request = find(lab, id);
                        Command.OfSteward now = request.onNow(null).orElseThrow();
                        List<String> before = StewardActsTest.state(lab);
                        Preview preview = lab.writer().preview(now);

                        Outcome.OfSteward outcome = lab.act(approve(request, null, BOB));

                        assertThat(outcome.getClass())
                                .as("%s", now)
                                .isEqualTo(preview.outcome().getClass());
                        assertThat(StewardActsTest.happened(lab, preview, before))
                                .as("%s", now)
                                .isEqualTo(StewardActsTest.foretold(preview));
                        carriedOut.merge(request.act(), 1, Integer::sum);
                    }
                    assertThat(lab.violations()).isEmpty();
                }
            }
        });
        assertThat(carriedOut.keySet()).as("%s", carriedOut).contains("edit", "merge", "split", "move", "undo");
    }

    static UUID person(Lab lab, String key, String name, String city) {
        lab.tell(Lab.upsert(
                "crm",
                key,
                Map.of(
                        "given_name",
                        name,
                        "family_name",
                        name + "son",
                        "birth_date",
                        "1950-02-0" + name.length(),
                        "city",
                        city)));
        return lab.goldenOf("crm", key);
    }

    static Command.PinValue pin(Lab lab, UUID golden, String attribute, String value) {
        return new Command.PinValue(golden, lab.version(golden), attribute, List.of(value), "told so", null, ADA);
    }

    static Command.Edit edit(UUID golden, int version, Map<String, List<String>> values) {
        return new Command.Edit(golden, version, new TreeMap<>(values), "told so", null, ADA);
    }

    static Command.Approve approve(Lab lab, UUID request, String actor) {
        return approve(find(lab, request), null, actor);
    }

    static Command.Approve approve(ChangeRequest seen, @Nullable Set<String> attributes, String actor) {
        return new Command.Approve(seen.id(), seen.about().evidence(), attributes, null, actor);
    }

    static ChangeRequest find(Lab lab, UUID request) {
        return new ChangeRequests(lab.database).find(request).orElseThrow();
    }

    static UUID proposed(Lab lab, Command.OfSteward command) {
        Outcome.OfSteward outcome = lab.act(command);
        assertThat(outcome).isInstanceOf(Outcome.Proposed.class);
        return ((Outcome.Proposed) outcome).request();
    }

    static Outcome.Done done(Outcome.OfSteward outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return (Outcome.Done) outcome;
    }

    static String code(Outcome.OfSteward outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).code();
    }

    private static Opinion said(String verdict) {
        return new Opinion(verdict, Map.of());
    }

    private static Opinion thought(String city) {
        return new Opinion(null, Map.of("city", List.of(city)));
    }

    private static void execute(Lab lab, String sql) throws SQLException {
        try (Connection connection = lab.database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** As somebody else who works on a question. */
    private static void claim(Lab lab, UUID question) {
        assertThat(lab.strings(
                        "update review set claimed_by = 'cleo', claimed_until = now() + interval '1 day' where id = ?::uuid"
                                + " returning claimed_by",
                        question.toString()))
                .containsExactly("cleo");
    }
}
