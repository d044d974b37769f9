package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.index.AtomIndex;
import io.karat.match.CandidateIndex;
import io.karat.standardise.Features;
import io.karat.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DerivedTest {

    private static final int RECORDS = 60;

    /** What lasts follows the database behind time, and its parts one after the other: a crash may come anywhere. */
    @Test
    void aHubThatDiesBetweenTheDatabaseAndTheIndexFindsTheSameCandidatesAsOneBuiltAnew() {
        Seeds.each(4, random -> {
            try (Lab lab = Lab.fresh()) {
                for (int crash = 0; crash < 6; crash++) {
                    for (int batch = random.nextInt(4); batch >= 0; batch--) {
                        lab.tell(commands(random));
                        if (random.nextInt(3) == 0) {
                            lab.writer().idle();
                        }
                    }
                    leaveHalfDurable(lab, random);
                    lab.crash();
                    assertThat(lab.violations()).isEmpty();
                    assertCandidatesAreThoseOfAnIndexBuiltAnew(lab);
                }
            }
        });
    }

    private static List<Command.OfSource> commands(SplittableRandom random) {
        List<Command.OfSource> commands = new ArrayList<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            String key = Integer.toString(random.nextInt(RECORDS));
            commands.add(
                    random.nextInt(6) == 0
                            ? Lab.delete("crm", key)
                            : Lab.upsert(
                                    "crm",
                                    key,
                                    Map.of(
                                            "given_name", "Given" + (char) ('a' + random.nextInt(6)),
                                            "family_name", "Family" + (char) ('a' + random.nextInt(6)),
                                            "birth_date", "1984-03-0" + (1 + random.nextInt(9)))));
        }
        return commands;
    }

    /** As when the lights go out while it is made durable: one part is, the others are not. */
    private static void leaveHalfDurable(Lab lab, SplittableRandom random) throws InterruptedException {
        Derived derived = lab.writer().derived();
        if (random.nextBoolean()) {
            derived.catchUp();
            switch (random.nextInt(3)) {
                case 0 -> derived.features().commit(lab.writer().batch());
                case 1 ->
                    derived.search()
                            .commit(Long.parseLong(lab.strings("select coalesce(max(seq), 0) from golden_version")
                                    .getFirst()));
                default -> {}
            }
        }
    }

    private static void assertCandidatesAreThoseOfAnIndexBuiltAnew(Lab lab) {
        Derived derived = lab.writer().derived();
        TreeMap<Integer, Features> live = new TreeMap<>();
        for (int ordinal = 0; ordinal < lab.writer().size(); ordinal++) {
            Features features = derived.features().get(ordinal);
            if (features != null) {
                live.put(ordinal, features);
            }
        }
        assertThat(live.keySet())
                .isEqualTo(new TreeSet<>(lab.strings("select ordinal from source_record where state = 1").stream()
                        .map(Integer::valueOf)
                        .toList()));
        AtomIndex anew = new AtomIndex();
        live.forEach((ordinal, features) -> anew.update(ordinal, null, features));
        live.forEach((ordinal, features) -> assertThat(derived.atoms()
                        .candidates(features, ordinal, CandidateIndex.DEFAULT_BUDGET)
                        .ordinals())
                .isEqualTo(anew.candidates(features, ordinal, CandidateIndex.DEFAULT_BUDGET)
                        .ordinals()));
    }
}
