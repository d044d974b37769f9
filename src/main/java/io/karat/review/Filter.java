package io.karat.review;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of the queue is looked at; null narrows nothing.
 *
 * @param text begins words of the titles
 * @param minimum probability of two groups being one, as is {@code maximum}; questions of other kinds have none
 * @param source of at least one of the records
 * @param assignee an account, or {@link #NOBODY}
 * @param overdue only questions that waited longer than these
 * @param budgets of the types that have one; of other questions the line is not looked for
 */
public record Filter(
        @Nullable String entity,
        Review.@Nullable Kind kind,
        @Nullable String text,
        @Nullable Double minimum,
        @Nullable Double maximum,
        @Nullable String source,
        @Nullable String assignee,
        Which which,
        @Nullable List<Deadline> overdue,
        List<Budget> budgets) {

    public static final String NOBODY = "";

    /** All that wait for an answer. */
    public static final Filter ALL =
            new Filter(null, null, null, null, null, null, null, Which.WAITING, null, List.of());

    public Filter {
        requireProbability(minimum);
        requireProbability(maximum);
        overdue = overdue == null ? null : List.copyOf(overdue);
        budgets = List.copyOf(budgets);
    }

    /** How the questions stand. */
    public enum Which {
        /** Open, not snoozed and above the line, whoever is at it. */
        WAITING,
        /** Nobody is at it, and it is not escalated. */
        OPEN,
        CLAIMED,
        SNOOZED,
        ESCALATED,
        /** Open, but the budget of their type is spent on others; they enter as room appears. */
        BELOW,
        DECIDED,
        SUPERSEDED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Which> of(String label) {
            return Stream.of(values())
                    .filter(which -> which.label().equals(label))
                    .findFirst();
        }

        public boolean ended() {
            return this == DECIDED || this == SUPERSEDED;
        }
    }

    /**
     * How many questions of a type are worked on at a time: those that stand first among the ones that wait, and whatever
     * was handed to somebody.
     */
    public record Budget(String entity, int most) {}

    /** How long questions of one kind may wait. */
    public record Deadline(String entity, Review.Kind kind, Duration after) {}

    public Filter ofEntity(@Nullable String name) {
        return new Filter(name, kind, text, minimum, maximum, source, assignee, which, overdue, budgets);
    }

    public Filter ofKind(Review.@Nullable Kind one) {
        return new Filter(entity, one, text, minimum, maximum, source, assignee, which, overdue, budgets);
    }

    public Filter named(@Nullable String words) {
        return new Filter(entity, kind, words, minimum, maximum, source, assignee, which, overdue, budgets);
    }

    public Filter scored(@Nullable Double from, @Nullable Double to) {
        return new Filter(entity, kind, text, from, to, source, assignee, which, overdue, budgets);
    }

    public Filter ofSource(@Nullable String name) {
        return new Filter(entity, kind, text, minimum, maximum, name, assignee, which, overdue, budgets);
    }

    public Filter assignedTo(@Nullable String account) {
        return new Filter(entity, kind, text, minimum, maximum, source, account, which, overdue, budgets);
    }

    public Filter that(Which stand) {
        return new Filter(entity, kind, text, minimum, maximum, source, assignee, stand, overdue, budgets);
    }

    public Filter overdue(@Nullable List<Deadline> deadlines) {
        return new Filter(entity, kind, text, minimum, maximum, source, assignee, which, deadlines, budgets);
    }

    public Filter within(List<Budget> some) {
        return new Filter(entity, kind, text, minimum, maximum, source, assignee, which, overdue, some);
    }

    private static void requireProbability(@Nullable Double value) {
        if (value != null && !(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("a probability is between 0 and 1, not " + value);
        }
    }

    void restrict(ReviewQuery query) {
        restrictStage(query);
        if (entity != null) {
            query.and("entity = ?", entity);
        }
        if (kind != null) {
            query.and("kind = ?", ReviewQuery.label(kind));
        }
        if (source != null) {
            query.and("sources @> array[?::text]", source);
        }
        if (text != null && !text.isBlank()) {
            restrictText(query, text.strip());
        }
        if (minimum != null || maximum != null) {
            query.and("kind in ('match', 'guard', 'split')");
        }
        if (minimum != null) {
            query.and("log_odds >= ?", logOdds(minimum));
        }
        if (maximum != null) {
            query.and("log_odds <= ?", logOdds(maximum));
        }
        if (assignee != null && assignee.equals(NOBODY)) {
            query.and("assigned_to is null");
        } else if (assignee != null) {
            query.and("assigned_to = ?", assignee);
        }
        if (overdue != null) {
            restrictOverdue(query, overdue);
        }
    }

    private void restrictStage(ReviewQuery query) {
        switch (which) {
            case WAITING -> restrictToLine(query.and("state = 'open'").and(AWAKE));
            case OPEN -> {
                query.and("state = 'open'").and(AWAKE).and(Reviews.FREE).and("escalated_to is null");
                restrictToLine(query);
            }
            case CLAIMED -> query.and("state = 'open'").and("claimed_until > now()");
            case SNOOZED -> query.and("state = 'open'").and("snoozed_until > now()");
            case ESCALATED -> query.and("state = 'open'").and(AWAKE).and("escalated_to is not null");
            case BELOW -> restrictBelow(query.and("state = 'open'").and(AWAKE));
            case DECIDED -> query.and("state = 'decided'");
            case SUPERSEDED -> query.and("state = 'withdrawn'");
        }
    }

    private static final String AWAKE = "(snoozed_until is null or snoozed_until <= now())";

    /**
     * Below the line of a type: nobody was handed it, and as many as the budget says come before it. Those that have the
     * priority of the last one above stay above too.
     */
    private static final String BELOW_LINE =
            "entity = ? and assigned_to is null and escalated_to is null and priority <"
                    + " coalesce((select line.priority from review line where line.state = 'open' and line.entity = ?"
                    + " and (line.snoozed_until is null or line.snoozed_until <= now())"
                    + " order by line.priority desc, line.id offset ? limit 1), '-infinity')";

    private void restrictToLine(ReviewQuery query) {
        for (Budget budget : budgetsAsked()) {
            query.and("not (" + BELOW_LINE + ")", budget.entity(), budget.entity(), budget.most() - 1);
        }
    }

    private void restrictBelow(ReviewQuery query) {
        StringBuilder any = new StringBuilder("(false");
        List<Object> bound = new ArrayList<>();
        for (Budget budget : budgetsAsked()) {
            any.append(" or ").append(BELOW_LINE);
            bound.addAll(List.of(budget.entity(), budget.entity(), budget.most() - 1));
        }
        query.and(any.append(')').toString(), bound.toArray());
    }

    private List<Budget> budgetsAsked() {
        return budgets.stream()
                .filter(budget -> entity == null || entity.equals(budget.entity()))
                .toList();
    }

    /** The index finds whole words by their beginning; what stands between them is compared with the titles. */
    private static void restrictText(ReviewQuery query, String text) {
        List<String> words = Stream.of(text.split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .toList();
        if (!words.isEmpty()) {
            query.and(
                    "words @@ to_tsquery('simple', ?)",
                    String.join(" & ", words.stream().map(word -> word + ":*").toList()));
        }
        query.and("(strpos(lower(left_title), lower(?)) > 0 or strpos(lower(right_title), lower(?)) > 0)", text, text);
    }

    private static void restrictOverdue(ReviewQuery query, List<Deadline> deadlines) {
        StringBuilder any = new StringBuilder("(false");
        Object[] bound = new Object[3 * deadlines.size()];
        for (int i = 0; i < deadlines.size(); i++) {
            any.append(" or entity = ? and kind = ? and waiting_since < now() - ? * interval '1 second'");
            bound[3 * i] = deadlines.get(i).entity();
            bound[3 * i + 1] = ReviewQuery.label(deadlines.get(i).kind());
            bound[3 * i + 2] = deadlines.get(i).after().toSeconds();
        }
        query.and(any.append(')').toString(), bound);
    }

    private static double logOdds(double probability) {
        return Math.log(probability / (1 - probability));
    }
}
