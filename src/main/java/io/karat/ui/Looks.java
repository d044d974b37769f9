package io.karat.ui;

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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a form was opened with, and what became of that since. */
@RequestScoped
class Looks {

    private final GoldenRecords golden;
    private final SourceRecords records;
    private final Directory directory;

    Looks(GoldenRecords golden, SourceRecords records, Directory directory) {
        this.golden = golden;
        this.records = records;
        this.directory = directory;
    }

    /**
     * What a page shows now.
     *
     * @param ids of its golden records
     * @param shown its source records
     */
    Opened at(EntityType type, Stream<UUID> ids, Collection<RecordView> shown) {
        return Opened.with(golden.find(type.name(), ids.distinct().toList()), shown);
    }

    /** What a page shows now that is about whole golden records. */
    Opened at(EntityType type, List<UUID> ids) {
        return at(
                type,
                ids.stream(),
                ids.stream()
                        .flatMap(id -> golden.members(type.name(), id).stream())
                        .toList());
    }

    /** What a record said that was shown. */
    Optional<RecordData> seen(String entity, Opened opened, RecordKey key) {
        return records.said(entity, opened.records()).stream()
                .filter(record -> record.key().equals(key))
                .map(RecordView::data)
                .findFirst();
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
        List<Moved.Source> moved = seen.records().isEmpty() ? List.of() : moved(type, seen, now, two);
        if (moved.isEmpty() && lines.stream().noneMatch(Moved.Line::changed)) {
            return Moved.NOTHING;
        }
        long seenOf =
                moved.stream().filter(source -> source.fate() != Fate.CAME).count();
        return new Moved(
                lines,
                moved,
                (int) (seen.records().size() - seenOf),
                wanted.isEmpty() ? "" : Messages.text("common-your-answer"));
    }

    private Stream<Moved.Line> lines(
            EntityType type, Opened.Version version, Map<String, List<String>> wanted, boolean named) {
        Optional<GoldenView> seen = golden.version(type.name(), version.golden(), version.number());
        Optional<GoldenView> now = golden.find(type.name(), version.golden());
        return seen.isPresent() && now.isPresent()
                ? Moved.between(type, named ? seen.get().title() : "", seen.get(), wanted, now.get())
                : Stream.empty();
    }

    private List<Moved.Source> moved(EntityType type, Opened seen, Opened now, boolean named) {
        SourceNames names = directory.names();
        Map<UUID, String> titles = named ? titles(type, seen) : Map.of();
        Map<Integer, RecordView> then = byOrdinal(records.said(type.name(), seen.records()));
        List<Integer> all = Stream.concat(seen.records().keySet().stream(), now.records().keySet().stream())
                .distinct()
                .toList();
        List<Moved.Source> moved = new ArrayList<>();
        for (RecordView present : records.find(type.name(), all)) {
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

    private Map<UUID, String> titles(EntityType type, Opened seen) {
        return golden
                .find(
                        type.name(),
                        seen.versions().stream().map(Opened.Version::golden).toList())
                .stream()
                .collect(Collectors.toMap(GoldenView::id, GoldenView::title));
    }

    /** Null where nothing happened that the page would show. */
    private static @Nullable Fate fate(@Nullable RecordView before, RecordView present, boolean asked) {
        if (present.state() == RecordView.State.DELETED) {
            return before == null ? null : Fate.DELETED;
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
