package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.karat.ledger.PlanProgress.PlanStopped;
import io.karat.model.RecordKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plan tells how far it is, can be stopped while nothing has come into force, and begins again where it may. */
class PlanProgressTest {

    private static final int PEOPLE = 60;

    private final Lab lab = Lab.fresh();

    @BeforeEach
    void load() {
        List<Command.OfSource> people = new ArrayList<>();
        for (Command.OfSource command : DifferentialTest.history(new SplittableRandom(3), PEOPLE)) {
            if (command instanceof Command.Upsert u) {
                people.add(new Command.Upsert(
                        new RecordKey("crm", u.key().source() + u.key().key()), null, u.data(), "source:crm"));
            }
        }
        lab.load(people);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    /** Notes what it is told, and stops the plan when it is told a certain thing. */
    private static final class Noted implements PlanProgress {

        private final List<String> told = new ArrayList<>();
        private final List<Double> shares = new ArrayList<>();
        private final String stopAt;

        Noted(String stopAt) {
            this.stopAt = stopAt;
        }

        private void note(String what) {
            if (told.isEmpty() || !told.getLast().equals(what)) {
                told.add(what);
            }
            if (what.equals(stopAt)) {
                throw new PlanStopped();
            }
        }

        @Override
        public void at(String phase, double share) {
            shares.add(share);
            note(phase);
        }

        @Override
        public void learnt(int version) {
            note("learnt");
        }

        @Override
        public void adopting(PlanEffect effect) {
            note("adopting");
        }
    }

    private Commission commission(UUID job, PlanProgress progress) {
        return new Commission(job, "user:ada", progress);
    }

    private int versions() {
        return lab.versions().list(Lab.PERSON).size();
    }

    @Test
    void phasesComeInTheirOrderAndTheShareNeverFalls() throws InterruptedException {
        Noted training = new Noted("");
        Noted activation = new Noted("");

        int version =
                lab.planning().train(commission(UUID.randomUUID(), training)).version();
        lab.planning()
                .activate(
                        lab.versions().find(Lab.PERSON, version).orElseThrow(),
                        commission(UUID.randomUUID(), activation));

        assertThat(training.told)
                .containsExactly("reading records", "building keys", "learning", "learnt", "comparing");
        assertThat(activation.told)
                .containsExactly("reading records", "building keys", "comparing", "adopting", "bringing in");
        assertThat(training.shares)
                .isSorted()
                .allSatisfy(share -> assertThat(share).isBetween(0.0, 1.0));
        assertThat(activation.shares).isSorted().endsWith(1.0);
    }

    @Test
    void trainingThatBeginsAgainDoesNotLearnTwice() throws InterruptedException {
        UUID job = UUID.randomUUID();
        assertThatThrownBy(() -> lab.planning().train(commission(job, new Noted("comparing"))))
                .isInstanceOf(PlanStopped.class);
        assertThat(versions()).isOne();

        ParameterVersions.Version again = lab.planning().train(commission(job, PlanProgress.UNWATCHED));

        assertThat(versions()).isOne();
        assertThat(again.effect()).isNotNull();
    }

    @Test
    void aPlanThatIsStoppedChangesNothingAndTheNextOneRuns() throws InterruptedException {
        int version = lab.planning()
                .train(commission(UUID.randomUUID(), PlanProgress.UNWATCHED))
                .version();
        List<String> before = lab.strings("select golden_id || ' ' || version from golden_record order by 1");

        for (String phase : List.of("reading records", "comparing", "adopting")) {
            assertThatThrownBy(() -> lab.planning()
                            .activate(
                                    lab.versions().find(Lab.PERSON, version).orElseThrow(),
                                    commission(UUID.randomUUID(), new Noted(phase))))
                    .isInstanceOf(PlanStopped.class);
        }

        assertThat(lab.versions().active(Lab.PERSON).version()).isZero();
        assertThat(lab.strings("select golden_id || ' ' || version from golden_record order by 1"))
                .isEqualTo(before);
        lab.planning()
                .activate(
                        lab.versions().find(Lab.PERSON, version).orElseThrow(),
                        commission(UUID.randomUUID(), PlanProgress.UNWATCHED));
        assertThat(lab.versions().active(Lab.PERSON).version()).isEqualTo(version);
        assertThat(lab.violations()).isEmpty();
    }
}
