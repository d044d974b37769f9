package io.karat.ledger;

import io.karat.golden.Contribution;
import io.karat.golden.DatedValues;
import io.karat.golden.Forge;
import io.karat.golden.GoldenValues;
import io.karat.golden.Overrides;
import io.karat.golden.Pin;
import io.karat.ledger.GoldenChange.Cause;
import io.karat.quality.Marks;
import it.unimi.dsi.fastutil.ints.IntSet;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The stage of one batch in which golden records get their values, and those that changed a version. */
final class Survival {

    private final Batch.Setting setting;
    private final Connection connection;
    private final Draft draft;
    private final Counters counters;
    private final Instant now;
    private final RecordStore records;
    private final GoldenStore goldens;
    private final Appraisal appraisal;
    private final LocalDate today;
    private final Map<Integer, Contribution> contributed = new HashMap<>();
    private final Map<UUID, Optional<Instant>> revisits = new HashMap<>();
    private final List<Remark> remarks = new ArrayList<>();
    private final boolean timed;
    private final @Nullable Disputes disputes;
    private Foreseen foreseen = Foreseen.NOTHING;

    Survival(Batch.Setting setting, Connection connection, Draft draft, Counters counters, Instant now) {
        this.setting = setting;
        this.connection = connection;
        this.draft = draft;
        this.counters = counters;
        this.now = now;
        this.records = new RecordStore(connection, setting.type().name());
        this.goldens = new GoldenStore(connection, setting.type());
        this.appraisal = setting.appraisal();
        this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        this.timed = setting.type().survivorship().timed();
        this.disputes =
                setting.type().survivorship().reviewed().isEmpty() ? null : new Disputes(setting.type(), connection);
    }

    /** What the members of the forged golden records bring, by ordinal. */
    Map<Integer, Contribution> contributed() {
        return contributed;
    }

    /** When forged golden records have to be forged again; empty for those that time alone does not change any more. */
    Map<UUID, Optional<Instant>> revisits() {
        return revisits;
    }

    /**
     * These records need not be read, and these golden records need not be forged if they come to be of just these members;
     * nothing may have touched them since.
     */
    void foresee(Foreseen piece) {
        foreseen = piece;
    }

