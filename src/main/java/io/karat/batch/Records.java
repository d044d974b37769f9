package io.karat.batch;

import io.karat.match.Columns;
import io.karat.match.DemotedValues;
import io.karat.model.EntityType;
import io.karat.standardise.Features;
import java.util.function.IntToLongFunction;
import java.util.function.LongPredicate;

/** Many records as the bulk path holds them: coded values, and what their keys are made of, in primitive arrays. */
public final class Records {

    private final EntityType type;
    private final Columns columns;
    private final KeyAtoms atoms;

    private Records(Builder built) {
        this.type = built.type;
        this.columns = built.columns.build();
        this.atoms = built.atoms.build();
    }

    public EntityType type() {
        return type;
    }

    public int size() {
        return columns.size();
    }

    Columns columns() {
        return columns;
    }

    KeyAtoms atoms() {
        return atoms;
    }

    /**
     * Of no records yet.
     *
     * @param expected number of records, more or less: too low costs time, too high memory
     */
    public static Builder builder(EntityType type, DemotedValues demoted, int expected) {
        return new Builder(type, demoted, Math.max(1, expected));
    }

    /** Some records on their way to a builder. */
    public static final class Portion {

        private final Features[] features;
        private final Columns.Portion columns;

        private Portion(Features[] features, Columns.Portion columns) {
            this.features = features;
            this.columns = columns;
        }
    }

    /** Takes records one after another; not thread-safe. */
    public static final class Builder {

        private final EntityType type;
        private final Columns.Builder columns;
        private final KeyAtoms.Builder atoms;

        private Builder(EntityType type, DemotedValues demoted, int expected) {
            this.type = type;
            this.columns = Columns.builder(type, demoted, expected);
            this.atoms = KeyAtoms.builder(expected);
        }

        /**
         * Of all records only these atoms are kept.
         *
         * @param fingerprints by a record's number; asked for few
         */
        public Builder only(LongPredicate some, IntToLongFunction fingerprints) {
            atoms.only(some, fingerprints);
            return this;
        }

        /** The record's number is the count of those before it. */
        public void add(Features features) {
            columns.add(features);
            atoms.add(features);
        }

        /** Some records, ready to be added; from any thread, best the one that read them. */
        public Portion portion(Features[] some) {
            return new Portion(some, columns.portion(some));
        }

        /** The same as one after the other, in a part of the time. */
        public void addAll(Portion some) {
            columns.addAll(some.columns);
            for (Features features : some.features) {
                atoms.add(features);
            }
        }

        /** The builder must not be used afterwards. */
        public Records build() {
            return new Records(this);
        }
    }
}
