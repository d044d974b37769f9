package io.karat.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far the chain was. Whoever keeps one elsewhere can prove later that nothing before it changed.
 *
 * @param place of the last entry it speaks for
 * @param hash of that entry, in hexadecimal digits
 * @param at when it was written; of one that was kept elsewhere nobody says so
 */
public record Checkpoint(long place, String hash, @Nullable Instant at) {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18}):([0-9a-f]{64})");

    /** Of what {@link #text} gives. */
    public static Optional<Checkpoint> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(new Checkpoint(Long.parseLong(matcher.group(1)), matcher.group(2), null))
                : Optional.empty();
    }

    public String text() {
        return place + ":" + hash;
    }
}
