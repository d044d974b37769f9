package io.karat.ledger;

import io.karat.golden.Contribution;
import io.karat.golden.Forge;
import io.karat.golden.GoldenValues;
import io.karat.golden.Overrides;
import io.karat.golden.Title;
import io.karat.index.GoldenSearch;
import io.karat.index.GoldenSearch.Wanted;
import io.karat.match.CandidateIndex;
import io.karat.match.Explanation;
import io.karat.match.Scorer;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.quality.Marks;
import io.karat.standardise.Features;
import io.karat.standardise.Standardiser;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads golden records: present, past, their members and the reasons. */
@ApplicationScoped
public class GoldenRecords {

    private static final double POSSIBLE = 0.05;

    private final DataSource database;
    private final Models models;
    private final Scorers scorers;
    private final SourceRecords records;
    private final Ledgers ledgers;
    private final Clock clock;

    GoldenRecords(
            DataSource database, Models models, Scorers scorers, SourceRecords records, Ledgers ledgers, Clock clock) {
        this.database = database;
        this.models = models;
        this.scorers = scorers;
        this.records = records;
        this.ledgers = ledgers;
        this.clock = clock;
    }

    private EntityType type(String entity) {
        return models.find(entity).orElseThrow(() -> new IllegalArgumentException("there is no entity type " + entity));
    }

    /** The present state; a retired id shows the last values it had. */
    public Optional<GoldenView> find(String entity, UUID id) {
        List<GoldenView> found = find(entity, List.of(id));
        if (found.isEmpty() || found.get(0).live()) {
            return found.stream().findFirst();
        }
        GoldenView retired = found.get(0);
        GoldenValues last = history(entity, id).stream()
                .map(GoldenView::values)
                .filter(v -> !v.values().isEmpty())
                .findFirst()
                .orElse(retired.values());
        return Optional.of(new GoldenView(
                id,
                false,
                retired.heir(),
                retired.version(),
                retired.seq(),
                retired.kind(),
                retired.cause(),
                retired.actor(),
                retired.rules(),
                retired.at(),
                retired.title(),
                last,
                retired.members(),
                retired.detail(),
                Marks.NONE));
    }

    /** Present states, in no particular order; unknown ids are left out. */
    public List<GoldenView> find(String entity, Collection<UUID> ids) {
        return Rows.versions(
                database,
                type(entity),
                "where v.entity = ? and v.golden_id = any(?) and v.seq = g.seq",
                (connection, statement) -> {
                    statement.setString(1, entity);
                    statement.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
                });
    }

    public Optional<GoldenView> find(String entity, UUID id, Instant asOf) {
        return Rows.versions(
                        database,
                        type(entity),
                        "where v.entity = ? and v.golden_id = ? and v.at <= ? order by v.version desc limit 1",
                        (connection, statement) -> {
                            statement.setString(1, entity);
                            statement.setObject(2, id);
                            statement.setObject(3, RecordStore.time(asOf));
                        })
                .stream()
                .findFirst();
    }

    /** As it was in one of its versions. */
    public Optional<GoldenView> version(String entity, UUID id, int version) {
        return Rows.versions(
                        database,
                        type(entity),
                        "where v.entity = ? and v.golden_id = ? and v.version = ?",
                        (connection, statement) -> {
                            statement.setString(1, entity);
                            statement.setObject(2, id);
                            statement.setInt(3, version);
                        })
                .stream()
                .findFirst();
    }

    /** All versions, newest first. */
    public List<GoldenView> history(String entity, UUID id) {
        return Rows.versions(
                database,
                type(entity),
                "where v.entity = ? and v.golden_id = ? order by v.version desc",
                (connection, statement) -> {
                    statement.setString(1, entity);
                    statement.setObject(2, id);
                });
    }

    /** Live members, in the order of their keys. */
    public List<RecordView> members(String entity, UUID id) {
        return Rows.records(
                database,
                "where entity = ? and golden_id = ? and state = 1 order by source collate \"C\", key collate \"C\"",
                (connection, statement) -> {
                    statement.setString(1, entity);
                    statement.setObject(2, id);
                });
    }

    /** Live members of each of several, in the order of their keys. */
    public Map<UUID, List<RecordView>> members(String entity, Collection<UUID> ids) {
        return ids.isEmpty()
                ? Map.of()
                : Rows.records(
                                database,
                                "where entity = ? and golden_id = any(?) and state = 1"
                                        + " order by source collate \"C\", key collate \"C\"",
                                (connection, statement) -> {
                                    statement.setString(1, entity);
                                    statement.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
                                })
                        .stream()
                        .collect(Collectors.groupingBy(record -> Objects.requireNonNull(record.goldenId())));
    }

