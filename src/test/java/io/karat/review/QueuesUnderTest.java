package io.karat.review;

import javax.sql.DataSource;

/** The queue on a database of a test elsewhere, without the application around it. */
public final class QueuesUnderTest {

    private QueuesUnderTest() {}

    public static Reviews reviews(DataSource database) {
        return new Reviews(database);
    }

    public static Handling handling(DataSource database) {
        return new Handling(database);
    }
}
