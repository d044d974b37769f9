package io.karat.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which acts of stewards on an entity type another person has to approve. */
public record Approval(List<Rule> rules) {

    public static final Approval NONE = new Approval(List.of());

    public Approval {
        rules = List.copyOf(rules);
    }

    /** What can be asked for. Values of attributes are named by the attribute instead. */
    public enum Act {
        MERGE,
        SPLIT,
        MOVE,
        UNDO,
        CREATE,
        DELETE;

        /** As in model files. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Act> byCode(String code) {
            return Arrays.stream(values())
                    .filter(act -> act.code().equals(code))
                    .findFirst();
        }
    }

    /** The role that may approve; each one includes those before it. */
    public enum By {
        STEWARD,
        APPROVER,
        ADMIN;

        /** As in model files, and as the role is called. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<By> byCode(String code) {
            return Arrays.stream(values()).filter(by -> by.code().equals(code)).findFirst();
        }
    }

    /**
     * @param attributes whose values need it
     * @param blind who approves says what they think themselves, before they see what was proposed
     */
    public record Rule(Set<String> attributes, Set<Act> acts, By by, boolean blind) {
        public Rule {
            attributes = Set.copyOf(attributes);
            acts = Set.copyOf(acts);
        }
    }

    /** How something has to be approved. */
    public record Need(By by, boolean blind) {
        /** Of what is proposed although nothing demands it. */
        public static final Need DEFAULT = new Need(By.APPROVER, false);

        /** The stronger of two, either of which may be absent. */
        public static Optional<Need> both(Optional<Need> one, Optional<Need> other) {
            return Stream.of(one, other).flatMap(Optional::stream).reduce(Need::and);
        }

        private Need and(Need other) {
            return new Need(by.compareTo(other.by) >= 0 ? by : other.by, blind || other.blind);
        }
    }

    /** Empty where an act needs no approval. */
    public Optional<Need> of(Act act) {
        return need(rule -> rule.acts().contains(act));
    }

    /** Of a change of all of these at once: the strongest role, and blind if one of them is. */
    public Optional<Need> of(Collection<String> attributes) {
        return need(rule -> attributes.stream().anyMatch(rule.attributes()::contains));
    }

    private Optional<Need> need(Predicate<Rule> applies) {
        return rules.stream()
                .filter(applies)
                .map(rule -> new Need(rule.by(), rule.blind()))
                .reduce(Need::and);
    }
}