    /** As they are now, those that it had last, live or not; in the order of their keys. */
    public List<RecordView> lastMembers(String entity, UUID id) {
        return Rows.records(
                database,
                "where entity = ? and ordinal = any((" + GoldenStore.LAST_MEMBERS
                        + ")::int4[]) order by source collate \"C\", key collate \"C\"",
                (connection, statement) -> {
                    statement.setString(1, entity);
                    statement.setString(2, entity);
                    statement.setObject(3, id);
                });
    }

    /** The members of a past version, with what each said at that instant, in the order of their keys. */
    public List<RecordView> members(String entity, GoldenView version, Instant asOf) {
        return Rows.read(
                database,
                """
                select r.ordinal, r.source, r.key, v.version, v.observed_at, v.received_at,
                    coalesce(v.data::text, case when v.version = r.version then r.data::text end, '{}')
                from source_record r
                join lateral (select * from source_record_version v
                    where v.entity = r.entity and v.ordinal = r.ordinal and v.received_at <= ?
                    order by v.version desc limit 1) v on true
                where r.entity = ? and r.ordinal = any(?) order by r.source collate "C", r.key collate "C"
                """,
                (connection, statement) -> {
                    statement.setObject(1, RecordStore.time(asOf));
                    statement.setString(2, entity);
                    statement.setArray(
                            3,
                            connection.createArrayOf(
                                    "int4",
                                    Arrays.stream(version.members()).boxed().toArray()));
                },
                rows -> new RecordView(
                        rows.getInt(1),
                        new RecordKey(rows.getString(2), rows.getString(3)),
                        RecordView.State.LIVE,
                        rows.getInt(4),
                        RecordStore.instant(rows, 5),
                        Rows.instant(rows, 6),
                        Json.data(rows.getString(7)),
                        List.of(),
                        version.id(),
                        Marks.NONE));
    }

    /**
     * What a live golden record says at another time, past or to come, by what is known now: which records are valid, which
     * pins stand, how far sources are trusted then.
     */
    public GoldenView validAt(String entity, GoldenView golden, Instant instant) {
        EntityType type = type(entity);
        List<Integer> ordinals = Arrays.stream(golden.members()).boxed().toList();
        List<Contribution> members = contributions(entity, ordinals);
        try (Connection connection = database.getConnection()) {
            Overrides overrides = new Disputes(type, connection)
                    .overrides(
                            Map.of(golden.id(), golden.members()),
                            new Pins(connection, type).effective(List.of(golden.id())))
                    .getOrDefault(golden.id(), Overrides.NONE);
            if (members.isEmpty()) {
                return golden;
            }
            GoldenValues values =
                    Forge.forged(type, members, overrides, instant).values();
            Marks marks = ledgers.of(entity)
                    .writer()
                    .setting()
                    .appraisal()
                    .marks(values, members, LocalDate.ofInstant(instant, ZoneOffset.UTC));
            return golden.saying(values, Title.of(type, values), marks);
        } catch (SQLException e) {
            throw new IllegalStateException("the database could not be read (SQL state " + e.getSQLState() + ")", e);
        }
    }

    /** What records brought as they are here, for showing the past. */
    public List<Contribution> brought(String entity, List<RecordView> members) {
        Standardiser standardiser = new Standardiser(type(entity));
        return members.stream()
                .map(member -> RecordStore.contribution(
                        member.key(),
                        member.ordinal(),
                        member.observedAt(),
                        member.data().contentHash(),
                        member.data(),
                        standardiser.standardise(member.key().source(), member.data()),
                        Set.of()))
                .toList();
    }

    /** What the golden record would be if these records were one; writes nothing. */
    public GoldenValues preview(String entity, List<Integer> ordinals) {
        List<Contribution> members = contributions(entity, ordinals);
        return members.isEmpty()
                ? new GoldenValues(Map.of())
                : Forge.forge(type(entity), members, List.of(), clock.instant());
    }

    /** What these records bring to their golden record, for showing what lost and why. */
    public List<Contribution> contributions(String entity, List<Integer> ordinals) {
        EntityType type = type(entity);
        try (Connection connection = database.getConnection()) {
            return new RecordStore(connection, entity)
                    .contributions(
                            ordinals,
                            new Standardiser(type),
                            ledgers.of(entity).writer().setting().inspector().rulebook());
        } catch (SQLException e) {
            throw new IllegalStateException("the database could not be read (SQL state " + e.getSQLState() + ")", e);
        }
    }

