package io.karat.intake;

import java.util.Collection;

/**
 * What became of the lines of a body: {@code lines = accepted + unchanged + stale + quarantined + rejected} and
 * {@code accepted = created + linked + updated + reviews}. A deleted record counts as updated.
 */
public record Counts(
        long lines,
        long accepted,
        long unchanged,
        long stale,
        long quarantined,
        long rejected,
        long created,
        long linked,
        long updated,
        long reviews) {

    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public Counts {
        if (lines != accepted + unchanged + stale + quarantined + rejected
                || accepted != created + linked + updated + reviews) {
            throw new IllegalArgumentException("the counts of a body have to add up");
        }
    }

    static Counts of(Collection<LineResult> results) {
        return new Counts(
                results.size(),
                status(results, "accepted"),
                status(results, "unchanged"),
                status(results, "stale"),
                status(results, "quarantined"),
                status(results, "rejected"),
                decision(results, "created"),
                decision(results, "linked"),
                decision(results, "updated") + decision(results, "deleted"),
                decision(results, "review"));
    }

    Counts plus(Counts more) {
        return new Counts(
                lines + more.lines,
                accepted + more.accepted,
                unchanged + more.unchanged,
                stale + more.stale,
                quarantined + more.quarantined,
                rejected + more.rejected,
                created + more.created,
                linked + more.linked,
                updated + more.updated,
                reviews + more.reviews);
    }

    private static long status(Collection<LineResult> results, String status) {
        return results.stream().filter(r -> r.status().equals(status)).count();
    }

    private static long decision(Collection<LineResult> results, String decision) {
        return results.stream().filter(r -> decision.equals(r.decision())).count();
    }
}
