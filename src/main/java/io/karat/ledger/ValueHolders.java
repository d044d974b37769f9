package io.karat.ledger;

import io.karat.index.AtomIndex;
import io.karat.match.DemotedValues;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import io.karat.standardise.Features;
import io.karat.standardise.Standardiser;
import it.unimi.dsi.fastutil.ints.IntAVLTreeSet;
import it.unimi.dsi.fastutil.ints.IntSortedSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the live records that hold a value of an attribute. */
final class ValueHolders {

    private final Standardiser standardiser;
    private final EntityType type;
    private final Population population;
    private final AtomIndex atoms;

    ValueHolders(Batch.Setting setting, Population population, AtomIndex atoms) {
        this.standardiser = setting.standardiser();
        this.type = setting.type();
        this.population = population;
        this.atoms = atoms;
    }

    /**
     * By the atoms that come of the value, if these lead to as many as are counted; else by a look at every record.
     *
     * @param hash see {@link DemotedValues#hash}
     * @param value null when it is not known
     */
    IntSortedSet find(int attribute, long hash, @Nullable String value) {
        IntSortedSet found = new IntAVLTreeSet();
        if (value != null) {
            Features alone = standardiser
                    .standardise(RecordData.of(
                            Map.of(type.attributes().get(attribute).name(), value)))
                    .features();
            for (int ordinal : atoms.holdersOfRarest(alone)) {
                add(ordinal, attribute, hash, found);
            }
        }
        if (found.size() != population.holders(hash)) {
            for (Golden golden : population.goldens()) {
                for (int member : golden.members()) {
                    add(member, attribute, hash, found);
                }
            }
        }
        return found;
    }

    private void add(int ordinal, int attribute, long hash, IntSortedSet found) {
        Features features = population.features(ordinal);
        if (features != null) {
            for (String value : features.values(attribute)) {
                if (DemotedValues.hash(attribute, value) == hash) {
                    found.add(ordinal);
                }
            }
        }
    }
}
