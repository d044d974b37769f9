package io.karat.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that are put one after the other, numbers with their highest byte first. */
final class ByteBuilder {

    private byte[] bytes;
    private int length;

    ByteBuilder(int capacity) {
        bytes = new byte[capacity];
    }

    int length() {
        return length;
    }

    /** What was put, up to {@link #length}; of use only until more is put. Not a copy. */
    byte[] array() {
        return bytes;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    void clear() {
        length = 0;
    }

    ByteBuilder int1(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    ByteBuilder int2(int value) {
        room(2);
        bytes[length++] = (byte) (value >>> 8);
        bytes[length++] = (byte) value;
        return this;
    }

    ByteBuilder int4(int value) {
        room(4);
        bytes[length++] = (byte) (value >>> 24);
        bytes[length++] = (byte) (value >>> 16);
        bytes[length++] = (byte) (value >>> 8);
        bytes[length++] = (byte) value;
        return this;
    }

    ByteBuilder int8(long value) {
        return int4((int) (value >>> 32)).int4((int) value);
    }

    ByteBuilder raw(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    /** The number of bytes, then the bytes. */
    ByteBuilder sized(byte[] more) {
        return int4(more.length).raw(more);
    }

    /** The text in UTF-8, after the number of its bytes. */
    ByteBuilder sized(String text) {
        return sized(text.getBytes(StandardCharsets.UTF_8));
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
