package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Words that a person reads stand in messages, neither in templates nor in Java nor in scripts. */
final class NoWordsInSourcesTest {

    /** Names, and keys of the keyboard. */
    private static final Set<String> SAME_EVERYWHERE = Set.of("Karat", "UTC", "CSV", "NDJSON");

    private static final Pattern LETTER_KEY = Pattern.compile("[A-Z]");
    private static final Pattern EXPRESSION = Pattern.compile("\\{\\|.*?\\|\\}|\\{[^{}]*\\}", Pattern.DOTALL);
    private static final Pattern READ_ALOUD =
            Pattern.compile("\\s(?:aria-label|title|placeholder|alt|data-done)=\"([^\"]*)\"");
    private static final Pattern WORDS = Pattern.compile("\\p{L}[\\p{L}\u2019'-]*");

    /** Of which words are still to be moved. */
    private static final Set<String> TO_DO = Set.of(
            "audit.html",
            "bulk.html",
            "bulkindex.html",
            "bulkpart.html",
            "change.html",
            "changes.html",
            "correction.html",
            "entry.html",
            "golden.html",
            "graph.html",
            "hits.html",
            "index.html",
            "joblist.html",
            "jobs.html",
            "matching.html",
            "overview.html",
            "pins.html",
            "quality.html",
            "refusals.html",
            "search.html",
            "secret.html",
            "settings.html",
            "sources.html",
            "study.html",
            "subscriptionlist.html",
            "subscriptions.html",
            "underway.html",
            "verified.html",
            "work.html");

    @Test
    void templatesHoldNoWords() throws IOException {
        List<String> found = new ArrayList<>();
        WordsInSources.templates().forEach((name, template) -> {
            String html = EXPRESSION.matcher(template).replaceAll(" ");
            collect(name, WordsInSources.TAG.matcher(html).replaceAll(" ").replaceAll("&[a-z]+;", " "), found);
            READ_ALOUD.matcher(html).results().forEach(attribute -> collect(name, attribute.group(1), found));
        });
        assertThat(found).isEmpty();
    }

    private static void collect(String name, String text, List<String> found) {
        if (TO_DO.contains(name)) {
            return;
        }
        WORDS.matcher(text)
                .results()
                .map(word -> word.group())
                .filter(word -> !SAME_EVERYWHERE.contains(word)
                        && !LETTER_KEY.matcher(word).matches())
                .forEach(word -> found.add(name + ": " + word));
    }
}
