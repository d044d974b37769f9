package io.karat.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.audit.Verification.Fault;
import io.karat.boot.DatabaseUnderTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Acts are recorded by the database itself, and whatever is done to the record afterwards is found. */
final class AuditTest {

    private static DataSource database;

    private Sealer sealer;
    private Audit audit;

    @BeforeAll
    static void openDatabase() {
        database = DatabaseUnderTest.migrated();
    }

    @BeforeEach
    void tenActs() {
        change("delete from audit_entry");
        change("delete from audit_checkpoint");
        SealKey key = new SealKey("c2VhbGVkIHdpdGggdGhpcw==");
        sealer = new Sealer(database, key);
        audit = new Audit(database, sealer, new Verifier(database, key));
        for (int i = 1; i <= 5; i++) {
            act("user:ada", "pin.set", "reason " + i);
        }
        sealer.seal();
        for (int i = 6; i <= 10; i++) {
            act("user:bob", "pin.released", "reason " + i);
        }
        assertThat(audit.verify(null).faults()).isEmpty();
    }

    @Test
    void isGoodAsItWasWritten() {
        Verification verification = audit.verify(null);

        assertThat(verification.good()).isTrue();
        assertThat(verification.entries()).isEqualTo(10);
        assertThat(kept().place()).isEqualTo(10);
        assertThat(audit.verify(kept()).good()).isTrue();
    }

    @Test
    void findsAnEntryThatWasAltered() {
        change("update audit_entry set actor = 'user:mallory' where place = 4");
        assertThat(faults()).containsExactly("4 altered");
    }

    @Test
    void findsAReasonOrAValueThatWasAltered() {
        change("update audit_entry set reason = 'another' where place = 4");
        change("update audit_entry set after = '{\"city\": [\"York\"]}' where place = 7");
        assertThat(faults()).containsExactly("4 content", "7 content");
    }

    @Test
    void findsAnEntryThatWasRemoved() {
        change("delete from audit_entry where place = 4");
        assertThat(faults()).containsExactly("4 gap", "5 altered");
    }

    @Test
    void findsAnEntryThatWasRemovedWhereTheOthersMovedUp() {
        change("delete from audit_entry where place = 4");
        change("update audit_entry set place = -place where place > 4");
        change("update audit_entry set place = -place - 1 where place < 0");
        assertThat(faults()).contains("4 altered", "10 missing");
    }

    @Test
    void findsAnEntryThatWasInserted() {
        change("update audit_entry set place = -place where place > 4");
        change("update audit_entry set place = -place + 1 where place < 0");
        change("insert into audit_entry (actor, kind, place, commitment, hash)"
                + " select actor, kind, 5, commitment, hash from audit_entry where place = 4");
        assertThat(faults()).contains("5 altered");
    }

    @Test
    void findsEntriesThatWereReordered() {
        change("update audit_entry set place = -place where place in (3, 8)");
        change("update audit_entry set place = 11 + place where place < 0");
        assertThat(faults()).contains("3 altered", "8 altered");
    }

    @Test
    void findsWhatWasCutOffAtTheEnd() {
        change("delete from audit_entry where place > 8");
        assertThat(faults()).containsExactly("10 missing");
    }

    @Test
    void findsWhatWasCutOffWithItsCheckpointByTheOneThatWasKept() {
        Checkpoint kept = kept();
        change("delete from audit_entry where place > 5");
        change("delete from audit_checkpoint where place > 5");
        assertThat(faults()).as("nothing in the database tells").isEmpty();

        assertThat(audit.verify(kept).faults()).extracting(Fault::code).containsExactly("missing");

        for (int i = 6; i <= 10; i++) {
            act("user:bob", "pin.released", "written anew " + i);
        }
        assertThat(audit.verify(kept).faults()).extracting(Fault::code).containsExactly("foreign");
    }

    @Test
    void findsAChainThatWasWrittenAnewWithoutTheKey() {
        change("update audit_entry set actor = 'user:mallory' where place = 2");
        change("update audit_entry set place = null, commitment = null, hash = null");
        change("delete from audit_checkpoint");
        new Sealer(database, new SealKey("YW5vdGhlciBrZXk=")).seal();
        assertThat(faults()).containsExactly("10 checkpoint");
    }

    @Test
    void findsEntriesThatWereSealedBesideTheHub() {
        act("user:mallory", "pin.set", "never happened");
        change("update audit_entry set place = 11, commitment = '', hash = '' where place is null");
        assertThat(faults()).contains("11 altered", "11 beyond");
    }

