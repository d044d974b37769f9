package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.match.DemotedValues;
import io.karat.standardise.Features;
import it.unimi.dsi.fastutil.ints.IntAVLTreeSet;
import it.unimi.dsi.fastutil.ints.IntSortedSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueHoldersTest {

    /** The population here counts nobody, so a look at every record finds nobody: what is found, the atoms found. */
    @Test
    void theAtomsOfAnAddressOrATelephoneLeadToAllWhoHoldIt() {
        try (Lab lab = Lab.fresh()) {
            List<Command.OfSource> people = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                people.add(Lab.upsert(
                        "crm",
                        Integer.toString(i),
                        Map.of(
                                "given_name", "Given" + (char) ('a' + i % 26),
                                "email", i % 3 == 0 ? "desk@example.org" : "one" + i + "@example.org",
                                "phone", i % 4 == 0 ? "714-255-8025" : "714-255-9" + (100 + i))));
            }
            lab.tell(people);
            Derived derived = lab.writer().derived();
            ValueHolders holders =
                    new ValueHolders(lab.writer().setting(), new Population(derived.features()), derived.atoms());
            int checked = 0;
            for (int attribute : Tally.attributes(Lab.PERSON)) {
                for (int ordinal = 0; ordinal < people.size(); ordinal++) {
                    Features features = derived.features().get(ordinal);
                    for (String value : features == null ? new String[0] : features.values(attribute)) {
                        long hash = DemotedValues.hash(attribute, value);
                        assertThat(holders.find(attribute, hash, value))
                                .as(value)
                                .isEqualTo(everyone(derived, people.size(), attribute, value));
                        checked++;
                    }
                }
            }
            assertThat(checked).isGreaterThan(people.size());
        }
    }

    private static IntSortedSet everyone(Derived derived, int records, int attribute, String value) {
        IntSortedSet holders = new IntAVLTreeSet();
        for (int ordinal = 0; ordinal < records; ordinal++) {
            Features features = derived.features().get(ordinal);
            if (features != null && List.of(features.values(attribute)).contains(value)) {
                holders.add(ordinal);
            }
        }
        return holders;
    }
}
