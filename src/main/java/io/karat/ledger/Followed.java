package io.karat.ledger;

import io.karat.ledger.ChangeRequest.Cause;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Open requests go with what they are about. One about a golden record stands on its heir, and on it again once it comes back;
 * one about certain records stands on the golden record that holds them. Where nothing of that kind is left, it ends.
 */
final class Followed {

    private final ChangeStore store;
    private final View view;

    /** @param view as it is from now on */
    Followed(ChangeStore store, View view) {
        this.store = store;
        this.view = view;
    }

    /** Golden records that came to an end, came back, or lost members. */
    static List<UUID> left(List<GoldenChange> changes) {
        List<UUID> concerned = new ArrayList<>();
        for (GoldenChange change : changes) {
            switch (change.move()) {
                case Move.Retires retires -> concerned.add(retires.id());
                case Move.Lives lives -> {
                    if (lives.revived() || !lives.left().isEmpty()) {
                        concerned.add(lives.id());
                    }
                }
            }
        }
        return concerned;
    }

    void follow(List<UUID> concerned, Instant now) throws SQLException {
        for (ChangeRequest request : store.openAbout(concerned)) {
            settle(request, now);
        }
    }

    private void settle(ChangeRequest request, Instant now) throws SQLException {
        switch (standing(request)) {
            case Gone(Cause cause) -> store.supersede(request.id(), cause, now);
            case On(UUID golden, UUID with) -> {
                if (!golden.equals(id(request.about().golden()))
                        || !Objects.equals(with, id(request.about().with()))) {
                    store.move(request.id(), golden, with);
                }
            }
        }
    }

    private static @Nullable UUID id(ChangeRequest.@Nullable Seen seen) {
        return seen == null ? null : seen.id();
    }

    private sealed interface Stand {}

    /** @param with the other one of a merge or a move, else null */
    private record On(UUID golden, @Nullable UUID with) implements Stand {}

    private record Gone(Cause cause) implements Stand {}

    private Stand standing(ChangeRequest request) throws SQLException {
        Golden golden = heir(request.about().golden());
        return switch (request.wanted()) {
            case Command.Restore restore -> restorable(restore);
            case Command.Split split -> parted(store.ordinals(split.records()));
            case Command.Remove remove -> held(store.ordinals(List.of(remove.key())), null);
            case Command.Transfer move -> moved(move, heir(request.about().with()));
            case Command.Merge _ -> joined(golden, heir(request.about().with()));
            default -> golden == null ? new Gone(Cause.ENDED) : new On(golden.id(), null);
        };
    }

    /** The live one that this golden record is now, or null. */
    private @Nullable Golden heir(ChangeRequest.@Nullable Seen seen) {
        Golden golden = seen == null ? null : view.golden(seen.as());
        while (golden != null && !golden.live()) {
            golden = golden.heir() == null ? null : view.golden(golden.heir());
        }
        return golden;
    }

    private Stand restorable(Command.Restore restore) {
        Golden golden = view.golden(restore.golden());
        return golden != null && golden.live() ? new Gone(Cause.LIVE) : new On(restore.golden(), null);
    }

    private static Stand joined(@Nullable Golden golden, @Nullable Golden with) {
        if (golden == null || with == null) {
            return new Gone(Cause.ENDED);
        }
        return golden.id().equals(with.id()) ? new Gone(Cause.ONE) : new On(golden.id(), with.id());
    }

    private Stand parted(List<Integer> records) {
        Golden holder = holder(records);
        if (holder == null) {
            return new Gone(records.isEmpty() ? Cause.ENDED : Cause.APART);
        }
        return holder.members().length == records.size() ? new Gone(Cause.APART) : new On(holder.id(), null);
    }

    private Stand moved(Command.Transfer move, @Nullable Golden to) throws SQLException {
        return to == null ? new Gone(Cause.ENDED) : held(store.ordinals(move.records()), to);
    }

    /** @param to where they are to go, or null where they go nowhere */
    private Stand held(List<Integer> records, @Nullable Golden to) {
        Golden holder = holder(records);
        if (holder == null) {
            return new Gone(records.isEmpty() ? Cause.ENDED : Cause.APART);
        }
        if (to == null) {
            return new On(holder.id(), null);
        }
        return holder.id().equals(to.id()) ? new Gone(Cause.ONE) : new On(holder.id(), to.id());
    }

    /** The one golden record that holds them all, or null. */
    private @Nullable Golden holder(List<Integer> records) {
        Golden holder = records.isEmpty() ? null : view.goldenOf(records.getFirst());
        return holder != null && records.stream().allMatch(holder::holds) ? holder : null;
    }
}
