package io.karat.ledger;

import io.karat.match.DemotedValues;
import io.karat.model.RecordKey;
import io.karat.standardise.Features;
import it.unimi.dsi.fastutil.ints.Int2FloatMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The state a batch is decided on: the committed one, or the committed one with a draft upon it. */
interface View {

    /** Null when the record is not live. */
    @Nullable Features features(int ordinal);

    RecordKey key(int ordinal);

    @Nullable Golden goldenOf(int ordinal);

    @Nullable Golden golden(UUID id);

    List<UUID> retiredFoundedBy(int ordinal);

    /** Edges to records of other golden records, with their natural log-odds. */
    Int2FloatMap links(int ordinal);

    List<Standing> decisions(int ordinal);

    boolean pinned(UUID golden);

    /** All golden ids, retired ones included, on which a pin stands. */
    Set<UUID> pinned();

    /** The golden id that a steward says a member belongs to by the act at hand, or null when he says nothing about it. */
    default @Nullable UUID home(int ordinal) {
        return null;
    }

    DemotedValues demoted();

    Judged judged();
}
