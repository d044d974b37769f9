package io.karat.ui;

import io.karat.access.Access;
import io.karat.access.CurrentAccount;
import io.karat.access.Source;
import io.karat.access.Sources;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.Models;
import io.karat.ledger.SourceRecords;
import io.karat.ledger.SourceRecords.SourceCount;
import io.karat.model.EntityType;
import io.karat.review.Budgets;
import io.karat.review.Comments;
import io.karat.review.Filter;
import io.karat.review.Reviews;
import io.karat.ui.Overview.Kind;
import io.karat.ui.Overview.SourceLine;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import java.util.Map;

/** How the hub stands at the moment. */
@RequestScoped
class Standing {

    private final Models models;
    private final GoldenRecords golden;
    private final SourceRecords records;
    private final Reviews reviews;
    private final Comments comments;
    private final Sources sources;
    private final CurrentAccount account;
    private final Access access;

    Standing(
            Models models,
            GoldenRecords golden,
            SourceRecords records,
            Reviews reviews,
            Comments comments,
            Sources sources,
            CurrentAccount account,
            Access access) {
        this.access = access;
        this.models = models;
        this.golden = golden;
        this.records = records;
        this.reviews = reviews;
        this.comments = comments;
        this.sources = sources;
        this.account = account;
    }

    Overview overview() {
        List<SourceCount> counts = records.counts();
        Map<String, Long> open = reviews.openByEntity();
        Reviews.Counts all = reviews.counts(Filter.ALL.within(Budgets.of(models.all())), account.getName());
        List<Kind> kinds = models.all().stream()
                .map(type -> kind(type, counts, open.getOrDefault(type.name(), 0L)))
                .toList();
        List<SourceLine> lines =
                sources.all().stream().map(source -> line(source, counts)).toList();
        List<Overview.Mention> mentions = comments.unread(account.getName()).stream()
                .filter(_ -> models.all().stream().allMatch(access::sees))
                .map(Standing::mention)
                .toList();
        return new Overview(
                kinds,
                lines,
                mentions,
                all.open(),
                Words.number(all.open(), all.more()),
                all.mine(),
                all.heldByOthers());
    }

    private Kind kind(EntityType type, List<SourceCount> counts, long open) {
        long live = counts.stream()
                .filter(c -> c.entity().equals(type.name()))
                .mapToLong(SourceCount::live)
                .sum();
        long total = golden.search(type.name(), "", null, 1).total();
        return new Kind(
                type.name(),
                type.labelMany(),
                Words.number(total),
                Messages.count("common-records-counted", live),
                Words.number(open),
                open > 0);
    }

    private static Overview.Mention mention(Comments.Mention mention) {
        return new Overview.Mention(
                "/reviews/" + mention.review() + "#talk",
                mention.title(),
                Words.actor(mention.author()),
                When.of(mention.at()),
                DeskTalks.pieces(mention.text()));
    }

    private static SourceLine line(Source source, List<SourceCount> counts) {
        List<SourceCount> own =
                counts.stream().filter(c -> c.source().equals(source.name())).toList();
        long quarantined = own.stream().mapToLong(SourceCount::quarantined).sum();
        return new SourceLine(
                source.name(),
                source.label(),
                source.colour(),
                Words.number(own.stream().mapToLong(SourceCount::live).sum()),
                Words.number(quarantined),
                quarantined > 0);
    }
}
