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

    /** Two words with a blank between, or one that begins like a sentence. */
    private static final Pattern SENTENCE = Pattern.compile("\\p{L}{2,} \\p{L}{2,}|^ ?\\p{Lu}\\p{Ll}{2,}");

    private static final Pattern SPOKEN = Pattern.compile("^\\p{Lu}\\p{Ll}+ \\p{Ll}+");

    /** What goes to the log or to a developer. */
    private static final Pattern OF_FAULTS =
            Pattern.compile("new \\w+Exception\\(.*?;|requireNonNull\\(.*?;", Pattern.DOTALL);

    /** Headers and pieces of HTML. */
    private static final Set<String> NO_WORDS = Set.of(
            "Content-Disposition",
            "Content-Language",
            "Vary",
            "Accept-Language, Cookie",
            "Accept-Language",
            "Location",
            "Referer",
            "Karat-Held-By",
            "NewSecret[");

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

    @Test
    void javaHoldsNoWordsForPages() throws IOException {
        List<String> found = new ArrayList<>();
        WordsInSources.java()
                .forEach((name, source) -> WordsInSources.literals(
                                OF_FAULTS.matcher(source).replaceAll(""))
                        .stream()
                        .filter(literal -> SENTENCE.matcher(literal).find()
                                && !literal.startsWith("<")
                                && !NO_WORDS.contains(literal))
                        .forEach(literal -> found.add(name + ": " + literal)));
        assertThat(found).isEmpty();
    }

    @Test
    void scriptsHoldNoSentences() throws IOException {
        List<String> found = new ArrayList<>();
        WordsInSources.scripts()
                .forEach((name, script) -> WordsInSources.literals(script).stream()
                        .filter(literal -> SPOKEN.matcher(literal).find())
                        .forEach(literal -> found.add(name + ": " + literal)));
        assertThat(found).isEmpty();
    }

    private static void collect(String name, String text, List<String> found) {
        WORDS.matcher(text)
                .results()
                .map(word -> word.group())
                .filter(word -> !SAME_EVERYWHERE.contains(word)
                        && !LETTER_KEY.matcher(word).matches())
                .forEach(word -> found.add(name + ": " + word));
    }
}
