package io.karat.model;

import java.util.List;

/**
 * How the surviving value of an attribute (or of a group of attributes that win together) is chosen among the members.
 * Every rule ends in the same total order: source priority, {@code observedAt}, content hash, record key.
 */
public sealed interface SurvivorshipRule {

    /** The name used in an entity model, for example {@code most-recent}. */
    String code();

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
}
