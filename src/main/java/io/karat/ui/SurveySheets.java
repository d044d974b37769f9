package io.karat.ui;

import io.karat.access.Access;
import io.karat.access.Sources;
import io.karat.ledger.Dimensions;
import io.karat.ledger.Dimensions.Asked;
import io.karat.ledger.Dimensions.Of;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.GoldenView;
import io.karat.ledger.Masked;
import io.karat.ledger.Quality;
import io.karat.ledger.QualitySurvey;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.model.RecordKey;
import io.karat.quality.Check;
import io.karat.ui.QualitySheet.Choice;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes what the page of data quality says of golden records and the four dimensions. */
@ApplicationScoped
class SurveySheets {

    private static final int LINES = 30;
    private static final int DAYS = 30;
    private static final int COMPARED = 5;
    private static final SurveySheet.Measure NO_MEASURE = new SurveySheet.Measure("", "", "0", "0", "0");
    private static final SurveySheet.Four NOTHING =
            new SurveySheet.Four(NO_MEASURE, NO_MEASURE, NO_MEASURE, NO_MEASURE);

    private final Quality quality;
    private final QualitySurvey survey;
    private final Dimensions dimensions;
    private final GoldenRecords golden;
    private final Sources sources;
    private final Access access;

    SurveySheets(
            Quality quality,
            QualitySurvey survey,
            Dimensions dimensions,
            GoldenRecords golden,
            Sources sources,
            Access access) {
        this.quality = quality;
        this.survey = survey;
        this.dimensions = dimensions;
        this.golden = golden;
        this.sources = sources;
        this.access = access;
    }

    /**
     * What is asked of the survey.
     *
     * @param golden the page is about golden records
     * @param missing name of an attribute, or null; the others alike
     * @param late name of a source, or null
     * @param after place after which the rows begin
     */
    record Rows(
            boolean golden,
            @Nullable String missing,
            @Nullable String invalid,
            @Nullable String late,
            @Nullable String shared,
            int after) {}

    SurveySheet sheet(EntityType type, Choice choice, Rows rows) {
        SourceNames names = SourceNames.of(sources);
        List<Dimensions.Day> days = dimensions.days(type, DAYS);
        Narrowed narrowed = new Narrowed(type, choice, rows.golden());
        return new SurveySheet(
                type.name(),
                golden(type),
                survey.taken(type.name()).map(When::of).orElse(null),
                days.isEmpty() ? NOTHING : four(days.getLast().four(narrowed.of(choice.attribute()))),
                days.isEmpty() ? List.of() : sources(narrowed, days.getLast(), names),
                days.isEmpty() ? List.of() : attributes(narrowed, days.getLast()),
                gaps(narrowed, rows, names),
                rows.late() == null ? null : late(type, rows.late(), rows.after(), names),
                rows.shared() == null ? null : shared(type, rows.shared(), rows.after()),
                days.reversed().stream()
                        .map(day -> new SurveySheet.FourOfDay(
                                day.day().toString(), four(day.four(narrowed.of(choice.attribute())))))
                        .toList());
    }

    /** What the page is narrowed to. */
    private record Narrowed(EntityType type, Choice choice, boolean golden) {

        Of of(String attribute) {
            String source = golden ? Quality.GOLDEN : choice.source();
            return new Of(golden || !source.isEmpty() ? source : null, attribute.isEmpty() ? null : attribute);
        }

        /** This page with one thing more. */
        String here(String more) {
            return QualityPage.url(choice.entity(), choice.source(), choice.attribute(), choice.rule())
                    + (golden ? "&golden=true" : "")
                    + more;
        }
    }

    private static SurveySheet.Four four(Dimensions.Four four) {
        return new SurveySheet.Four(
                measure(four.completeness()),
                measure(four.validity()),
                measure(four.uniqueness()),
                measure(four.timeliness()));
    }

    private static SurveySheet.Measure measure(Dimensions.Measure measure) {
        OptionalDouble share = measure.share();
        return share.isEmpty()
                ? NO_MEASURE
                : new SurveySheet.Measure(
                        QualityPage.percent(share),
                        QualityPage.plotted(share.getAsDouble()),
                        Words.number(measure.good()),
                        Words.number(measure.all()),
                        Words.number(measure.bad()));
    }

