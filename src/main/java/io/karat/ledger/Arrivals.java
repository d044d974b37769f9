package io.karat.ledger;

import io.karat.model.RecordData;
import io.karat.standardise.Finding;
import io.karat.standardise.Standardised;
import io.karat.standardise.Standardiser;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Makes sources' commands ready for the writer: the costly part, done on the caller's thread. */
final class Arrivals {

    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    private final Standardiser standardiser;
    private final Inspector inspector;
    private final Clock clock;

    Arrivals(Standardiser standardiser, Inspector inspector, Clock clock) {
        this.standardiser = standardiser;
        this.inspector = inspector;
        this.clock = clock;
    }

    Arrival of(Command.OfSource command) {
        Instant now = clock.instant();
        Instant limitOfTime = now.plus(CLOCK_TOLERANCE);
        Instant observedAt =
                command.observedAt() == null ? null : command.observedAt().truncatedTo(ChronoUnit.MICROS);
        boolean future = observedAt != null && observedAt.isAfter(limitOfTime);
        Instant at = future ? now.truncatedTo(ChronoUnit.MICROS) : observedAt;
        return switch (command) {
            case Command.Upsert upsert -> {
                Standardised standardised =
                        standardiser.standardise(upsert.key().source(), upsert.data());
                Judgement judgement = inspector.judge(upsert.key(), upsert.data(), standardised, day(now));
                if (future) {
                    List<Finding> findings = new ArrayList<>(standardised.findings());
                    findings.add(new Finding(
                            "", "observed-at.future", "The source's time lies in the future; the hub's was taken."));
                    standardised = standardised.with(findings);
                }
                Command.Upsert timed =
                        new Command.Upsert(upsert.key(), at, upsert.data(), upsert.actor(), upsert.basedOn());
                yield new Arrival(timed, standardised, upsert.data().contentHash(), judgement);
            }
            case Command.Correct correct -> {
                Standardised standardised =
                        standardiser.standardise(correct.key().source(), correct.data());
                yield new Arrival(
                        correct,
                        standardised,
                        correct.data().contentHash(),
                        inspector.judge(correct.key(), correct.data(), standardised, day(now)));
            }
            case Command.Delete delete ->
                new Arrival(
                        new Command.Delete(delete.key(), at, delete.actor()),
                        standardiser.standardise(RecordData.EMPTY),
                        new byte[0],
                        Judgement.NONE);
        };
    }

    private static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }
}
