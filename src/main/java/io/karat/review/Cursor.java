package io.karat.review;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** The place of a question in the order of the queue. */
record Cursor(double priority, UUID id) {

    static Cursor after(Review review) {
        return new Cursor(review.priority(), review.id());
    }

    String text() {
        byte[] bytes = ByteBuffer.allocate(24)
                .putDouble(priority)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static Cursor parse(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            Cursor cursor = new Cursor(bytes.getDouble(), new UUID(bytes.getLong(), bytes.getLong()));
            if (bytes.hasRemaining() || Double.isNaN(cursor.priority)) {
                throw new IllegalArgumentException("trailing bytes");
            }
            return cursor;
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw new IllegalArgumentException("The cursor was not given by this list", e);
        }
    }
}
