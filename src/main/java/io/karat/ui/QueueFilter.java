package io.karat.ui;

import io.karat.review.Review;
import io.karat.review.Reviews;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the queue shows, as it stands in the address and in the hidden fields of forms. Unknown words count as "all".
 *
 * @param band {@code high}, {@code middle}, {@code low} or empty
 */
record QueueFilter(String entity, String kind, String band, String text) {

    private static final double HIGH = 0.8;
    private static final double LOW = 0.5;

    static QueueFilter of(
            @Nullable String entity, @Nullable String kind, @Nullable String band, @Nullable String text) {
        return new QueueFilter(given(entity), given(kind), given(band), given(text));
    }

    private static String given(@Nullable String value) {
        return value == null ? "" : value.strip();
    }

    Reviews.Filter filter() {
        return new Reviews.Filter(
                entity.isEmpty() ? null : entity,
                Arrays.stream(Review.Kind.values())
                        .filter(k -> k.name().toLowerCase(Locale.ROOT).equals(kind))
                        .findFirst()
                        .orElse(null),
                text.isEmpty() ? null : text,
                switch (band) {
                    case "high" -> HIGH;
                    case "middle" -> LOW;
                    default -> null;
                },
                switch (band) {
                    case "middle" -> HIGH;
                    case "low" -> LOW;
                    default -> null;
                });
    }

    public boolean any() {
        return !(entity.isEmpty() && kind.isEmpty() && band.isEmpty() && text.isEmpty());
    }

    /** Begins with a question mark, or is empty. */
    public String query() {
        StringBuilder query = new StringBuilder();
        add(query, "entity", entity);
        add(query, "kind", kind);
        add(query, "band", band);
        add(query, "text", text);
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

    public String selected(String value) {
        return value.equals(entity) || value.equals(kind) || value.equals(band) ? "selected" : "";
    }
}
