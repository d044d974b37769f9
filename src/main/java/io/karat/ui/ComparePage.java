package io.karat.ui;

import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.access.Sources;
import io.karat.cluster.GuardView;
import io.karat.golden.GoldenValues;
import io.karat.golden.Title;
import io.karat.ledger.Explanations;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.GoldenView;
import io.karat.ledger.Models;
import io.karat.ledger.RecordView;
import io.karat.ledger.SourceRecords;
import io.karat.match.Explanation;
import io.karat.model.EntityType;
import io.karat.model.RecordKey;
import io.karat.ui.CompareSheet.Act;
import io.karat.ui.CompareSheet.Column;
import io.karat.ui.Desk.Group;
import io.karat.ui.Desk.Notice;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Records or golden records beside each other; changes nothing. */
@ShowsValues
@Path("/compare/{entity}")
@RolesAllowed(Roles.VIEWER)
class ComparePage {

    private static final int MOST = 60;
    private static final int NAMED_MEMBERS = 3;

    private final Frames frames;
    private final GoldenRecords golden;
    private final Explanations explanations;
    private final SourceRecords records;
    private final Sources sources;
    private final Models models;
    private final HeldApart apart;

    ComparePage(
            Frames frames,
            GoldenRecords golden,
            Explanations explanations,
            SourceRecords records,
            Sources sources,
            Models models,
            HeldApart apart) {
        this.apart = apart;
        this.frames = frames;
        this.golden = golden;
        this.explanations = explanations;
        this.records = records;
        this.sources = sources;
        this.models = models;
    }

    /**
     * @param goldens ids of golden records
     * @param tokens of records, as {@code source/key}
     * @param first the one that the others are held against; the first one where it is not given
     */
    @GET
    public Response show(
            String entity,
            @QueryParam("golden") @Nullable List<String> asked,
            @QueryParam("record") @Nullable List<String> tokens,
            @QueryParam("first") @Nullable String first) {
        EntityType type = models.find(entity).orElseThrow(NotFoundException::new);
        List<UUID> goldens = Typed.ids(asked);
        Set<UUID> ids = Set.copyOf(goldens);
        Set<RecordKey> keys = Set.copyOf(Typed.records(tokens));
        CompareSheet sheet = ids.size() + keys.size() > MOST
                ? nothing(type, tooMany(ids.size() + keys.size()))
                : sheet(type, chosen(type, goldens, tokens, first), ids.size() + keys.size());
        return Html.page(Templates.compare(frames.frame("golden", Messages.text("common-compare"), type.name()), sheet))
                .build();
    }

    private static Notice tooMany(int chosen) {
        return new Notice(
                "warn",
                Messages.text("golden-too-many-to-compare"),
                Messages.text("golden-too-many-to-compare-text", Words.number(chosen), Words.number(MOST)));
    }

    private List<Compared> chosen(
            EntityType type, List<UUID> goldens, @Nullable List<String> tokens, @Nullable String first) {
        List<Compared> chosen = new ArrayList<>();
        goldens.stream().distinct().flatMap(id -> golden(type, id).stream()).forEach(chosen::add);
        Typed.records(tokens).stream()
                .distinct()
                .flatMap(key -> record(type, key).stream())
                .forEach(chosen::add);
        chosen.sort((a, b) -> Boolean.compare(b.token().equals(first), a.token().equals(first)));
        return chosen;
    }

    private Optional<Compared> golden(EntityType type, UUID id) {
        return golden.find(type.name(), id)
                .filter(GoldenView::live)
                .map(view -> new Compared("golden", id.toString(), view.title(), id, golden.members(type.name(), id)))
                .filter(compared -> !compared.records().isEmpty());
    }

    private Optional<Compared> record(EntityType type, RecordKey key) {
        return records.find(type.name(), key)
                .filter(view -> view.state() == RecordView.State.LIVE)
                .map(view -> new Compared(
                        "record",
                        key.source() + "/" + key.key(),
                        Title.of(type, golden.preview(type.name(), List.of(view.ordinal()))),
                        view.goldenId(),
                        List.of(view)));
    }

