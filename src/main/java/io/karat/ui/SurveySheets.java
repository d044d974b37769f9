package io.karat.ui;

import io.karat.access.Access;
import io.karat.access.Sources;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes what the page of data quality says of golden records, uniqueness and timeliness. */
@ApplicationScoped
class SurveySheets {

    private static final int LINES = 30;
    private static final int DAYS = 30;
    private static final int COMPARED = 5;

    private final Quality quality;
    private final QualitySurvey survey;
    private final GoldenRecords golden;
    private final Sources sources;
    private final Access access;

    SurveySheets(Quality quality, QualitySurvey survey, GoldenRecords golden, Sources sources, Access access) {
        this.quality = quality;
        this.survey = survey;
        this.golden = golden;
        this.sources = sources;
        this.access = access;
    }

    /**
     * Which rows are shown.
     *
     * @param late name of a source, or null
     * @param shared name of an attribute, or null
     * @param after place after which the rows begin
     */
    record Rows(@Nullable String late, @Nullable String shared, int after) {}

    SurveySheet sheet(EntityType type, Choice choice, Rows rows) {
        SourceNames names = SourceNames.of(sources);
        return new SurveySheet(
                type.name(),
                golden(type),
                survey.taken(type.name()).map(When::of).orElse(null),
                survey.sources(type.name()).stream()
                        .filter(of -> choice.source().isEmpty() || of.source().equals(choice.source()))
                        .map(of -> source(type, of, names))
                        .toList(),
                survey.attributes(type.name()).stream()
                        .filter(of ->
                                choice.attribute().isEmpty() || of.attribute().equals(choice.attribute()))
                        .map(of -> attribute(type, of))
                        .toList(),
                rows.late() == null ? null : late(type, rows.late(), rows.after(), names),
                rows.shared() == null ? null : shared(type, rows.shared(), rows.after()),
                choice.source().isEmpty()
                        ? List.of()
                        : survey.trend(type.name(), choice.source(), DAYS).reversed().stream()
                                .map(SurveySheets::day)
                                .toList());
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

    private static SurveySheet.OfSource source(EntityType type, QualitySurvey.OfSource of, SourceNames names) {
        Double timeliness = of.timeliness();
        Long late = of.late();
        return new SurveySheet.OfSource(
                names.label(of.source()),
                Words.number(of.records()),
                QualityPage.percent(OptionalDouble.of(of.uniqueness())),
                Words.number(of.repeated()),
                Facets.address(type.name(), "", List.of("repeats=" + of.source())),
                timeliness == null ? "" : QualityPage.percent(OptionalDouble.of(timeliness)),
                late == null ? "" : Words.number(late),
                here(type) + "&late=" + SearchPage.encoded(of.source()) + "#late");
    }

    private static String here(EntityType type) {
        return "/quality?entity=" + type.name();
    }

    private static SurveySheet.OfAttribute attribute(EntityType type, QualitySurvey.OfAttribute of) {
        return new SurveySheet.OfAttribute(
                label(type, of.attribute()),
                QualityPage.percent(OptionalDouble.of(of.uniqueness())),
                Words.number(of.held()),
                Words.number(of.shared()),
                here(type) + "&shared=" + of.attribute() + "#shared");
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
        Map<UUID, GoldenView> views = new HashMap<>();
        golden.find(
                        type.name(),
                        page.stream().flatMap(value -> value.golden().stream()).toList())
                .forEach(view -> views.put(view.id(), access.sees(type) ? view : Masked.of(type, view)));
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

    private static SurveySheet.Day day(QualitySurvey.OfSource of) {
        Double timeliness = of.timeliness();
        return new SurveySheet.Day(
                of.day().toString(),
                QualityPage.percent(OptionalDouble.of(of.uniqueness())),
                timeliness == null ? "" : QualityPage.percent(OptionalDouble.of(timeliness)));
    }
}
