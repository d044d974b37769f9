package io.karat.golden;

import io.karat.model.SurvivorshipRule.Trust;
import io.karat.model.SurvivorshipRule.Trust.Downgrade;
import io.karat.model.TrustCurve;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prefers the value that is trusted most at an instant. */
record ByTrust(Trust trust, Instant now) implements Measure {

    private static final TrustCurve NONE = TrustCurve.steady(0);

    @Override
    public Comparator<Entry> order() {
        return Comparator.comparingInt((Entry entry) -> points(entry)).reversed();
    }

    @Override
    public String rule(Entry entry) {
        return trust.code();
    }

    @Override
    public String sees(Entry entry) {
        int lost = lost(entry);
        return "is trusted with " + points(entry) + " of " + TrustCurve.MOST
                + (lost == 0 ? "" : ", " + lost + " less since its record fails a quality rule");
    }

    @Override
    public Measure at(Instant instant) {
        return new ByTrust(trust, instant);
    }

    @Override
    public boolean timed() {
        return true;
    }

    @Override
    public Stream<Instant> changes(Entry entry, Instant after) {
        Instant observed = entry.observedAt();
        TrustCurve curve = curve(entry);
        if (observed == null) {
            return Stream.empty();
        }
        return IntStream.rangeClosed(1, curve.steps())
                .mapToObj(point -> observed.plusMillis(curve.step(point)))
                .filter(after::isBefore);
    }

    int points(Entry entry) {
        return Math.max(0, points(curve(entry), entry.observedAt()) - lost(entry));
    }

    private int points(TrustCurve curve, @Nullable Instant observed) {
        return observed == null
                ? curve.minimum()
                : curve.points(Duration.between(observed, now).toMillis());
    }

    private TrustCurve curve(Entry entry) {
        TrustCurve others = trust.others();
        return trust.sources().getOrDefault(entry.key().source(), others == null ? NONE : others);
    }

    private int lost(Entry entry) {
        Downgrade downgrade = trust.downgrade();
        if (downgrade == null) {
            return 0;
        }
        boolean fails = entry.member().failed().stream()
                .anyMatch(id -> downgrade.rules().isEmpty() || downgrade.rules().contains(id));
        return fails ? downgrade.points() : 0;
    }
}
