package io.karat.golden;

import io.karat.golden.Candidate.Fate;
import io.karat.golden.Contribution.Datum;
import io.karat.model.Attribute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What became of every value in a contest, and why. */
final class Candidates {

    private final Attribute attribute;
    private final Contest contest;

    Candidates(Attribute attribute, Contest contest) {
        this.attribute = attribute;
        this.contest = contest;
    }

    List<Candidate> single() {
        List<Entry> survivors = contest.survivors(attribute.many());
        Set<List<Datum>> surviving = new HashSet<>();
        survivors.forEach(entry -> surviving.add(entry.identity()));
        List<Candidate> candidates = new ArrayList<>();
        for (Entry entry : contest.ranked()) {
            Fate fate = contest.fate(entry);
            if (fate != Fate.WON && survivors.contains(entry)) {
                fate = Fate.UNION;
            } else if (fate != Fate.WON && surviving.contains(entry.identity())) {
                fate = Fate.SAME;
            }
            candidates.add(candidate(entry, entry.data().getFirst(), fate));
        }
        for (Entry entry : contest.apart()) {
            candidates.add(candidate(entry, entry.data().getFirst(), Fate.APART));
        }
        return candidates;
    }

    List<Candidate> ofGroup() {
        List<Candidate> candidates = new ArrayList<>();
        for (Entry entry : contest.ranked()) {
            Fate fate = contest.fate(entry);
            List<Datum> data = Forge.best(attribute, entry.member());
            if (data.isEmpty() && fate == Fate.WON) {
                candidates.add(candidate(entry, Forge.ABSENT, fate));
            }
            for (Datum datum : data) {
                boolean beside = fate == Fate.WON && !datum.equals(data.getFirst());
                candidates.add(candidate(entry, datum, beside ? Fate.UNION : fate));
            }
        }
        for (Entry entry : contest.apart()) {
            for (Datum datum : Forge.best(attribute, entry.member())) {
                candidates.add(candidate(entry, datum, Fate.APART));
            }
        }
        return candidates;
    }

    /** Of a member that takes no part. */
    Stream<Candidate> notValid(Contribution member, List<Datum> data) {
        return data.stream()
                .map(datum -> new Candidate(
                        datum.raw(),
                        datum.sent(),
                        datum.comparable(),
                        member.key(),
                        member.ordinal(),
                        member.observedAt(attribute.name()),
                        Fate.NOT_VALID,
                        Fate.NOT_VALID.words()));
    }

    private Candidate candidate(Entry entry, Datum datum, Fate fate) {
        return new Candidate(
                datum.raw(),
                datum.sent(),
                datum.comparable(),
                entry.key(),
                entry.member().ordinal(),
                entry.observedAt(),
                fate,
                why(entry, fate));
    }

    private String why(Entry entry, Fate fate) {
        return switch (fate) {
            case WON -> whyItWon(entry);
            case RULE ->
                contest.sees(entry) + "; what survives "
                        + contest.sees(contest.ranked().getFirst());
            case UNION,
                    SAME,
                    PINNED,
                    CHOSEN,
                    REFUSED,
                    HELD,
                    ASKED,
                    NOT_VALID,
                    NO_EVIDENCE,
                    CONDITION,
                    APART,
                    SOURCE,
                    OBSERVED,
                    CONTENT,
                    POSITION -> fate.words();
        };
    }

    /** What it is ahead by of the next that says something else. */
    private String whyItWon(Entry winner) {
        List<Entry> others = contest.ranked().stream()
                .filter(entry -> !entry.identity().equals(winner.identity()))
                .toList();
        if (others.isEmpty()) {
            return contest.ranked().size() == 1 ? "has no other beside it" : "stands in every record that has one";
        }
        return switch (contest.fate(others.getFirst())) {
            case NO_EVIDENCE -> "is the only one that can be read and is no placeholder";
            case CONDITION -> "is of a record for which the condition holds, and " + contest.sees(winner);
            case SOURCE -> contest.sees(winner) + ", like another; its source goes first";
            case OBSERVED -> contest.sees(winner) + ", like another; it was observed last";
            case CONTENT, POSITION -> contest.sees(winner) + ", like another; the order of content decides";
            case RULE, WON, UNION, SAME, PINNED, CHOSEN, REFUSED, HELD, ASKED, NOT_VALID, APART -> contest.sees(winner);
        };
    }
}
