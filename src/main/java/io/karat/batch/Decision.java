package io.karat.batch;

import io.karat.model.AttributeType;
import java.util.List;

/** What becomes of a column. */
sealed interface Decision {

    ColumnProfile column();

    /**
     * @param name legal in a model, no other attribute's
     * @param reasons why this type, the strongest first
     */
    record Taken(ColumnProfile column, String name, AttributeType type, Flags flags, List<String> reasons)
            implements Decision {
        public Taken {
            reasons = List.copyOf(reasons);
        }
    }

    /** As in {@link io.karat.model.Attribute}. */
    record Flags(boolean pii, boolean many, boolean exclusive, boolean shared) {}

    record LeftOut(ColumnProfile column, String reason) implements Decision {}

    /** The key of the record, which says nothing of the thing. */
    record Key(ColumnProfile column) implements Decision {}

    /**
     * The source of the record.
     *
     * @param clean no source has two records of one thing
     */
    record Source(ColumnProfile column, boolean clean, String reason) implements Decision {}
}
