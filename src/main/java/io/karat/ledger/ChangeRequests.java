package io.karat.ledger;

import io.karat.ledger.ChangeRequest.Given;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads requests for a change. */
@ApplicationScoped
public class ChangeRequests {

    /** Pages are cut to this size. */
    public static final int LARGEST_PAGE = 200;

    private final DataSource database;

    ChangeRequests(DataSource database) {
        this.database = database;
    }

    public Optional<ChangeRequest> find(UUID id) {
        return Rows.read(
                        database,
                        ChangeForm.SELECT + "where c.id = ?",
                        (connection, statement) -> statement.setObject(1, id),
                        ChangeForm::read)
                .stream()
                .findFirst();
    }

    /** What to list; null where it is about all. */
    public record Filter(
            @Nullable String entity,
            ChangeRequest.@Nullable State state,
            @Nullable String proposer) {}

    /** @param next where the next page begins, or null after the last one */
    public record Page(
            List<ChangeRequest> requests, @Nullable UUID next) {
        public Page {
            requests = List.copyOf(requests);
        }
    }

    /**
     * Newest first.
     *
     * @param before from the page before, or null
     */
    public Page list(Filter filter, @Nullable UUID before, int limit) {
        int size = Math.clamp(limit, 1, LARGEST_PAGE);
        String state = filter.state() == null ? null : filter.state().code();
        List<ChangeRequest> found = Rows.read(
                database,
                ChangeForm.SELECT + """
                where (?::text is null or c.entity = ?) and (?::text is null or c.state = ?)
                    and (?::text is null or c.proposer = ?)
                    and c.id < coalesce(?, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)
                order by c.id desc limit ?
                """,
                (connection, statement) -> {
                    statement.setString(1, filter.entity());
                    statement.setString(2, filter.entity());
                    statement.setString(3, state);
                    statement.setString(4, state);
                    statement.setString(5, filter.proposer());
                    statement.setString(6, filter.proposer());
                    statement.setObject(7, before);
                    statement.setInt(8, size + 1);
                },
                ChangeForm::read);
        List<ChangeRequest> page = found.subList(0, Math.min(size, found.size()));
        return new Page(page, found.size() > size ? page.getLast().id() : null);
    }

    /** Open ones that speak of a golden record, oldest first. */
    public List<ChangeRequest> openAbout(String entity, UUID golden) {
        return Rows.read(
                database,
                ChangeForm.SELECT
                        + "where c.entity = ? and c.state = 'open' and (c.golden_id = ? or c.with_id = ?) order by c.id",
                (connection, statement) -> {
                    statement.setString(1, entity);
                    statement.setObject(2, golden);
                    statement.setObject(3, golden);
                },
                ChangeForm::read);
    }

    /** What people thought of a blind request, in the order in which they said so. */
    public List<Given> opinions(UUID request) {
        return Rows.read(
                database,
                "select author, at, opinion, agrees from change_opinion where request = ? order by at, author",
                (connection, statement) -> statement.setObject(1, request),
                row -> new Given(
                        row.getString(1),
                        Rows.instant(row, 2),
                        ChangeForm.opinion(row.getString(3)),
                        row.getBoolean(4)));
    }

    /**
     * Whether somebody may see what was proposed: of a blind one that is open, its proposer, and who said what they think.
     */
    public boolean shownTo(ChangeRequest request, String actor) {
        return !request.open()
                || !request.need().blind()
                || request.proposer().equals(actor)
                || opinions(request.id()).stream()
                        .anyMatch(given -> given.author().equals(actor));
    }
}