    /**
     * Forges every golden record whose members, or whose members' content, changed; one whose content comes out the same
     * gets no version.
     *
     * @param held records that this batch carries with their data
     * @param causes by ordinal of the changed record
     */
    List<GoldenChange> survive(
            List<Moves> moves, IntSet changed, Collection<HeldRecord> held, Map<Integer, Cause> causes)
            throws SQLException {
        List<Move.Lives> toForge = new ArrayList<>();
        for (Moves m : moves) {
            for (Move move : m.list()) {
                if (move instanceof Move.Lives l && (!l.sameMembers() || touches(l.members(), changed))) {
                    toForge.add(l);
                }
            }
        }
        contributed.putAll(contributions(toForge, changed, held));
        Set<UUID> known = new LinkedHashSet<>();
        toForge.stream().filter(l -> l.before() != null).forEach(l -> known.add(l.id()));
        List<UUID> retired = moves.stream()
                .flatMap(m -> m.list().stream())
                .filter(Move.Retires.class::isInstance)
                .map(Move::id)
                .toList();
        known.addAll(retired);
        if (disputes != null) {
            disputes.retired(retired);
        }
        Map<UUID, GoldenStore.Stored> stored = goldens.current(known);
        Map<UUID, List<Pin>> pins = new Pins(connection, setting.type())
                .effective(toForge.stream().map(Move.Lives::id).toList(), draft.pinned(), this::liveHeir);
        Map<UUID, Overrides> overrides = overrides(toForge, pins);
        // Forging is pure, so all processors may take part; versions and seqs are drawn in order.
        Map<UUID, DatedValues> forged = toForge.parallelStream()
                .filter(l -> foreseen(l, overrides) == null)
                .collect(Collectors.toConcurrentMap(
                        Move.Lives::id, l -> forge(l, overrides.getOrDefault(l.id(), Overrides.NONE))));
        arbitrate(toForge, overrides, forged, stored);
        if (timed || !draft.pinned().isEmpty()) {
            // What was foreseen has no pin, and time alone does not change it.
            known.forEach(id -> revisits.put(id, Optional.empty()));
            forged.forEach((id, values) -> revisits.put(id, Optional.ofNullable(values.next())));
        }
        List<GoldenChange> made = new ArrayList<>();
        List<Unchanged> unchanged = new ArrayList<>();
        for (Moves m : moves) {
            Cause cause = cause(m, causes);
            for (Move move : m.list()) {
                switch (move) {
                    case Move.Retires r -> {
                        GoldenStore.Stored last = stored.get(r.id());
                        made.add(new GoldenChange(
                                after(r.before(), r.before().founder(), new int[0], r),
                                r,
                                null,
                                last == null ? "" : last.title(),
                                cause,
                                last == null ? Marks.NONE : last.marks()));
                    }
                    case Move.Lives l -> {
                        Forged ready = foreseen(l, overrides);
                        DatedValues dated = forged.get(l.id());
                        GoldenValues values = ready != null ? ready.values() : dated == null ? null : dated.values();
                        if (values != null) {
                            GoldenStore.Stored before = stored.get(l.id());
                            boolean same = before != null
                                    && !l.revived()
                                    && Arrays.equals(before.members(), l.members())
                                    && before.values().equals(values);
                            if (same && before != null) {
                                unchanged.add(new Unchanged(l, before));
                            } else {
                                int founder = l.before() == null
                                        ? l.members()[0]
                                        : l.before().founder();
                                Forged now = ready == null ? forged(l, values) : ready;
                                made.add(new GoldenChange(
                                        after(l.before(), founder, l.members(), l),
                                        l,
                                        now,
                                        now.title(),
                                        cause,
                                        before == null ? Marks.NONE : before.marks()));
                            }
                        }
                    }
                }
            }
        }
        remark(unchanged);
        return List.copyOf(made);
    }

    /** A golden record that says the same as before. */
    private record Unchanged(Move.Lives move, GoldenStore.Stored stored) {}

    /** What a member says beside it may make the same value doubtful. */
    private void remark(List<Unchanged> unchanged) throws SQLException {
        List<Unchanged> suspects = unchanged.stream()
                .filter(u ->
                        !u.stored().marks().equals(marks(u.move(), u.stored().values(), today)))
                .toList();
        Map<UUID, LocalDate> days =
                goldens.days(suspects.stream().map(u -> u.move().id()).toList());
        for (Unchanged suspect : suspects) {
            UUID id = suspect.move().id();
            Marks before = suspect.stored().marks();
            Marks after = marks(suspect.move(), suspect.stored().values(), days.getOrDefault(id, today));
            if (!after.equals(before)) {
                remarks.add(new Remark(id, before, after));
            }
        }
    }

    /** Golden records that say the same as before and are judged otherwise. */
    List<Remark> remarks() {
        return remarks;
    }

    private Map<UUID, Overrides> overrides(List<Move.Lives> toForge, Map<UUID, List<Pin>> pins) throws SQLException {
        if (disputes != null) {
            return disputes.overrides(
                    toForge.stream().collect(Collectors.toMap(Move.Lives::id, Move.Lives::members)), pins);
        }
        Map<UUID, Overrides> overrides = new HashMap<>();
        pins.forEach((id, list) -> overrides.put(id, Overrides.of(list)));
        return overrides;
    }

    /** Where sources begin to disagree, what is held comes into what is forged. */
    private void arbitrate(
            List<Move.Lives> toForge,
            Map<UUID, Overrides> overrides,
            Map<UUID, DatedValues> forged,
            Map<UUID, GoldenStore.Stored> stored) {
        if (disputes == null) {
            return;
        }
        for (Move.Lives l : toForge) {
            DatedValues values = Objects.requireNonNull(forged.get(l.id()), "a golden record was not forged");
            GoldenStore.Stored before = stored.get(l.id());
            Overrides known = overrides.getOrDefault(l.id(), Overrides.NONE);
            disputes.hold(l.id(), known, values, before == null ? null : before.values())
                    .ifPresent(held -> forged.put(l.id(), forge(l, held)));
            disputes.note(l.id(), l.members(), values.conflicts());
        }
    }

