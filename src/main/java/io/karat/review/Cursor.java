package io.karat.review;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/**
 * The place of a question in the order of a list.
 *
 * @param place its priority; of those that have ended, the microsecond in which they last changed
 */
record Cursor(double place, UUID id) {

    static Cursor after(Review review) {
        double place = review.state() == Review.State.OPEN
                ? review.priority()
                : ChronoUnit.MICROS.between(Instant.EPOCH, review.changedAt());
        return new Cursor(place, review.id());
    }

    String text() {
        byte[] bytes = ByteBuffer.allocate(24)
                .putDouble(place)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static Cursor parse(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            Cursor cursor = new Cursor(bytes.getDouble(), new UUID(bytes.getLong(), bytes.getLong()));
            if (bytes.hasRemaining() || Double.isNaN(cursor.place)) {
                throw new IllegalArgumentException("trailing bytes");
            }
            return cursor;
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw new IllegalArgumentException("The cursor was not given by this list", e);
        }
    }
}
