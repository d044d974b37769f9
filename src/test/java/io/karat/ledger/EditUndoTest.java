package io.karat.ledger;

import static io.karat.ledger.ApprovalsTest.approve;
import static io.karat.ledger.ApprovalsTest.code;
import static io.karat.ledger.ApprovalsTest.done;
import static io.karat.ledger.ApprovalsTest.edit;
import static io.karat.ledger.ApprovalsTest.find;
import static io.karat.ledger.ApprovalsTest.person;
import static io.karat.ledger.ApprovalsTest.proposed;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An edit of several values is taken back as one. */
class EditUndoTest {

    private static final String ADA = "user:ada";
    private static final String BOB = "user:bob";

    private Lab lab;
    private UUID ann;

    @BeforeEach
    void open() {
        lab = Lab.withApproval("{attributes: [tax_id], by: steward}");
        ann = person(lab, "1", "Ann", "Leeds");
    }

    @AfterEach
    void close() {
        assertThat(lab.violations()).isEmpty();
        lab.close();
    }

    @Test
    void anApprovedEditIsUndoneWithTheSameApproval() throws SQLException, InterruptedException {
        String before = lab.golden().toString();
        UUID request = proposed(lab, wish(Map.of("tax_id", List.of("DE1"), "city", List.of("York"))));
        UUID act = act(lab.act(approve(lab, request, BOB)));
        assertThat(Objects.requireNonNull(find(lab, request).closing()).decision())
                .isEqualTo(act);
        assertThat(new Decisions(lab.database).entityOf(act)).contains("person");
        Command.Undo undo = new Command.Undo(act, "misread", ADA);

        assertThat(lab.writer().preview(undo).waits()).isTrue();
        UUID back = proposed(lab, undo);
        assertThat(find(lab, back).title()).isEqualTo("Ann Annson");
        assertThat(standing()).containsExactly("city York", "tax_id DE1");
        lab.crash();
        done(lab.act(approve(lab, back, BOB)));

        assertThat(standing()).isEmpty();
        assertThat(lab.golden()).hasToString(before);
        assertThat(lab.version(ann)).as("one act, one version").isEqualTo(3);
        assertThat(code(lab.act(undo))).as("undone already").isEqualTo("decision.unknown");
    }

    @Test
    void whatAnEditReplacedOrReleasedStandsAgain() {
        done(lab.act(wish(Map.of("city", List.of("Hull"), "email", List.of("a@b.example")))));
        UUID act = act(lab.act(wish(Map.of("city", List.of("York"), "email", List.of()))));
        assertThat(standing()).containsExactly("city York");

        done(lab.act(new Command.Undo(act, null, BOB)));

        assertThat(standing()).containsExactly("city Hull", "email a@b.example");
        assertThat(lab.golden().values()).singleElement().asString().contains("Hull", "a@b.example");
        assertThat(lab.strings("select distinct author from pin where released_at is null"))
                .as("who took the edit back set them anew")
                .containsExactly(BOB);
        assertThat(code(lab.act(new Command.Undo(act, null, BOB))))
                .as("sent twice")
                .isEqualTo("decision.unknown");
    }

    @Test
    void whatWasDecidedSinceStands() {
        done(lab.act(wish(Map.of("city", List.of("Hull")))));
        UUID act = act(lab.act(wish(Map.of("city", List.of("York"), "email", List.of("a@b.example")))));
        done(lab.act(wish(Map.of("city", List.of("Bath")))));

        done(lab.act(new Command.Undo(act, null, ADA)));

        assertThat(standing()).containsExactly("city Bath");
        done(lab.act(new Command.Unpin(ann, lab.version(ann), "city", ADA)));
        assertThat(code(lab.act(new Command.Undo(act, null, ADA)))).isEqualTo("decision.unknown");
        assertThat(standing()).isEmpty();
    }

    @Test
    void aReleaseSinceIsARelease() {
        done(lab.act(wish(Map.of("city", List.of("Hull")))));
        UUID act = act(lab.act(wish(Map.of("city", List.of("York"), "email", List.of("a@b.example")))));
        done(lab.act(new Command.Unpin(ann, lab.version(ann), "city", BOB)));

        done(lab.act(new Command.Undo(act, null, ADA)));

        assertThat(standing()).isEmpty();
    }

    @Test
    void afterAMergeTheHeirFollows() {
        UUID act = act(lab.act(wish(Map.of("city", List.of("York")))));
        UUID zoe = person(lab, "2", "Zoe", "Bath");
        done(lab.act(new Command.Merge(zoe, 1, ann, null, null, ADA)));
        assertThat(lab.golden().values()).singleElement().asString().contains("York");

        done(lab.act(new Command.Undo(act, null, ADA)));

        assertThat(lab.golden().values()).singleElement().asString().doesNotContain("York");
    }

    private Command.Edit wish(Map<String, List<String>> values) {
        return edit(ann, lab.version(ann), values);
    }

    private static UUID act(Outcome.OfSteward outcome) {
        return Objects.requireNonNull(done(outcome).decision());
    }

    private List<String> standing() {
        return lab.strings("select attribute || ' ' || (values ->> 0) from pin where released_at is null order by 1");
    }
}
