package io.karat.ui;

import io.karat.access.Access;
import io.karat.access.HidesPersonal;
import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.access.Sources;
import io.karat.intake.Intake;
import io.karat.intake.LineResult;
import io.karat.ledger.Quality;
import io.karat.ledger.QueueFull;
import io.karat.ledger.RecordView;
import io.karat.ledger.SourceRecords;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.ui.Desk.Notice;
import io.karat.ui.QualitySheet.Choice;
import io.karat.ui.QualitySheet.Correction;
import io.karat.ui.QualitySheet.Field;
import io.karat.ui.QualitySheet.Found;
import io.karat.ui.QualitySheet.Listing;
import io.karat.ui.QualitySheet.Row;
import io.karat.ui.QualitySheet.Rule;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How good the data are, by source, attribute, rule and day, and the records that are held back. */
@Path("/quality")
@RolesAllowed(Roles.VIEWER)
class QualityPage {

    private static final int LINES = 30;
    private static final int DAYS = 30;
    private static final String VERSION = "_version";

    private final Frames frames;
    private final Quality quality;
    private final SourceRecords records;
    private final Sources sources;
    private final Intake intake;
    private final Access access;
    private final SurveySheets surveys;

    QualityPage(
            Frames frames,
            Quality quality,
            SourceRecords records,
            Sources sources,
            Intake intake,
            Access access,
            SurveySheets surveys) {
        this.surveys = surveys;
        this.frames = frames;
        this.quality = quality;
        this.records = records;
        this.sources = sources;
        this.intake = intake;
        this.access = access;
    }

    @GET
    @HidesPersonal
    public Response show(
            @QueryParam("entity") @Nullable String entity,
            @QueryParam("source") @Nullable String source,
            @QueryParam("attribute") @Nullable String attribute,
            @QueryParam("rule") @Nullable String rule,
            @QueryParam("findings") @Nullable String findings,
            @QueryParam("quarantine") @Nullable String quarantine,
            @BeanParam Surveyed surveyed) {
        EntityType type = frames.current(entity);
        Choice choice = new Choice(type.name(), given(source), given(attribute), given(rule));
        QualitySheet sheet = sheet(type, choice, after(findings), after(quarantine));
        SurveySheet survey = surveys.sheet(type, choice, surveyed.rows());
        return Html.page(Templates.quality(
                        frames.frame("quality", Messages.text("quality-data-quality"), type.name()), sheet, survey))
                .build();
    }

    /** Which rows of the survey are shown. */
    static final class Surveyed {
        @QueryParam("golden")
        @Nullable String golden;

        @QueryParam("missing")
        @Nullable String missing;

        @QueryParam("invalid")
        @Nullable String invalid;

        @QueryParam("late")
        @Nullable String late;

        @QueryParam("shared")
        @Nullable String shared;

        @QueryParam("after")
        @Nullable String after;

        SurveySheets.Rows rows() {
            return new SurveySheets.Rows(
                    given(golden).equals("true"),
                    orNull(given(missing)),
                    orNull(given(invalid)),
                    orNull(given(late)),
                    orNull(given(shared)),
                    given(after).matches("\\d{1,6}") ? Integer.parseInt(given(after)) : 0);
        }
    }

    /** A record in quarantine, to be corrected. */
    @GET
    @ShowsValues
    @Path("record")
    @RolesAllowed(Roles.STEWARD)
    public Response record(
            @QueryParam("entity") @Nullable String entity,
            @QueryParam("source") @Nullable String source,
            @QueryParam("key") @Nullable String key) {
        EntityType type = frames.current(entity);
        return correction(type, held(type, source, key), null);
    }

    @POST
    @ShowsValues
    @Path("record")
    @RolesAllowed(Roles.STEWARD)
    public Response correct(
            @QueryParam("entity") @Nullable String entity,
            @QueryParam("source") @Nullable String source,
            @QueryParam("key") @Nullable String key,
            MultivaluedMap<String, String> form) {
        EntityType type = frames.current(entity);
        RecordView held = held(type, source, key);
        Intake.Origin origin = new Intake.Origin(type, held.key().source(), access.actor());
        int version = version(form.getFirst(VERSION));
        try {
            LineResult result = intake.correct(origin, held.key().key(), version, data(type, form));
            return switch (result.status()) {
                case "accepted" -> Html.to("/quality?entity=" + type.name());
                default -> correction(type, held(type, source, key), refused(result));
            };
        } catch (QueueFull full) {
            return correction(type, held, Problems.busy());
        }
    }

