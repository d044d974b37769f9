package io.karat.ledger;

import io.karat.golden.Contribution;
import io.karat.golden.Contribution.Datum;
import io.karat.golden.GoldenValues;
import io.karat.model.RecordData;
import io.karat.quality.Marks;
import io.karat.quality.Rulebook;
import io.karat.quality.Subject;
import io.karat.standardise.Standardised;
import io.karat.standardise.Standardiser;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds golden records against the quality rules of their entity type. What it finds depends on the values, the members and
 * the day alone, so it can be found again. Thread-safe.
 */
final class Appraisal {

    private final Standardiser standardiser;
    private final Rulebook rulebook;

    Appraisal(Standardiser standardiser, Rulebook rulebook) {
        this.standardiser = standardiser;
        this.rulebook = rulebook;
    }

    /**
     * @param members that the values come from
     * @param day on which the golden record came to say this (UTC)
     */
    Marks marks(GoldenValues values, List<Contribution> members, LocalDate day) {
        return rulebook.isEmpty() ? Marks.NONE : rulebook.judge(new Saying(values, members).subject(day));
    }

    /** What a golden record says, traced to its members: standard forms are made again only where there is doubt. */
    private final class Saying {
        private final SortedMap<String, List<String>> data = new TreeMap<>();
        private final Map<String, List<String>> comparable = new HashMap<>();
        private final Map<String, List<String>> origins = new HashMap<>();
        private boolean doubtful;

        Saying(GoldenValues values, List<Contribution> members) {
            members.forEach(member -> doubtful |= member.doubtful());
            values.values().forEach((attribute, value) -> trace(attribute, value, members));
        }

        private void trace(String attribute, GoldenValues.Value value, List<Contribution> members) {
            List<String> forms = new ArrayList<>(value.values().size());
            List<String> sources = new ArrayList<>(value.values().size());
            for (int i = 0; i < value.values().size(); i++) {
                String raw = value.values().get(i);
                Contribution from = i == 0 ? by(value.winner(), members) : null;
                @Nullable Datum datum = from == null ? null : datum(from, attribute, raw);
                for (int m = 0; datum == null && m < members.size(); m++) {
                    from = members.get(m);
                    datum = datum(from, attribute, raw);
                }
                doubtful |= datum == null;
                forms.add(datum == null ? "" : datum.comparable());
                sources.add(datum == null || from == null ? "" : from.key().source());
            }
            data.put(attribute, value.values());
            comparable.put(attribute, forms);
            origins.put(attribute, sources);
        }

        Subject subject(LocalDate day) {
            RecordData said = new RecordData(data);
            if (!doubtful) {
                return new Subject(null, day, said, comparable, Set.of(), origins);
            }
            Standardised again = standardiser.standardise(said);
            return new Subject(null, day, said, again.comparable(), Inspector.unread(again.findings()), origins);
        }
    }

    private static @Nullable Contribution by(int ordinal, List<Contribution> members) {
        for (Contribution member : members) {
            if (member.ordinal() == ordinal) {
                return member;
            }
        }
        return null;
    }

    private static @Nullable Datum datum(Contribution member, String attribute, String raw) {
        for (Datum datum : member.values().getOrDefault(attribute, List.of())) {
            if (datum.raw().equals(raw)) {
                return datum;
            }
        }
        return null;
    }
}
