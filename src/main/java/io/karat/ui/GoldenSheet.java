package io.karat.ui;

import io.karat.ledger.Command;
import io.karat.ui.Desk.Member;
import io.karat.ui.Desk.Notice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One golden record.
 *
 * @param was the retired id that led here, or empty
 * @param lines its values, in the order of the model
 * @param asOf the other time at which all of it is shown; null for now
 * @param hidden whether personal data are left out
 * @param dated records are valid between days
 * @param tab what is shown below: {@code members}, {@code history}, {@code decisions}, {@code reviews}, {@code published} or {@code comments}
 */
record GoldenSheet(
        Head head,
        String was,
        List<Line> lines,
        List<Reference> references,
        String tab,
        Members members,
        History history,
        List<Decided> decisions,
        List<Desk.Row> reviews,
        List<Published> published,
        List<Pending> pending,
        Set<String> guarded,
        @Nullable Notice notice,
        Done done,
        @Nullable AsOf asOf,
        boolean dated,
        Hidden hidden,
        List<Remark> remarks,
        Judged judged) {

    GoldenSheet {
        lines = List.copyOf(lines);
        references = List.copyOf(references);
        decisions = List.copyOf(decisions);
        reviews = List.copyOf(reviews);
        published = List.copyOf(published);
        pending = List.copyOf(pending);
        guarded = Set.copyOf(guarded);
        remarks = List.copyOf(remarks);
    }

    /**
     * What the quality rules say of its values.
     *
     * @param score in percent, or empty where no rule applies
     */
    record Judged(String score, List<Failed> failed) {
        static final Judged NOT = new Judged("", List.of());

        Judged {
            failed = List.copyOf(failed);
        }

        /** Rules about an attribute that are failed. */
        public List<Failed> of(String attribute) {
            return failed.stream()
                    .filter(rule -> rule.attributes().contains(attribute))
                    .toList();
        }
    }

    /** @param about labels of the attributes */
    record Failed(String rule, String message, String severity, List<String> attributes, String about) {
        Failed {
            attributes = List.copyOf(attributes);
        }
    }

    /** What somebody said about it; {@code own} can be taken back by who looks. */
    record Remark(String id, String author, When at, String text, boolean own) {}

    /** What of personal data is left out. */
    enum Hidden {
        NOTHING,
        /** They are shown for a reason, which is kept. */
        UNTIL_ASKED,
        ALWAYS
    }

    public boolean masked() {
        return hidden != Hidden.NOTHING;
    }

    public boolean revealable() {
        return hidden == Hidden.UNTIL_ASKED;
    }

    /** Address of the oldest open request about an attribute, or empty. */
    public String pendingAt(String attribute) {
        return pending.stream()
                .filter(p -> p.attributes().contains(attribute))
                .map(Pending::url)
                .findFirst()
                .orElse("");
    }

    /** Whether values of the attribute need approval. */
    public boolean guards(String attribute) {
        return guarded.contains(attribute);
    }

    /**
     * A request that waits for approval.
     *
     * @param by who proposed it, or empty while that is hidden
     * @param attributes that it would give other values
     */
    record Pending(String url, String text, String by, Set<String> attributes) {
        Pending {
            attributes = Set.copyOf(attributes);
        }
    }

    /** What to add to an address within the page, so that it stays at the same instant; or empty. */
    public String then() {
        return asOf == null ? "" : "&" + asOf.name() + "=" + asOf.instant();
    }

    /**
     * Another time than now.
     *
     * @param name of the parameter in an address: {@code asOf}, what was known then; {@code validAt}, what is valid then
     * @param instant exact, as in an address
     */
    record AsOf(String name, String instant, When when) {
        public boolean valid() {
            return name.equals("validAt");
        }
    }

    /** @param gone why the record is no longer live, or empty */
    record Head(
            String entity,
            String one,
            String id,
            String shortId,
            String title,
            int version,
            When changed,
            String by,
            String gone) {

        public String path() {
            return "/golden/" + entity + "/" + id;
        }

        public boolean live() {
            return gone.isEmpty();
        }
    }

    /**
     * @param source of the first value, or null for a pinned one
     * @param sent the source's own word for the first value, where the value is the code of a list; or empty
     * @param why it survives, or empty
     * @param ends when it is pinned no more, where that is known
     * @param alsoIn members that say the same
     */
    record Line(
            String name,
            String label,
            List<String> values,
            @Nullable Member source,
            String sent,
            When when,
            String rule,
            String why,
            boolean pinned,
            When ends,
            List<Member> alsoIn,
            List<Loser> losers) {
        Line {
            values = List.copyOf(values);
            alsoIn = List.copyOf(alsoIn);
            losers = List.copyOf(losers);
        }

        public String first() {
            return values.isEmpty() ? "" : values.getFirst();
        }
    }

    /**
     * A value that did not survive, whose it is, and why.
     *
     * @param value as its source sent it
     * @param code that it stands for, where the attribute has a list and the source has another word; or empty
     */
    record Loser(String value, String code, Member source, When when, String why) {}

    /** A source record that is a member. */
    record Reference(Member source, String token, int version, When observed, When received, String state) {

        /** A steward entered it, so a steward can delete it. */
        public boolean entered() {
            return token.startsWith(Command.STEWARD + "/");
        }

        /** The token in an address. */
        public String encoded() {
            return URLEncoder.encode(token, StandardCharsets.UTF_8);
        }
    }

    /** The members beside each other: a column for each reference, a row for each attribute. */
    record Members(List<Row> rows) {
        Members {
            rows = List.copyOf(rows);
        }

        record Row(String label, List<Cell> cells) {
            Row {
                cells = List.copyOf(cells);
            }
        }

        record Cell(List<String> values, List<String> findings, boolean survives) {
            Cell {
                values = List.copyOf(values);
                findings = List.copyOf(findings);
            }
        }
    }

    /** @param compared two versions beside each other, or empty rows */
    record History(List<Version> versions, int from, int to, List<Change> compared) {
        History {
            versions = List.copyOf(versions);
            compared = List.copyOf(compared);
        }
    }

    /**
     * @param kind as the ledger calls it, for the mark
     * @param approver or empty where that was not asked for
     * @param rules version of the model by which its values were chosen
     * @param instant exact, as in an address
     */
    record Version(
            int number,
            String kind,
            String what,
            String by,
            String approver,
            String rules,
            When at,
            String instant,
            List<Change> changes) {
        Version {
            changes = List.copyOf(changes);
        }
    }

    record Change(String label, String before, String after) {
        public boolean same() {
            return before.equals(after);
        }
    }

    /**
     * What a steward decided.
     *
     * @param joint the word between the two groups of records
     * @param undone when and by whom, or empty while it stands
     */
    record Decided(
            String id,
            String verdict,
            String tone,
            List<Member> left,
            String joint,
            List<Member> right,
            String reason,
            String author,
            String approver,
            When at,
            String undone) {
        Decided {
            left = List.copyOf(left);
            right = List.copyOf(right);
        }
    }

    record Published(String name, String state, String tone, String version, String lag) {}

    /** What was just done here, for the message that offers to undo it; empty texts for nothing. */
    record Done(String text, String undo) {
        static final Done NOTHING = new Done("", "");
    }
}
