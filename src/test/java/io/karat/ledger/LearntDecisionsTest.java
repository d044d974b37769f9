package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.model.RecordKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which decisions of stewards a new version learns from. */
class LearntDecisionsTest {

    private static final int PEOPLE = 450;

    private static List<Command.OfSource> people() {
        List<Command.OfSource> people = new ArrayList<>();
        for (Command.OfSource command : DifferentialTest.history(new SplittableRandom(5), PEOPLE)) {
            if (command instanceof Command.Upsert u) {
                people.add(new Command.Upsert(
                        new RecordKey("crm", u.key().source() + u.key().key()), null, u.data(), "source:crm"));
            }
        }
        return people;
    }

    private static UUID decide(Lab lab, Command.Verdict verdict, int question) {
        String review = lab.strings("select id::text from review where state = 'open' order by id")
                .get(question);
        long evidence = Long.parseLong(lab.strings("select evidence::text from review where id = ?::uuid", review)
                .get(0));
        lab.act(new Command.Decide(UUID.fromString(review), verdict, evidence, null, "user:ada"));
        return UUID.fromString(lab.strings("select decision_id::text from review where id = ?::uuid", review)
                .get(0));
    }

    private static byte[] body(Lab lab, ParameterVersions.Version version) {
        return lab.versions()
                .find(Lab.PERSON, version.version())
                .orElseThrow()
                .withVersion(0)
                .encode();
    }

    @Test
    void whatStandsIsLearntFromAndWhatWasUndoneIsNot() throws InterruptedException {
        try (Lab lab = Lab.fresh()) {
            lab.load(people());
            ParameterVersions.Version before = lab.planning().train(Commission.by("user:ada"));
            UUID same = decide(lab, Command.Verdict.SAME, 0);
            UUID different = decide(lab, Command.Verdict.DIFFERENT, 1);

            ParameterVersions.Version labelled = lab.planning().train(Commission.by("user:ada"));
            lab.act(new Command.Undo(same, null, "user:ada"));
            ParameterVersions.Version one = lab.planning().train(Commission.by("user:ada"));
            lab.act(new Command.Undo(different, null, "user:ada"));
            ParameterVersions.Version none = lab.planning().train(Commission.by("user:ada"));

            assertThat(List.of(before.labels(), labelled.labels(), one.labels(), none.labels()))
                    .containsExactly(0, 2, 1, 0);
            assertThat(body(lab, labelled)).isNotEqualTo(body(lab, before));
            assertThat(body(lab, none)).isEqualTo(body(lab, before));
        }
    }

    @Test
    void decisionsAboutRecordsThatAreGoneAreNotLearntFrom() throws InterruptedException {
        try (Lab lab = Lab.fresh()) {
            lab.load(people());
            decide(lab, Command.Verdict.DIFFERENT, 0);
            for (String key : lab.strings("select r.key from source_record r, decision d"
                    + " where r.ordinal = any(d.left_records) and d.released_at is null")) {
                lab.tell(Lab.delete("crm", key));
            }

            assertThat(lab.planning().train(Commission.by("user:ada")).labels()).isZero();
        }
    }
}