    @Test
    void stillHoldsAfterWhatIsPersonalWasErased() {
        change("update audit_entry set salt = null, reason = null, before = null, after = null where place = 3");

        Verification verification = audit.verify(null);

        assertThat(verification.good()).isTrue();
        assertThat(verification.erased()).isOne();
        change("update audit_entry set reason = 'never said' where place = 3");
        assertThat(faults()).containsExactly("3 content");
    }

    @Test
    void recordsWhatIsAdministeredWithoutSecrets() {
        change("insert into account (name, password_hash, role, created_at, created_by)"
                + " values ('audited', 'hash-of-it', 'viewer', now(), 'user:root')");
        change("update account set role = 'admin', changed_by = 'user:eve' where name = 'audited'");
        change("update account set password_hash = 'another-hash', changed_by = 'user:eve' where name = 'audited'");
        change("update account set theme = 'dark' where name = 'audited'");
        change(
                "insert into source (name, label, colour, created_at, created_by) values ('crm', 'crm', 1, now(), 'user:root')");
        change(
                "insert into subscription (id, name, entity, url, state, secret, started, position, created_at, created_by)"
                        + " values (gen_random_uuid(), 'till', 'person', 'http://a', 'active', '\\x01', 0, 0, now(), 'user:root')");
        change("update subscription set position = 5, lease = gen_random_uuid() where name = 'till'");
        change("update subscription set state = 'disabled' where name = 'till'");
        change("update subscription set changed_by = 'user:eve' where name = 'till'");
        change("delete from subscription where name = 'till'");

        List<Entry> entries = audit.list(Filter.ALL, null, 7).entries().reversed();

        assertThat(entries)
                .extracting(e -> e.actor() + " " + e.kind() + " " + e.before() + " " + e.after())
                .containsExactly(
                        "user:root account.created null {\"role\": \"viewer\", \"disabled\": false}",
                        "user:eve account.changed {\"role\": \"viewer\", \"disabled\": false}"
                                + " {\"role\": \"admin\", \"disabled\": false}",
                        "user:eve account.password null null",
                        "user:root source.created null {\"label\": \"crm\"}",
                        "user:root subscription.created null {\"url\": \"http://a\", \"state\": \"active\"}",
                        "machine subscription.changed {\"url\": \"http://a\", \"state\": \"active\"}"
                                + " {\"url\": \"http://a\", \"state\": \"disabled\"}",
                        "user:eve subscription.deleted {\"url\": \"http://a\", \"state\": \"disabled\"} null");
        assertThat(audit.verify(null).good()).isTrue();
    }

    @Test
    void filtersAndPages() {
        UUID golden = UUID.randomUUID();
        UUID earlier = UUID.randomUUID();
        change(
                "insert into audit_entry (actor, kind, entity, golden) values ('user:ada', 'decision.same', 'person', array[?])",
                earlier);
        change(
                "insert into golden_lineage (entity, seq, kind, from_id, to_id) values ('person', ?, 'merged', ?, ?)",
                1L,
                earlier,
                golden);

        assertThat(kinds(new Filter("ada", null, null, null, null, null)))
                .containsExactly("decision.same", "pin.set", "pin.set", "pin.set", "pin.set", "pin.set");
        assertThat(kinds(new Filter(null, "decision", "person", null, null, null)))
                .containsExactly("decision.same");
        assertThat(kinds(new Filter(null, null, null, golden, null, null)))
                .as("what was merged into it counts too")
                .containsExactly("decision.same");
        Audit.Page first = audit.list(new Filter(null, "pin", null, null, null, null), null, 6);
        assertThat(audit.list(new Filter(null, "pin", null, null, null, null), first.next(), 6)
                        .entries())
                .hasSize(4)
                .doesNotContainAnyElementsOf(first.entries());
    }

    private List<String> kinds(Filter filter) {
        return audit.list(filter, null, 100).entries().stream().map(Entry::kind).toList();
    }

    private List<String> faults() {
        return audit.verify(null).faults().stream()
                .map(fault -> fault.place() + " " + fault.code())
                .toList();
    }

    private Checkpoint kept() {
        return Objects.requireNonNull(audit.verify(null).checkpoint());
    }

    private void act(String actor, String kind, @Nullable String reason) {
        change(
                "insert into audit_entry (actor, kind, reason, after) values (?, ?, ?, '{\"city\": [\"Leeds\"]}')",
                actor,
                kind,
                reason);
    }

    private static void change(String sql, @Nullable Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