    /** Of no record where the form has none. */
    private static int version(@Nullable String text) {
        return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    }

    private static Notice refused(LineResult result) {
        String message = Messages.translated(Words.orEmpty(result.message()));
        return result.status().equals("quarantined")
                ? new Notice("warn", Messages.text("quality-still-in-quarantine"), message)
                : new Notice("bad", Messages.text("quality-was-not-taken"), message);
    }

    private static RecordData data(EntityType type, MultivaluedMap<String, String> form) {
        SortedMap<String, List<String>> values = new TreeMap<>();
        type.attributes().forEach(attribute -> {
            String text = form.getFirst(attribute.name());
            if (text != null) {
                values.put(
                        attribute.name(),
                        attribute.many() ? text.lines().map(String::strip).toList() : List.of(text.strip()));
            }
        });
        return new RecordData(values);
    }

    private RecordView held(EntityType type, @Nullable String source, @Nullable String key) {
        if (given(source).isEmpty() || given(key).isEmpty()) {
            throw new NotFoundException();
        }
        return records.find(type.name(), new RecordKey(given(source), given(key)))
                .orElseThrow(NotFoundException::new);
    }

    private Response correction(EntityType type, RecordView held, @Nullable Notice notice) {
        if (held.state() != RecordView.State.QUARANTINED) {
            return Html.to("/quality?entity=" + type.name());
        }
        List<Quality.Failure> failures = quality.failures(type.name(), held.marks());
        Set<String> failed = new HashSet<>();
        failures.forEach(failure -> failed.addAll(failure.attributes()));
        List<Field> fields = type.attributes().stream()
                .map(attribute -> new Field(
                        attribute.name(),
                        attribute.label(),
                        String.join("\n", held.data().get(attribute.name())),
                        attribute.many(),
                        failed.contains(attribute.name())))
                .toList();
        Correction correction = new Correction(
                new Choice(type.name(), held.key().source(), "", ""),
                SourceNames.of(sources).member(held.key()),
                encoded(held.key().key()),
                held.version(),
                failures.stream().map(QualityPage::words).toList(),
                fields,
                notice);
        return Html.page(Templates.correction(
                        frames.frame("quality", Messages.text("quality-correct-a-record"), type.name()), correction))
                .build();
    }

    private QualitySheet sheet(
            EntityType type, Choice choice, Quality.@Nullable After findings, Quality.@Nullable After quarantine) {
        List<Quality.SourceTally> all = quality.sources(type.name());
        List<Quality.SourceTally> chosen = all.stream()
                .filter(tally -> choice.source().isEmpty() || tally.source().equals(choice.source()))
                .toList();
        List<Quality.Tallied> sum = Quality.sum(chosen).stream()
                .filter(tallied -> about(tallied, choice.attribute()))
                .toList();
        SourceNames names = SourceNames.of(sources);
        return new QualitySheet(
                choice,
                percent(Quality.score(sum)),
                Words.number(
                        chosen.stream().mapToLong(Quality.SourceTally::records).sum()),
                !type.quality().isEmpty(),
                all.stream().map(tally -> source(tally, choice, names)).toList(),
                type.attributes().stream()
                        .map(attribute -> attribute(attribute.name(), attribute.label(), Quality.sum(chosen), choice))
                        .filter(row -> !row.applied().equals("0"))
                        .toList(),
                sum.stream().map(tallied -> rule(type, tallied, choice)).toList(),
                trend(quality.trend(type.name(), orNull(choice.source()), orNull(choice.attribute()), DAYS)),
                choice.rule().isEmpty() ? null : findings(choice, findings, names),
                quarantine(choice, quarantine, names));
    }

    private static boolean about(Quality.Tallied tallied, String attribute) {
        return attribute.isEmpty() || tallied.check().attributes().contains(attribute);
    }

    private static Row source(Quality.SourceTally tally, Choice choice, SourceNames names) {
        List<Quality.Tallied> own = tally.checks().stream()
                .filter(tallied -> about(tallied, choice.attribute()))
                .toList();
        boolean chosen = tally.source().equals(choice.source());
        String url = url(choice.entity(), chosen ? "" : tally.source(), choice.attribute(), choice.rule());
        return row(names.label(tally.source()), url, chosen, own);
    }

    private static Row attribute(String name, String label, List<Quality.Tallied> all, Choice choice) {
        boolean chosen = name.equals(choice.attribute());
        List<Quality.Tallied> own =
                all.stream().filter(tallied -> about(tallied, name)).toList();
        return row(label, url(choice.entity(), choice.source(), chosen ? "" : name, choice.rule()), chosen, own);
    }

