package io.karat.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** What people say to each other about a question. Somebody named as {@code @ada} is told, until they have read it. */
@ApplicationScoped
public class Comments {

    public static final int LONGEST = 2_000;

    private static final int MOST_MENTIONS = 200;
    private static final Pattern MENTION =
            Pattern.compile("(?<![\\p{L}\\p{N}._@-])@([a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9_-])?)");

    private final DataSource database;

    Comments(DataSource database) {
        this.database = database;
    }

    /** One comment, as it was written. */
    public record Comment(UUID id, String author, Instant at, String text) {}

    /** Somebody was named in a comment and has not read it yet. */
    public record Mention(UUID comment, UUID review, String title, String author, Instant at, String text) {}

    /** Accounts that a text names, whether they exist or not. */
    public static Set<String> named(String text) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = MENTION.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /**
     * @param told accounts that are to know of it
     * @return its id, or empty when there is no such question
     */
    public Optional<UUID> add(UUID review, String text, Set<String> told, String author) {
        return ReviewQuery.of("""
                        with said as (
                            insert into review_comment (id, review, author, text)
                            select gen_random_uuid(), id, ?, ? from review where id = ? returning id),
                        told as (
                            insert into review_mention (comment, account)
                            select said.id, account from said, unnest(?) as account)
                        select id from said""", author, text, review, told.toArray(String[]::new))
                .one(database, row -> row.getObject(1, UUID.class));
    }

    /** In the order in which they were written. */
    public List<Comment> of(UUID review) {
        return ReviewQuery.of("select id, author, at, text from review_comment")
                .and("review = ?", review)
                .then("order by at, id")
                .all(
                        database,
                        row -> new Comment(
                                row.getObject(1, UUID.class),
                                row.getString(2),
                                row.getObject(3, OffsetDateTime.class).toInstant(),
                                row.getString(4)));
    }

    /** Takes a comment back; only its author can. False when there is none of theirs. */
    public boolean remove(UUID review, UUID comment, String author) {
        return ReviewQuery.of("delete from review_comment")
                .and("id = ?", comment)
                .and("review = ?", review)
                .and("author = ?", author)
                .then("returning id")
                .one(database, row -> row.getObject(1, UUID.class))
                .isPresent();
    }

    /** What somebody has not read yet, the newest first. */
    public List<Mention> unread(String account) {
        return ReviewQuery.of("""
                        select c.id, q.id, q.left_title, c.author, c.at, c.text
                        from review_mention m join review_comment c on c.id = m.comment join review q on q.id = c.review""")
                .and("m.account = ?", account)
                .and("m.read_at is null")
                .then("order by c.at desc, c.id limit ?", MOST_MENTIONS)
                .all(
                        database,
                        row -> new Mention(
                                row.getObject(1, UUID.class),
                                row.getObject(2, UUID.class),
                                row.getString(3),
                                row.getString(4),
                                row.getObject(5, OffsetDateTime.class).toInstant(),
                                row.getString(6)));
    }

    /** Somebody has seen all that was said about a question. */
    public void read(UUID review, String account) {
        ReviewQuery.of(
                        "update review_mention m set read_at = now() from review_comment c"
                                + " where c.id = m.comment and m.read_at is null and m.account = ? and c.review = ?",
                        account,
                        review)
                .execute(database);
    }
}
