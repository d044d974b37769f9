package io.karat.review;

import io.karat.model.EntityType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** How long questions may wait, as the models say. */
public final class Deadlines {

    private Deadlines() {}

    /** Of all kinds of questions that have one. */
    public static List<Filter.Deadline> of(Collection<EntityType> types) {
        List<Filter.Deadline> deadlines = new ArrayList<>();
        for (EntityType type : types) {
            for (Review.Kind kind : Review.Kind.values()) {
                after(type, kind).ifPresent(after -> deadlines.add(new Filter.Deadline(type.name(), kind, after)));
            }
        }
        return deadlines;
    }

    /** When an open question is due; empty where nothing is said, and for one that has ended. */
    public static Optional<Instant> of(Review review, EntityType type) {
        return review.state() == Review.State.OPEN
                ? after(type, review.kind()).map(review.waitingSince()::plus)
                : Optional.empty();
    }

    private static Optional<Duration> after(EntityType type, Review.Kind kind) {
        return type.reviews().due(ReviewQuery.label(kind));
    }
}
