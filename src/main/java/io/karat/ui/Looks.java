package io.karat.ui;

import io.karat.golden.Title;
import io.karat.ledger.Decisions;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.GoldenView;
import io.karat.ledger.RecordView;
import io.karat.ledger.SourceRecords;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.ui.Moved.Fate;
import jakarta.enterprise.context.RequestScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a form was opened with, and what became of that since. */
@RequestScoped
class Looks {

    /** Of the records that are not as they were, a page shows these many; of others their number. */
    static final int SHOWN = 50;

    private final GoldenRecords golden;
    private final SourceRecords records;
    private final Decisions decisions;
    private final Directory directory;

    Looks(GoldenRecords golden, SourceRecords records, Decisions decisions, Directory directory) {
        this.golden = golden;
        this.decisions = decisions;
        this.records = records;
        this.directory = directory;
    }

    /** To be asked before anything is read that a page shows. */
    long moment(EntityType type) {
        return records.moment(type.name());
    }

    /**
     * What a page shows now.
     *
     * @param moment before it was read
     * @param ids of its golden records
     * @param shown its source records
     */
    Opened at(EntityType type, long moment, Stream<UUID> ids, Collection<RecordView> shown) {
        return Opened.with(golden.find(type.name(), ids.distinct().toList()), shown, moment);
    }

    /** What a page shows now that is about whole golden records. */
    Opened at(EntityType type, List<UUID> ids) {
        long moment = moment(type);
        return at(
                type,
                moment,
                ids.stream(),
                ids.stream()
                        .flatMap(id -> golden.members(type.name(), id).stream())
                        .toList());
    }

    /** What a page shows now that foretells this, begun at the golden record. */
    Opened at(EntityType type, UUID id, Intent intent) {
        return switch (intent) {
            case Intent.Undo undo -> at(type, decisions.goldens(type.name(), undo.decision()));
            case Intent.Restore _ -> at(type, moment(type), Stream.of(id), golden.lastMembers(type.name(), id));
            default ->
                at(
                        type,
                        Stream.concat(Stream.of(id), Stream.ofNullable(intent.other()))
                                .distinct()
                                .toList());
        };
    }

    /** The golden record, or the one that a retired id leads to. */
    Optional<GoldenView> standing(EntityType type, UUID id) {
        Optional<GoldenView> view = golden.find(type.name(), id);
        while (view.isPresent() && !view.get().live() && view.get().heir() != null) {
            view = golden.find(type.name(), view.get().heir());
        }
        return view;
    }

    /** What a record said that was shown. */
    Optional<RecordData> seen(String entity, Opened opened, RecordKey key) {
        return records.find(entity, key).stream()
                .map(record -> then(entity, opened, List.of(record.ordinal())))
                .flatMap(version -> records.said(entity, version).stream())
                .map(RecordView::data)
                .findFirst();
    }

    /** The versions in which these records were shown; those that were not are left out. */
    private Map<Integer, Integer> then(String entity, Opened seen, Collection<Integer> ordinals) {
        if (!seen.listed()) {
            return records.versions(entity, ordinals, seen.moment());
        }
        Map<Integer, Integer> then = new TreeMap<>(seen.records());
        then.keySet().retainAll(Set.copyOf(ordinals));
        return then;
    }

    /**
     * Nothing where all is as it was.
     *
     * @param now what the page would show if it were opened now
     * @param wanted of golden records, by attribute; empty where no value was wanted
     */
    Moved since(EntityType type, Opened seen, Opened now, Map<String, List<String>> wanted) {
        boolean two = seen.versions().size() > 1;
        List<Moved.Line> lines = seen.versions().stream()
                .flatMap(version -> lines(type, version, wanted, two))
                .toList();
        Touched touched = touched(type, seen, now);
        List<Moved.Source> moved = moved(type, seen, now, touched.read());
        if (moved.isEmpty() && touched.unread() == 0 && lines.stream().noneMatch(Moved.Line::changed)) {
            return Moved.NOTHING;
        }
        List<Moved.Source> shown = moved.stream().limit(SHOWN).toList();
        return new Moved(
                lines,
                shown,
                touched.still(moved),
                touched.unread() + moved.size() - shown.size(),
                wanted.isEmpty() ? "" : Messages.text("common-your-answer"));
    }

    /**
     * Records that changed, came or went.
     *
     * @param ordinals of all of them, maybe with others that are read to find out
     * @param most how many of them are read
     * @param before how many were shown
     * @param untouched how many of these are not among them
     */
    private record Touched(SortedSet<Integer> ordinals, int most, int before, int untouched) {

        List<Integer> read() {
            return ordinals.stream().limit(most).toList();
        }

        int unread() {
            return Math.max(0, ordinals.size() - most);
        }

        int still(List<Moved.Source> moved) {
            return most < Integer.MAX_VALUE
                    ? untouched
                    : before
                            - (int) moved.stream()
                                    .filter(source -> source.fate() != Fate.CAME)
                                    .count();
        }
    }

