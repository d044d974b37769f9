package io.karat.ui;

import io.karat.ledger.GoldenView;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which versions of golden records a form was opened with; it carries them along. */
record Opened(List<Version> versions) {

    private static final Pattern ONE = Pattern.compile("([0-9a-f-]{36})@(\\d{1,9})");

    Opened {
        versions = List.copyOf(versions);
    }

    record Version(UUID golden, int number) {}

    static Opened with(Stream<GoldenView> shown) {
        return new Opened(
                shown.map(view -> new Version(view.id(), view.version())).toList());
    }

    /** What a form sends; nothing for what no form of ours does. */
    static Opened of(@Nullable String sent) {
        return new Opened(Arrays.stream(Typed.text(sent).split(" ", 3))
                .map(ONE::matcher)
                .filter(Matcher::matches)
                .map(one -> new Version(UUID.fromString(one.group(1)), Integer.parseInt(one.group(2))))
                .toList());
    }

    /** As the form carries it. */
    String sent() {
        return versions.stream()
                .map(version -> version.golden() + "@" + version.number())
                .collect(Collectors.joining(" "));
    }
}
