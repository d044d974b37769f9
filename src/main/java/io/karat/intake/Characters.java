package io.karat.intake;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What no text may hold: PostgreSQL cannot keep U+0000, and half a surrogate pair is no character. */
final class Characters {

    private Characters() {}

    /** Code and message of what is wrong, or null. */
    static @Nullable Fault faultOf(String text) {
        if (text.indexOf('\0') >= 0) {
            return Fault.of("text.null", "U+0000 cannot be part of a text");
        }
        if (hasLoneSurrogate(text)) {
            return Fault.of("text.surrogate", "half a surrogate pair is no character");
        }
        return null;
    }

    static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    static boolean exceeds(String text, int bytes) {
        return text.length() > bytes
                || (text.length() > bytes / 3 && text.getBytes(StandardCharsets.UTF_8).length > bytes);
    }
}
