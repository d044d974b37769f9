package io.karat.model;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the surviving value of an attribute (or of a group of attributes that win together) is chosen among the members.
 * Every rule ends in the same total order: source priority, {@code observedAt}, content hash, record key.
 */
public sealed interface SurvivorshipRule {

    /** The name used in an entity model, for example {@code most-recent}. */
    String code();

    /** The rule itself and the rules within it. */
    default Stream<SurvivorshipRule> all() {
        return Stream.of(this);
    }

    record MostRecent() implements SurvivorshipRule {
        @Override
        public String code() {
            return "most-recent";
        }
    }

    record Oldest() implements SurvivorshipRule {
        @Override
        public String code() {
            return "oldest";
        }
    }

    /** The first source of the order that has a value wins; sources that are not named come last. */
    record SourcePriority(List<String> order) implements SurvivorshipRule {
        public SourcePriority {
            order = List.copyOf(order);
        }

        @Override
        public String code() {
            return "source-priority";
        }
    }

    record MostFrequent() implements SurvivorshipRule {
        @Override
        public String code() {
            return "most-frequent";
        }
    }

    /** The member with the most filled attributes of the group (or of the record, outside groups) wins. */
    record MostComplete() implements SurvivorshipRule {
        @Override
        public String code() {
            return "most-complete";
        }
    }

    record Longest() implements SurvivorshipRule {
        @Override
        public String code() {
            return "longest";
        }
    }

    record Shortest() implements SurvivorshipRule {
        @Override
        public String code() {
            return "shortest";
        }
    }

    /** The smallest number or amount, the earliest date, else the first in the order of text. Not for groups. */
    record Min() implements SurvivorshipRule {
        @Override
        public String code() {
            return "min";
        }
    }

    /** The other end of {@link Min}. Not for groups. */
    record Max() implements SurvivorshipRule {
        @Override
        public String code() {
            return "max";
        }
    }

    /** All distinct values, in the order of {@link Min}. Only for attributes with several values, not for groups. */
    record Union() implements SurvivorshipRule {
        @Override
        public String code() {
            return "union";
        }
    }

    /** The member that wins the other attribute gives this one too; where it has no value, the next one there does. */
    record From(String attribute) implements SurvivorshipRule {
        @Override
        public String code() {
            return "from";
        }
    }

    /**
     * The value of the highest trust wins. Trust is in whole points of a hundred and falls with the value's age.
     *
     * @param sources by source
     * @param others for all other sources; null is no trust at all
     */
    record Trust(
            Map<String, TrustCurve> sources,
            @Nullable TrustCurve others,
            @Nullable Downgrade downgrade) implements SurvivorshipRule {
        public Trust {
            sources = Map.copyOf(sources);
        }

        @Override
        public String code() {
            return "trust";
        }

        /**
         * Points that a record loses by failing quality rules, once however many it fails.
         *
         * @param rules ids of quality rules; empty is any
         */
        public record Downgrade(int points, List<String> rules) {
            public Downgrade {
                rules = List.copyOf(rules);
            }
        }
    }

    /**
     * Records for which the condition holds go before all others and compete by one rule; the others by another.
     *
     * @param condition a CEL expression that sees the record and its source
     * @param otherwise null where records for which the condition does not hold take no part
     */
    record When(
            String condition,
            SurvivorshipRule then,
            @Nullable SurvivorshipRule otherwise) implements SurvivorshipRule {
        @Override
        public String code() {
            return "when";
        }

        @Override
        public Stream<SurvivorshipRule> all() {
            Stream<SurvivorshipRule> here = Stream.concat(Stream.of(this), then.all());
            return otherwise == null ? here : Stream.concat(here, otherwise.all());
        }
    }
}
