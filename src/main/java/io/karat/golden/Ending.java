package io.karat.golden;

import io.karat.golden.Candidate.Fate;
import java.util.Comparator;
import java.util.List;

/**
 * The total order in which every rule ends, the preferred one first: source priority, latest {@code observedAt}, content
 * hash, record key, position in the record.
 */
final class Ending implements Comparator<Entry> {

    private final Comparator<Entry> bySource;

    /** @param sources the general source priority, best first */
    Ending(List<String> sources) {
        this.bySource = Measures.bySource(sources);
    }

    @Override
    public int compare(Entry a, Entry b) {
        int order = bySource.compare(a, b);
        if (order == 0) {
            order = Measures.OLDEST.compare(b, a);
        }
        if (order == 0) {
            order = byContent(a, b);
        }
        return order == 0 ? Integer.compare(a.position(), b.position()) : order;
    }

    private static int byContent(Entry a, Entry b) {
        int order = a.member().contentHash().compareTo(b.member().contentHash());
        return order == 0 ? a.key().compareTo(b.key()) : order;
    }

    /** By which criterion an entry is behind another one. */
    Fate fate(Entry winner, Entry entry) {
        if (bySource.compare(winner, entry) != 0) {
            return Fate.SOURCE;
        }
        if (Measures.OLDEST.compare(winner, entry) != 0) {
            return Fate.OBSERVED;
        }
        if (byContent(winner, entry) != 0) {
            return Fate.CONTENT;
        }
        return winner.position() == entry.position() ? Fate.WON : Fate.POSITION;
    }
}
