package io.karat.ui;

import io.karat.review.Filter;
import io.karat.review.Review;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the queue shows, as it stands in the address and in the hidden fields of forms. Unknown words count as "all".
 *
 * @param band {@code high}, {@code middle}, {@code low} or empty
 * @param min probability as a number from 0 to 1, or empty; within the band, where one is chosen
 * @param max as {@code min}
 * @param state a label of {@link Filter.Which}, {@code overdue} or empty
 * @param who an account, {@code me}, {@code nobody} or empty
 */
record QueueFilter(
        String entity,
        String kind,
        String band,
        String min,
        String max,
        String text,
        String source,
        String state,
        String who) {

    static final QueueFilter ALL = new QueueFilter("", "", "", "", "", "", "", "", "");

    private static final Pattern PROBABILITY = Pattern.compile("0?\\.\\d{1,6}|[01](\\.0{1,6})?");

    private static final double HIGH = 0.8;
    private static final double LOW = 0.5;
    private static final String OVERDUE = "overdue";

    static String given(@Nullable String value) {
        return value == null ? "" : value.strip();
    }

    /** Empty for what is no number from 0 to 1; a comma counts as a point. */
    static String probability(@Nullable String value) {
        String number = given(value).replace(',', '.');
        return PROBABILITY.matcher(number).matches() ? number : "";
    }

    /**
     * @param deadlines how long questions may wait
     * @param budgets how many are worked on at a time
     */
    Filter filter(String account, List<Filter.Deadline> deadlines, List<Filter.Budget> budgets) {
        return Filter.ALL
                .ofEntity(entity.isEmpty() ? null : entity)
                .ofKind(Arrays.stream(Review.Kind.values())
                        .filter(k -> k.name().toLowerCase(Locale.ROOT).equals(kind))
                        .findFirst()
                        .orElse(null))
                .named(text.isEmpty() ? null : text)
                .scored(least(), most())
                .ofSource(source.isEmpty() ? null : source)
                .assignedTo(
                        switch (who) {
                            case "" -> null;
                            case "me" -> account;
                            case "nobody" -> Filter.NOBODY;
                            default -> who;
                        })
                .within(budgets)
                .that(Filter.Which.of(state).orElse(Filter.Which.WAITING))
                .overdue(state.equals(OVERDUE) ? deadlines : null);
    }

    private @Nullable Double least() {
        Double ofBand = switch (band) {
            case "high" -> HIGH;
            case "middle" -> LOW;
            default -> null;
        };
        return min.isEmpty() ? ofBand : Double.valueOf(Math.max(Double.parseDouble(min), ofBand == null ? 0 : ofBand));
    }

    private @Nullable Double most() {
        Double ofBand = switch (band) {
            case "middle" -> HIGH;
            case "low" -> LOW;
            default -> null;
        };
        return max.isEmpty() ? ofBand : Double.valueOf(Math.min(Double.parseDouble(max), ofBand == null ? 1 : ofBand));
    }

    public boolean any() {
        return !equals(ALL);
    }

    /** Questions that have been answered or have gone are looked at, not worked on. */
    public boolean ended() {
        return Filter.Which.of(state).orElse(Filter.Which.WAITING).ended();
    }

    /** Begins with a question mark, or is empty. */
    public String query() {
        StringBuilder query = new StringBuilder();
        add(query, "entity", entity);
        add(query, "kind", kind);
        add(query, "band", band);
        add(query, "min", min);
        add(query, "max", max);
        add(query, "text", text);
        add(query, "source", source);
        add(query, "state", state);
        add(query, "who", who);
        return query.toString();
    }

    private static void add(StringBuilder query, String name, String value) {
        if (!value.isEmpty()) {
            query.append(query.isEmpty() ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }

    /** The same questions, but those that the budget of their type leaves out for now. */
    public String below() {
        return new QueueFilter(entity, kind, band, min, max, text, source, Filter.Which.BELOW.label(), who).query();
    }

    public String selected(String value) {
        return Stream.of(entity, kind, band, state).anyMatch(value::equals) ? "selected" : "";
    }
}