    /** Few are all read. Of many, versions say which are not as they were, and of these some are read. */
    private Touched touched(EntityType type, Opened seen, Opened now) {
        if (!seen.listed() && seen.moment() == 0) {
            return new Touched(new TreeSet<>(), Integer.MAX_VALUE, 0, 0);
        }
        SortedSet<Integer> before = before(type, seen);
        SortedSet<Integer> ordinals = new TreeSet<>(now.records().keySet());
        if (seen.listed() && ordinals.size() <= Opened.MOST_RECORDS) {
            ordinals.addAll(before);
            return new Touched(ordinals, Integer.MAX_VALUE, before.size(), 0);
        }
        Set<Integer> lost = touchedOf(type, before, seen, now);
        ordinals.removeAll(before);
        ordinals.addAll(lost);
        return new Touched(ordinals, SHOWN, before.size(), before.size() - lost.size());
    }

    /** Those of the records that were shown which changed or went. */
    private Set<Integer> touchedOf(EntityType type, Set<Integer> before, Opened seen, Opened now) {
        Set<Integer> stayed = new TreeSet<>(before);
        stayed.retainAll(now.records().keySet());
        Set<Integer> left = new TreeSet<>(before);
        left.removeAll(stayed);
        Set<Integer> touched = seen.listed()
                ? stayed.stream()
                        .filter(record -> !Objects.equals(
                                seen.records().get(record), now.records().get(record)))
                        .collect(Collectors.toCollection(TreeSet::new))
                : records.changedSince(type.name(), stayed, seen.moment());
        touched.addAll(records.elsewhere(
                type.name(),
                left,
                now.versions().stream().map(Opened.Version::golden).toList()));
        return touched;
    }

    private SortedSet<Integer> before(EntityType type, Opened seen) {
        return seen.listed()
                ? new TreeSet<>(seen.records().keySet())
                : seen.versions().stream()
                        .flatMap(version -> golden.version(type.name(), version.golden(), version.number()).stream())
                        .flatMapToInt(view -> Arrays.stream(view.members()))
                        .boxed()
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<Moved.Line> lines(
            EntityType type, Opened.Version version, Map<String, List<String>> wanted, boolean named) {
        Optional<GoldenView> seen = golden.version(type.name(), version.golden(), version.number());
        Optional<GoldenView> now = standing(type, version.golden());
        if (seen.isEmpty() || now.isEmpty()) {
            return Stream.empty();
        }
        GoldenView shown = seen.get().live() ? seen.get() : before(type, seen.get());
        String name = named ? Title.of(type, shown.values()) : "";
        return Stream.concat(
                Moved.between(name, seen.get().live(), now.get().live()),
                Moved.between(type, name, shown, wanted, now.get()));
    }

    /** Of one that ended, a page shows the values that it had last. */
    private GoldenView before(EntityType type, GoldenView ended) {
        return golden.version(type.name(), ended.id(), ended.version() - 1).orElse(ended);
    }

    private List<Moved.Source> moved(EntityType type, Opened seen, Opened now, List<Integer> ordinals) {
        SourceNames names = directory.names();
        Map<UUID, String> titles = seen.versions().size() > 1 ? titles(type, seen, now) : Map.of();
        Map<Integer, RecordView> then = byOrdinal(records.said(type.name(), then(type.name(), seen, ordinals)));
        List<Moved.Source> moved = new ArrayList<>();
        for (RecordView present : records.find(type.name(), ordinals)) {
            boolean asked = now.records().containsKey(present.ordinal());
            RecordView before = then.get(present.ordinal());
            Fate fate = fate(before, present, asked);
            if (fate != null) {
                moved.add(new Moved.Source(
                        names.member(present.key()),
                        Words.orEmpty(titles.get(present.goldenId())),
                        fate,
                        lines(type, before, present)));
            }
        }
        return moved;
    }

    private Map<UUID, String> titles(EntityType type, Opened seen, Opened now) {
        List<UUID> goldens = Stream.of(seen, now)
                .flatMap(opened -> opened.versions().stream())
                .map(Opened.Version::golden)
                .distinct()
                .toList();
        return golden.find(type.name(), goldens).stream().collect(Collectors.toMap(GoldenView::id, GoldenView::title));
    }

    /** Null where nothing happened that the page would show. */
    private static @Nullable Fate fate(@Nullable RecordView before, RecordView present, boolean asked) {
        boolean wasDeleted = before != null && before.state() == RecordView.State.DELETED;
        if (present.state() == RecordView.State.DELETED) {
            return before == null || wasDeleted ? null : Fate.DELETED;
        }
        if (wasDeleted) {
            return Fate.BACK;
        }
        if (!asked) {
            return before == null ? null : Fate.WENT;
        }
        if (before == null) {
            return Fate.CAME;
        }
        boolean same =
                before.data().equals(present.data()) && Objects.equals(before.observedAt(), present.observedAt());
        return same ? null : Fate.CHANGED;
    }

    private static List<Moved.Line> lines(EntityType type, @Nullable RecordView before, RecordView present) {
        RecordData then = before == null ? RecordData.EMPTY : before.data();
        RecordData now = present.state() == RecordView.State.DELETED ? RecordData.EMPTY : present.data();
        List<Moved.Line> lines = new ArrayList<>(Moved.between(type, then, now));
        if (before != null && !Objects.equals(before.observedAt(), present.observedAt())) {
            lines.add(new Moved.Line(
                    "",
                    Messages.text("golden-observed"),
                    When.of(before.observedAt()).text(),
                    "",
                    false,
                    When.of(present.observedAt()).text()));
        }
        return lines;
    }

    private static Map<Integer, RecordView> byOrdinal(List<RecordView> records) {
        return records.stream().collect(Collectors.toMap(RecordView::ordinal, Function.identity()));
    }
}