    /** The questions about what sources disagree on; to be called once the golden records stand in the database. */
    Batch.Asked ask() throws SQLException {
        return disputes == null ? new Batch.Asked(0, 0) : disputes.settle(now, setting.ids());
    }

    /** The golden record with its next version and seq, in the draft too. */
    private Golden after(@Nullable Golden before, int founder, int[] members, Move move) {
        UUID heir = move instanceof Move.Retires r ? r.heir() : null;
        int version = before == null ? 1 : before.version() + 1;
        Golden after = new Golden(move.id(), version, counters.drawSeq(), founder, members, heir);
        draft.put(after);
        return after;
    }

    private @Nullable Forged foreseen(Move.Lives l, Map<UUID, Overrides> overrides) {
        // What was forged beforehand knows no time and no pins.
        Foreseen.Made made = timed || disputes != null || overrides.containsKey(l.id())
                ? null
                : foreseen.forged().get(l.members()[0]);
        if (made == null || !Arrays.equals(made.members(), l.members())) {
            return null;
        }
        return made.day().equals(today)
                ? made.forged()
                : made.forged().with(marks(l, made.forged().values(), today));
    }

    private Forged forged(Move.Lives l, GoldenValues values) {
        return Forged.of(setting.type(), values, marks(l, values, today));
    }

    private Marks marks(Move.Lives l, GoldenValues values, LocalDate day) {
        return appraisal.marks(values, members(l), day);
    }

    private DatedValues forge(Move.Lives l, Overrides overrides) {
        return Forge.forged(setting.type(), members(l), overrides, now);
    }

    private List<Contribution> members(Move.Lives l) {
        List<Contribution> members = new ArrayList<>();
        for (int member : l.members()) {
            members.add(Objects.requireNonNull(contributed.get(member), "a member without data"));
        }
        return members;
    }

    private Map<Integer, Contribution> contributions(
            List<Move.Lives> toForge, IntSet changed, Collection<HeldRecord> held) throws SQLException {
        Map<Integer, Contribution> found = new HashMap<>();
        for (HeldRecord record : held) {
            if (record.contentChanged && record.live()) {
                found.put(record.ordinal, record.contribution());
            }
        }
        Set<Integer> missing = new HashSet<>();
        for (Move.Lives l : toForge) {
            for (int member : l.members()) {
                if (!found.containsKey(member)) {
                    Contribution known = changed.contains(member) ? null : known(member);
                    if (known == null) {
                        missing.add(member);
                    } else {
                        found.put(member, known);
                    }
                }
            }
        }
        if (!missing.isEmpty()) {
            records.contributions(
                            missing, setting.standardiser(), setting.inspector().rulebook())
                    .forEach(c -> found.put(c.ordinal(), c));
        }
        return found;
    }

    private @Nullable Contribution known(int member) {
        Contribution made = foreseen.present().get(member);
        return made != null ? made : setting.recent().find(member);
    }

    private @Nullable UUID liveHeir(UUID id) {
        UUID at = id;
        while (at != null) {
            Golden golden = draft.golden(at);
            if (golden == null || golden.live()) {
                return golden == null ? null : at;
            }
            at = golden.heir();
        }
        return null;
    }

    private static boolean touches(int[] members, IntSet changed) {
        return Arrays.stream(members).anyMatch(changed::contains);
    }

    private static Cause cause(Moves moves, Map<Integer, Cause> causes) {
        for (Move move : moves.list()) {
            int[] members = switch (move) {
                case Move.Lives l -> l.members();
                case Move.Retires r -> r.before().members();
            };
            for (int member : members) {
                Cause cause = causes.get(member);
                if (cause != null) {
                    return cause;
                }
            }
        }
        return causes.isEmpty()
                ? new Cause("machine", "system")
                : causes.values().iterator().next();
    }
}