    private CompareSheet sheet(EntityType type, List<Compared> chosen, int asked) {
        if (chosen.size() < 2) {
            return nothing(type, asked < 2 ? tooFew() : gone(asked - chosen.size()));
        }
        SourceNames names = SourceNames.of(sources);
        List<RecordView> all =
                chosen.stream().flatMap(c -> c.records().stream()).toList();
        GoldenValues result = golden.preview(
                type.name(), all.stream().map(RecordView::ordinal).distinct().toList());
        List<Strongest> strongest = chosen.stream()
                .skip(1)
                .map(other -> Strongest.between(
                        explanations, type.name(), chosen.getFirst().records(), other.records()))
                .toList();
        List<Explanation> alone = strongest.stream().map(Strongest::explanation).toList();
        Sides sides = new Sides(type, names);
        List<List<RecordView>> groups = chosen.stream().map(Compared::records).toList();
        return new CompareSheet(
                back(type, chosen),
                backTitle(type, chosen),
                asked > chosen.size() ? gone(asked - chosen.size()) : null,
                columns(type, chosen, strongest, names),
                sides.rows(groups, alone, sides.result(result, all)),
                Title.of(type, result),
                chosen.size() == 2 ? evidence(type, chosen.getFirst(), chosen.getLast(), strongest.getFirst()) : null);
    }

    private Evidence evidence(EntityType type, Compared one, Compared other, Strongest strongest) {
        int records = one.records().size() + other.records().size();
        UUID left = one.golden();
        UUID right = other.golden();
        GuardView guard = left == null || right == null ? null : explanations.guard(type.name(), left, right);
        return left != null && left.equals(right)
                ? Evidence.ofOne(type, strongest, records, guard)
                : Evidence.ofTwo(
                        type, strongest, apart.between(type.name(), one.records(), other.records()), records, guard);
    }

    private static Notice tooFew() {
        return new Notice(
                "warn", Messages.text("golden-nothing-to-compare"), Messages.text("golden-nothing-to-compare-text"));
    }

    private static Notice gone(int missing) {
        return new Notice(
                "warn",
                Messages.count("golden-not-there-any-more", missing),
                Messages.text("golden-not-there-any-more-text"));
    }

    private static CompareSheet nothing(EntityType type, Notice notice) {
        return new CompareSheet(
                "/golden?entity=" + type.name(), type.labelMany(), notice, List.of(), List.of(), "", null);
    }

    private static List<Column> columns(
            EntityType type, List<Compared> chosen, List<Strongest> strongest, SourceNames names) {
        List<Column> columns = new ArrayList<>();
        boolean together = goldens(chosen).size() == 1;
        for (int i = 0; i < chosen.size(); i++) {
            Compared one = chosen.get(i);
            double p = i == 0 ? 1 : strongest.get(i - 1).probability();
            columns.add(new Column(
                    group(type, one, names),
                    i == 0 ? "" : Words.probability(p),
                    i == 0 ? "" : Desks.grade(p),
                    i == 0 ? "" : address(type, chosen, one),
                    together ? split(type, one) : i == 0 ? null : merge(type, chosen.getFirst(), one)));
        }
        return columns;
    }

    private static Group group(EntityType type, Compared one, SourceNames names) {
        return new Group(
                one.title(),
                one.golden() == null ? "" : "/golden/" + type.name() + "/" + one.golden(),
                one.golden() == null ? "" : Words.shortId(one.golden()),
                one.records().stream()
                        .limit(NAMED_MEMBERS)
                        .map(r -> names.member(r.key()))
                        .toList(),
                Math.max(0, one.records().size() - NAMED_MEMBERS));
    }

    private static @Nullable Act split(EntityType type, Compared one) {
        return one.single() && one.golden() != null
                ? new Act(
                        Messages.text("golden-split-off"),
                        "/golden/" + type.name() + "/" + one.golden() + "/preview/split?record=" + encoded(one.token()))
                : null;
    }

    private static @Nullable Act merge(EntityType type, Compared first, Compared other) {
        return first.golden() == null
                        || other.golden() == null
                        || first.golden().equals(other.golden())
                ? null
                : new Act(
                        Messages.text("golden-merge-with-the-first"),
                        "/golden/" + type.name() + "/" + first.golden() + "/preview/merge?with=" + other.golden());
    }

    private static String address(EntityType type, List<Compared> chosen, Compared first) {
        return chosen.stream()
                .map(c -> c.parameter() + "=" + encoded(c.token()))
                .collect(Collectors.joining("&", "/compare/" + type.name() + "?", "&first=" + encoded(first.token())));
    }

    private static Set<Optional<UUID>> goldens(List<Compared> chosen) {
        return chosen.stream().map(c -> Optional.ofNullable(c.golden())).collect(Collectors.toSet());
    }

    private static String back(EntityType type, List<Compared> chosen) {
        UUID id = chosen.getFirst().golden();
        return goldens(chosen).size() == 1 && id != null
                ? "/golden/" + type.name() + "/" + id
                : "/golden?entity=" + type.name();
    }

    private String backTitle(EntityType type, List<Compared> chosen) {
        UUID id = chosen.getFirst().golden();
        return goldens(chosen).size() == 1 && id != null
                ? golden.find(type.name(), id).map(GoldenView::title).orElse(type.labelMany())
                : type.labelMany();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
