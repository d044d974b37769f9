package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.MessagePattern.Part;
import io.karat.ui.WordsInSources.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The messages of all languages say the same, and the pages ask for no others. */
final class MessagesTest {

    private static final Map<String, String> ENGLISH =
            Messages.in(Locale.ENGLISH).patterns();

    private static final Pattern ACT = Pattern.compile("'((?:" + String.join("|", AuditWords.KINDS) + ")\\.[a-z-]+)'");

    /** What somebody did to a question without deciding it. */
    private static final Pattern NOTED =
            Pattern.compile("(?:new Note|Note\\.of|\\bnote)\\((?:question[^\";]*)?\"([a-z-]+)\"");

    /** Which the audit has as decisions, or which the hub does itself. */
    private static final Set<String> NOT_AUDITED = Set.of("decided", "undone", "superseded", "returned", "changed");

    static List<Locale> languages() {
        return Messages.LANGUAGES;
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyLanguageHasEveryKeyWithTheSameArguments(Locale language) {
        Map<String, String> messages = Messages.in(language).patterns();
        assertThat(messages.keySet()).containsExactlyInAnyOrderElementsOf(ENGLISH.keySet());
        ENGLISH.forEach((key, pattern) -> assertThat(arguments(messages.get(key)))
                .as(key + " in " + language)
                .isEqualTo(arguments(pattern)));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyMessageSaysSomethingAndMayStandInAnAttribute(Locale language) {
        Messages.in(language).patterns().forEach((key, pattern) -> {
            assertThat(pattern).as(key).isNotBlank();
            assertThat(pattern.replaceAll("<[^>]*>", ""))
                    .as(key)
                    .doesNotContain("\"")
                    .doesNotContain("<");
        });
    }

    @ParameterizedTest
    @MethodSource("languages")
    void noKeyStandsTwiceInItsFile(Locale language) throws IOException {
        for (String group : Messages.GROUPS) {
            Path file = Path.of("src/main/resources/messages", language.toLanguageTag(), group + ".properties");
            assertThat(Files.readAllLines(file).stream()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line.split(" = ", 2)[0]))
                    .as(file.toString())
                    .doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyMessageHasTheTagsOfTheEnglishOne(Locale language) {
        Messages.in(language)
                .patterns()
                .forEach((key, pattern) ->
                        assertThat(tags(pattern)).as(key).isEqualTo(tags(ENGLISH.getOrDefault(key, ""))));
    }

    @Test
    void everyKeyThatIsAskedForExistsAndTakesWhatItIsGiven() throws IOException {
        for (Reference reference : WordsInSources.references()) {
            if (reference.beginning()) {
                assertThat(ENGLISH.keySet()).as(reference.place()).anyMatch(key -> key.startsWith(reference.key()));
                continue;
            }
            assertThat(ENGLISH).as(reference.place()).containsKey(reference.key());
            if (reference.arguments() >= 0) {
                assertThat(arguments(ENGLISH.get(reference.key())))
                        .as(reference.place() + ": " + reference.key())
                        .hasSizeLessThanOrEqualTo(reference.arguments())
                        .allMatch(argument -> Integer.parseInt(argument) < reference.arguments());
            }
        }
    }

    @Test
    void everyKeyIsAskedFor() throws IOException {
        Set<String> asked =
                WordsInSources.references().stream().map(Reference::key).collect(Collectors.toSet());
        Set<String> beginnings = WordsInSources.references().stream()
                .filter(Reference::beginning)
                .map(Reference::key)
                .collect(Collectors.toSet());
        Set<String> endings = WordsInSources.endings();
        Set<String> unused = new TreeSet<>(ENGLISH.keySet());
        unused.removeIf(key -> key.startsWith("core-")
                || asked.contains(key)
                || beginnings.stream().anyMatch(key::startsWith)
                || endings.stream()
                        .anyMatch(ending -> key.endsWith(ending)
                                && asked.contains(key.substring(0, key.length() - ending.length()))));
        assertThat(unused).isEmpty();
    }

    @Test
    void whatIsSaidForOtherPackagesIsWhatTheySay() throws IOException {
        String said = WordsInSources.saidByOthers();
        ENGLISH.forEach((key, words) -> {
            if (key.startsWith("core-")) {
                String english = words.replace("''", "'");
                assertThat(Arrays.stream(('"' + english + '"').split("\\{\\d}")))
                        .as(key)
                        .allMatch(said::contains);
                assertThat(Messages.translated(english)).isEqualTo(english);
            }
        });
    }

    @Test
    void whatOthersSayToPeopleIsSaidInEveryLanguage() throws IOException {
        Set<String> said = WordsInSources.saidToPeople();
        assertThat(said)
                .hasSizeGreaterThan(90)
                .contains("There is no such request.", "'7' has no such attribute", "a key has at most 7 characters");
        assertThat(said)
                .filteredOn(
                        english -> Messages.translated(english, Locale.GERMAN).equals(english))
                .isEmpty();
    }

    @Test
    void whatARuleOfAModelSaysByItselfIsSaidInGerman() {
        assertThat(Messages.translated("E-mail: not a valid e-mail address.", Locale.GERMAN))
                .isEqualTo("E-mail: keine gültige E-Mail-Adresse.");
        assertThat(Messages.translated(
                        "Rule email-valid: E-mail: cannot be read. It fails name-there, phone-valid too.",
                        Locale.GERMAN))
                .isEqualTo("Regel email-valid: E-mail: nicht lesbar. Verletzt ist auch name-there, phone-valid.");
        assertThat(Messages.translated("Rule birth-plausible: Birth date: not a plausible date.", Locale.GERMAN))
                .isEqualTo("Regel birth-plausible: Birth date: kein plausibles Datum.");
    }

    @Test
    void everyFindingHasWords() throws IOException {
        Set<String> codes = Pattern.compile("None\\(\"([a-z-]+\\.[a-z-]+)\"")
                .matcher(WordsInSources.saidByOthers())
                .results()
                .map(found -> "quality-finding-" + found.group(1).replace('.', '-'))
                .collect(Collectors.toSet());
        assertThat(codes).hasSizeGreaterThan(8);
        assertThat(ENGLISH.keySet()).containsAll(codes);
    }

    @Test
    void everyActOfTheAuditHasWords() throws IOException {
        Set<String> acts = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            for (Path file : files.toList()) {
                ACT.matcher(Files.readString(file))
                        .results()
                        .map(found -> found.group(1))
                        .forEach(acts::add);
            }
        }
        NOTED.matcher(WordsInSources.saidByOthers())
                .results()
                .map(found -> "review." + found.group(1))
                .forEach(acts::add);
        ENGLISH.keySet().stream()
                .filter(key -> key.startsWith("desk-event-") && !NOT_AUDITED.contains(key.substring(11)))
                .map(key -> "review." + key.substring(11))
                .forEach(acts::add);
        assertThat(acts).contains("pin.set", "review.claimed", "review.skipped").hasSizeGreaterThan(20);
        assertThat(ENGLISH.keySet())
                .containsAll(acts.stream()
                        .map(act -> "audit-act-" + act.replace('.', '-'))
                        .toList());
        assertThat(ENGLISH.keySet())
                .as("in the history of a question too")
                .containsAll(acts.stream()
                        .filter(act -> act.startsWith("review."))
                        .map(act -> act.replace("review.", "desk-event-"))
                        .toList());
    }

    @Test
    void whatOthersSayWithFiguresIsFoundToo() {
        for (String english : List.of(
                "The golden record changed since it was shown: it has version 12 now. Look again, then act.",
                "The other golden record changed since it was shown: it has version 3 now. Look again, then act.",
                "This contradicts 3 decisions that stand. Undo it first, if you know better.",
                "What this request speaks of is gone. There is no live golden record with this id.",
                "This request has been withdrawn already.")) {
            assertThat(Messages.translated(english, "otherwise")).as(english).isEqualTo(english);
            assertThat(Messages.translated(english, Locale.GERMAN)).as(english).isNotEqualTo(english);
        }
        assertThat(Messages.translated(
                        "What this request speaks of is gone. There is no live golden record with this id.",
                        Locale.GERMAN))
                .as("what is put in, too")
                .doesNotContain("golden record with");
        assertThat(Messages.translated("Nobody says this 7 times.", Locale.GERMAN))
                .isEqualTo("Nobody says this 7 times.");
    }

    @Test
    void everyKeyBeginsWithItsGroup() {
        assertThat(ENGLISH.keySet())
                .allMatch(key -> Messages.GROUPS.contains(key.substring(0, Math.max(0, key.indexOf('-')))));
    }

    @Test
    void numbersChooseThePlural() {
        assertThat(Messages.count("layout-too-many-attempts", 1)).endsWith("in 1 second.");
        assertThat(Messages.count("layout-too-many-attempts", 1204)).endsWith("in 1,204 seconds.");
    }

    @Test
    void escapesWhatIsPutIntoAPage() {
        assertThat(Messages.html("layout-taken-over-by", "<b>\"Ada\"").getValue())
                .isEqualTo("taken over by &lt;b&gt;&quot;Ada&quot;");
        assertThat(Messages.text("layout-taken-over-by", "<b>")).isEqualTo("taken over by <b>");
    }

    @Test
    void anUnknownKeyIsAnError() {
        assertThatThrownBy(() -> Messages.text("layout-no-such-words")).hasMessageContaining("layout-no-such-words");
    }

    private static Set<String> arguments(String pattern) {
        MessagePattern parsed = new MessagePattern(pattern);
        Set<String> arguments = new TreeSet<>();
        for (int i = 0; i < parsed.countParts(); i++) {
            Part part = parsed.getPart(i);
            if (part.getType() == Part.Type.ARG_NUMBER) {
                arguments.add(parsed.getSubstring(part));
            }
        }
        return arguments;
    }

    private static List<String> tags(String pattern) {
        return WordsInSources.TAG
                .matcher(pattern)
                .results()
                .map(tag -> tag.group())
                .distinct()
                .sorted()
                .toList();
    }
}