    private static Row row(String label, String url, boolean chosen, List<Quality.Tallied> own) {
        return new Row(
                label,
                url,
                chosen,
                percent(Quality.score(own)),
                Words.number(own.stream().mapToLong(Quality.Tallied::applied).sum()),
                Words.number(own.stream().mapToLong(Quality.Tallied::failed).sum()));
    }

    private static Rule rule(EntityType type, Quality.Tallied tallied, Choice choice) {
        String id = tallied.check().rule().id();
        boolean chosen = id.equals(choice.rule());
        return new Rule(
                id,
                url(choice.entity(), choice.source(), choice.attribute(), chosen ? "" : id),
                chosen,
                tallied.check().attributes().stream()
                        .map(name -> type.attribute(name).map(Attribute::label).orElse(name))
                        .collect(Collectors.joining(", ")),
                Messages.text(
                        "quality-severity-" + tallied.check().rule().severity().code()),
                Messages.translated(tallied.check().rule().message()),
                percent(Quality.score(List.of(tallied))),
                Words.number(tallied.applied()),
                Words.number(tallied.failed()));
    }

    private Listing findings(Choice choice, Quality.@Nullable After after, SourceNames names) {
        Quality.Filter filter = new Quality.Filter(choice.rule(), orNull(choice.attribute()), orNull(choice.source()));
        return listing(quality.findings(choice.entity(), filter, after, LINES), after, "findings", choice, names);
    }

    private Listing quarantine(Choice choice, Quality.@Nullable After after, SourceNames names) {
        Quality.Page page = quality.quarantine(choice.entity(), orNull(choice.source()), after, LINES);
        return listing(page, after, "quarantine", choice, names);
    }

    private static Listing listing(
            Quality.Page page, Quality.@Nullable After after, String parameter, Choice choice, SourceNames names) {
        String here = url(choice.entity(), choice.source(), choice.attribute(), choice.rule());
        return new Listing(
                page.records().stream()
                        .map(found -> found(found, choice.entity(), names))
                        .toList(),
                page.next() == null
                        ? ""
                        : here + "&" + parameter + "=" + page.next().cursor() + "#" + parameter,
                after == null ? "" : here + "#" + parameter);
    }

    /** A place that an address of ours names; anything else is the beginning. */
    private static Quality.@Nullable After after(@Nullable String cursor) {
        try {
            return given(cursor).isEmpty() ? null : Quality.After.of(given(cursor));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static Found found(Quality.Found found, String entity, SourceNames names) {
        return new Found(
                names.member(new RecordKey(found.source(), found.key())),
                found.failures().stream().map(QualityPage::words).toList(),
                found.goldenId() == null ? "" : "/golden/" + entity + "/" + found.goldenId(),
                found.quarantined()
                        ? "/quality/record?entity=" + entity + "&source=" + encoded(found.source()) + "&key="
                                + encoded(found.key())
                        : "");
    }

    private static String words(Quality.Failure failure) {
        return Messages.translated(failure.message()) + " (" + failure.rule() + ")";
    }

    /** Newest first; days without a score are left out. */
    private static List<QualitySheet.Day> trend(List<Quality.Day> days) {
        return days.reversed().stream()
                .filter(day -> day.score().isPresent())
                .map(day -> new QualitySheet.Day(
                        day.day().toString(),
                        percent(day.score()),
                        plotted(day.score().orElse(0)),
                        Words.number(day.records())))
                .toList();
    }

    /** Never says 100 % where anything fails. */
    static String percent(OptionalDouble score) {
        if (score.isEmpty()) {
            return "";
        }
        double percent = Math.floor(score.getAsDouble() * 1000) / 10;
        return String.format(Locales.locale(), percent == 100 ? "%.0f %%" : "%.1f %%", percent);
    }

    /** As a chart reads it. */
    static String plotted(double share) {
        return String.format(Locale.ROOT, "%.2f", share * 100);
    }

    static String url(String entity, String source, String attribute, String rule) {
        SortedMap<String, String> query = new TreeMap<>();
        query.put("source", source);
        query.put("attribute", attribute);
        query.put("rule", rule);
        return "/quality?entity=" + entity
                + query.entrySet().stream()
                        .filter(part -> !part.getValue().isEmpty())
                        .map(part -> "&" + part.getKey() + "=" + encoded(part.getValue()))
                        .collect(Collectors.joining());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String given(@Nullable String value) {
        return value == null ? "" : value.strip();
    }

    private static @Nullable String orNull(String value) {
        return value.isEmpty() ? null : value;
    }
}