    private List<SurveySheet.OfSource> sources(Narrowed narrowed, Dimensions.Day day, SourceNames names) {
        Choice choice = narrowed.choice();
        String type = choice.entity();
        List<SurveySheet.OfSource> rows = new ArrayList<>();
        for (String source : day.sources()) {
            boolean chosen = !narrowed.golden() && source.equals(choice.source());
            rows.add(new SurveySheet.OfSource(
                    names.label(source),
                    QualityPage.url(type, chosen ? "" : source, choice.attribute(), choice.rule()) + "#survey",
                    chosen,
                    false,
                    four(day.four(new Of(source, orNull(choice.attribute())))),
                    Facets.address(type, "", List.of("repeats=" + source)),
                    here(narrowed.type()) + "&late=" + SearchPage.encoded(source) + "#late"));
        }
        String golden = QualityPage.url(type, "", choice.attribute(), choice.rule());
        rows.add(new SurveySheet.OfSource(
                "",
                golden + (narrowed.golden() ? "" : "&golden=true") + "#survey",
                narrowed.golden(),
                true,
                four(day.four(new Of(Quality.GOLDEN, orNull(choice.attribute())))),
                "",
                ""));
        return rows;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static List<SurveySheet.OfAttribute> attributes(Narrowed narrowed, Dimensions.Day day) {
        return narrowed.type().attributes().stream()
                .filter(attribute -> narrowed.choice().attribute().isEmpty()
                        || narrowed.choice().attribute().equals(attribute.name()))
                .map(attribute -> new SurveySheet.OfAttribute(
                        attribute.label(),
                        four(day.four(narrowed.of(attribute.name()))),
                        narrowed.here("&missing=" + attribute.name() + "#gaps"),
                        narrowed.here("&invalid=" + attribute.name() + "#gaps"),
                        here(narrowed.type()) + "&shared=" + attribute.name() + "#shared"))
                .filter(row -> !row.four().equals(NOTHING))
                .toList();
    }

    private SurveySheet.@Nullable Gaps gaps(Narrowed narrowed, Rows rows, SourceNames names) {
        boolean missing = rows.missing() != null;
        String attribute = missing ? rows.missing() : rows.invalid();
        if (attribute == null) {
            return null;
        }
        EntityType type = narrowed.type();
        Asked asked = new Asked(
                attribute, narrowed.of("").source(), missing ? Dimensions.Fault.MISSING : Dimensions.Fault.INVALID);
        Dimensions.Listed<Dimensions.Gap> page = dimensions.gaps(type, asked, rows.after(), LINES);
        Map<UUID, GoldenView> views = narrowed.golden()
                ? views(
                        type,
                        page.rows().stream()
                                .flatMap(gap -> Stream.ofNullable(gap.goldenId()))
                                .toList())
                : Map.of();
        return new SurveySheet.Gaps(
                label(type, attribute),
                missing,
                page.rows().stream().map(gap -> gap(type, gap, names, views)).toList(),
                page.next() == null
                        ? ""
                        : narrowed.here(
                                (missing ? "&missing=" : "&invalid=") + attribute + "&after=" + page.next() + "#gaps"));
    }

    /** @param code of a finding in words; of a rule its id */
    private static String why(String code) {
        return Messages.textOr("quality-finding-" + code.replace('.', '-'), code);
    }

    private static SurveySheet.Gap gap(
            EntityType type, Dimensions.Gap gap, SourceNames names, Map<UUID, GoldenView> views) {
        UUID id = gap.goldenId();
        GoldenView view = id == null ? null : views.get(id);
        boolean golden = gap.source().equals(Quality.GOLDEN);
        return new SurveySheet.Gap(
                golden ? null : names.member(new RecordKey(gap.source(), gap.key())),
                gap.why().stream().map(SurveySheets::why).collect(Collectors.joining(", ")),
                id == null
                        ? null
                        : new SurveySheet.Link(
                                view == null ? Messages.text("quality-golden-record") : view.title(),
                                "/golden/" + type.name() + "/" + id),
                gap.quarantined()
                        ? "/quality/record?entity=" + type.name() + "&source=" + SearchPage.encoded(gap.source())
                                + "&key=" + SearchPage.encoded(gap.key())
                        : "");
    }

    /** As whoever looks may see them. */
    private Map<UUID, GoldenView> views(EntityType type, List<UUID> ids) {
        Map<UUID, GoldenView> views = new HashMap<>();
        golden.find(type.name(), ids)
                .forEach(view -> views.put(view.id(), access.sees(type) ? view : Masked.of(type, view)));
        return views;
    }

    private SurveySheet.Golden golden(EntityType type) {
        Quality.SourceTally tally = quality.golden(type.name());
        List<SurveySheet.Day> trend = quality.trend(type.name(), Quality.GOLDEN, null, DAYS).reversed().stream()
                .filter(day -> day.score().isPresent())
                .map(day -> new SurveySheet.Day(
                        day.day().toString(), QualityPage.percent(day.score()), Words.number(day.records())))
                .toList();
        return new SurveySheet.Golden(
                QualityPage.percent(Quality.score(tally.checks())),
                Words.number(tally.records()),
                Facets.address(type.name(), "", List.of()) + "&sort=" + Facets.QUALITY_FIRST,
                tally.checks().stream().map(of -> rule(type, of)).toList(),
                trend);
    }

    private static SurveySheet.Rule rule(EntityType type, Quality.Tallied of) {
        Check check = of.check();
        return new SurveySheet.Rule(
                check.rule().id(),
                check.rule().message(),
                String.join(", ", check.attributes()),
                Messages.text("quality-severity-" + check.rule().severity().code()),
                QualityPage.percent(Quality.score(List.of(of))),
                Words.number(of.applied()),
                Words.number(of.failed()),
                Facets.address(type.name(), "", List.of("fails=" + check.rule().id())));
    }

    private static String here(EntityType type) {
        return "/quality?entity=" + type.name();
    }

    private static String label(EntityType type, String attribute) {
        return type.attribute(attribute).map(Attribute::label).orElse(attribute);
    }

    private SurveySheet.Late late(EntityType type, String source, int after, SourceNames names) {
        List<QualitySurvey.Late> late = survey.late(type, source, after, LINES + 1);
        List<QualitySurvey.Late> page = late.subList(0, Math.min(LINES, late.size()));
        return new SurveySheet.Late(
                names.label(source),
                page.stream()
                        .map(record -> new SurveySheet.LateRow(
                                names.member(new RecordKey(source, record.key())),
                                When.of(record.said()),
                                record.golden() == null ? "" : "/golden/" + type.name() + "/" + record.golden()))
                        .toList(),
                late.size() > LINES
                        ? here(type) + "&late=" + SearchPage.encoded(source) + "&after="
                                + page.getLast().place() + "#late"
                        : "");
    }

    private SurveySheet.Shared shared(EntityType type, String attribute, int after) {
        List<QualitySurvey.Shared> shared = survey.shared(type.name(), attribute, after, LINES + 1);
        List<QualitySurvey.Shared> page = shared.subList(0, Math.min(LINES, shared.size()));
        Map<UUID, GoldenView> views = views(
                type, page.stream().flatMap(value -> value.golden().stream()).toList());
        return new SurveySheet.Shared(
                label(type, attribute),
                page.stream().map(value -> row(type, value, views)).toList(),
                shared.size() > LINES
                        ? here(type) + "&shared=" + attribute + "&after="
                                + page.getLast().place() + "#shared"
                        : "");
    }

    private static SurveySheet.SharedRow row(EntityType type, QualitySurvey.Shared value, Map<UUID, GoldenView> views) {
        List<SurveySheet.Link> links = value.golden().stream()
                .filter(views::containsKey)
                .map(views::get)
                .sorted(Comparator.comparing(GoldenView::title).thenComparing(GoldenView::id))
                .map(view -> new SurveySheet.Link(view.title(), "/golden/" + type.name() + "/" + view.id()))
                .toList();
        String compare = value.golden().stream()
                .limit(COMPARED)
                .map(id -> "golden=" + id)
                .collect(Collectors.joining("&", "/compare/" + type.name() + "?", ""));
        return new SurveySheet.SharedRow(Words.number(value.holders()), links, compare);
    }
}