    /**
     * A page of golden records by words, best first.
     *
     * @param query words, misspelt or half-typed ones too; empty lists the newest
     * @param cursor from the page before, or null
     */
    public Page search(String entity, String query, @Nullable String cursor, int limit) {
        return search(entity, Wanted.words(query), cursor, limit);
    }

    /** See {@link GoldenSearch#search}. */
    public Page search(String entity, Wanted wanted, @Nullable String cursor, int limit) {
        return page(entity, followed(entity).search(wanted, cursor, limit));
    }

    /**
     * Search for those from whom personal data are hidden: what is found must not tell them what it says.
     *
     * @param wanted its query is empty, a golden id, a source's key or {@code source/key}
     */
    public Page searchBlind(String entity, Wanted wanted, @Nullable String cursor, int limit) {
        return wanted.query().isBlank()
                ? search(entity, wanted, cursor, limit)
                : page(entity, followed(entity).named(wanted, cursor, limit));
    }

    private Page page(String entity, GoldenSearch.Page page) {
        Map<UUID, GoldenView> views = new HashMap<>();
        find(entity, page.ids()).forEach(v -> views.put(v.id(), v));
        List<Hit> hits = page.ids().stream()
                .map(views::get)
                .filter(Objects::nonNull)
                .map(view -> new Hit(view, null))
                .toList();
        return new Page(hits, page.total(), page.facets(), page.cursor());
    }

    private GoldenSearch followed(String entity) {
        try {
            return ledgers.of(entity).writer().derived().searchThatFollowed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while search followed", e);
        }
    }

    /** Search before create: golden records this data might be, best first; writes nothing. */
    public List<Match> match(String entity, RecordData data, int limit) {
        EntityType type = type(entity);
        Standardiser standardiser = new Standardiser(type);
        Features query = standardiser.standardise(data).features();
        int[] ordinals = ledgers.of(entity)
                .writer()
                .derived()
                .atoms()
                .candidates(query, -1, CandidateIndex.DEFAULT_BUDGET)
                .ordinals();
        Scorer scorer = scorers.of(type);
        Map<UUID, Candidate> best = new LinkedHashMap<>();
        for (RecordView record :
                records.find(entity, Arrays.stream(ordinals).boxed().toList())) {
            UUID golden = record.goldenId();
            if (golden != null) {
                Features theirs = standardiser
                        .standardise(record.key().source(), record.data())
                        .features();
                double logOdds = scorer.score(query, theirs).logOdds();
                best.merge(golden, new Candidate(theirs, logOdds), (x, y) -> x.logOdds() >= y.logOdds() ? x : y);
            }
        }
        Map<UUID, GoldenView> views = new HashMap<>();
        find(entity, best.keySet()).forEach(v -> views.put(v.id(), v));
        List<Match> matches = new ArrayList<>();
        best.forEach((golden, candidate) -> {
            GoldenView view = views.get(golden);
            Explanation why = scorer.explain(query, candidate.features());
            if (view != null && why.probability() >= POSSIBLE) {
                matches.add(new Match(golden, view.title(), why.probability(), grade(type, why.probability()), why));
            }
        });
        matches.sort(Comparator.comparingDouble(Match::probability).reversed().thenComparing(Match::golden));
        return List.copyOf(matches.subList(0, Math.min(limit, matches.size())));
    }

    private record Candidate(Features features, double logOdds) {}

    private static String grade(EntityType type, double probability) {
        return probability >= type.matching().link()
                ? "certain"
                : probability >= type.matching().review() ? "probable" : "possible";
    }

    /**
     * One page of hits.
     *
     * @param total hits in all
     * @param facets of all hits, where they were wanted
     * @param cursor of the next page if there is one
     */
    public record Page(
            List<Hit> hits,
            long total,
            GoldenSearch.Facets facets,
            @Nullable String cursor) {
        public Page {
            hits = List.copyOf(hits);
        }
    }

    /** A hit; {@code matched} is the member that matched when the golden record's own values do not show why. */
    public record Hit(GoldenView golden, @Nullable RecordView matched) {}

    /** A graded candidate: certain, probable or possible. */
    public record Match(UUID golden, String title, double probability, String grade, Explanation explanation) {}
}
