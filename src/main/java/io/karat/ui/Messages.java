package io.karat.ui;

import com.ibm.icu.text.MessageFormat;
import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateExtension;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The words of the pages, by language: patterns of ICU from {@code messages/LANGUAGE/GROUP.properties}. A key begins with
 * the name of its group. Templates write <code>{msg:desk-skip}</code>, where a message is HTML and what is put in is
 * escaped; Java writes {@code Messages.text("desk-skip")}, where a message is plain text.
 */
final class Messages {

    /** English comes first: it is what everybody sees whose language the hub does not speak. */
    static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

    static final List<String> GROUPS = List.of(
            "common",
            "layout",
            "desk",
            "golden",
            "search",
            "changes",
            "bulk",
            "quality",
            "matching",
            "audit",
            "admin",
            "core");

    private static final Map<Locale, Messages> ALL =
            LANGUAGES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), Messages::new));

    /** Keys of the group {@code core} by what they say in English. */
    private static final Map<String, String> CORE = in(Locale.ENGLISH).patterns.entrySet().stream()
            .filter(message -> message.getKey().startsWith("core-"))
            .collect(Collectors.toUnmodifiableMap(message -> said(message.getValue()), Map.Entry::getKey));

    /** Those of the group {@code core} into which something is put; those that say most themselves come first. */
    private static final List<Filled> FILLED = CORE.entrySet().stream()
            .filter(message -> message.getKey().contains("{0}"))
            .sorted(Comparator.comparingInt((Map.Entry<String, String> message) ->
                            -message.getKey().length())
                    .thenComparing(Map.Entry::getKey))
            .map(message -> new Filled(message.getValue(), Filled.said(message.getKey())))
            .toList();

    private final Locale language;
    private final Map<String, String> patterns;
    private final Map<String, MessageFormat> formats = new ConcurrentHashMap<>();

    private Messages(Locale language) {
        this.language = language;
        this.patterns = read(language);
    }

    /** @throws IllegalArgumentException for an unknown key */
    static String text(String key, @Nullable Object... arguments) {
        return in(Locales.language()).say(key, arguments);
    }

    /** Of what the hub may have no words for yet. */
    static String textOr(String key, String otherwise) {
        return ALL.getOrDefault(Locales.language(), in(Locale.ENGLISH)).patterns.containsKey(key)
                ? text(key)
                : otherwise;
    }

    /** What a pattern says where nothing is put in: in patterns two apostrophes stand for one. */
    private static String said(String pattern) {
        return pattern.replace("''", "'");
    }

    /** What another package says in English, in the language of the page where the group {@code core} has it. */
    static String translated(String english) {
        return translated(english, Locales.language());
    }

    static String translated(String english, Locale language) {
        String key = CORE.get(english);
        return key != null
                ? in(language).say(key)
                : FILLED.stream()
                        .flatMap(message -> message.in(english, language).stream())
                        .findFirst()
                        .orElse(english);
    }

    /**
     * A message with something put in.
     *
     * @param said finds it, and what was put in
     */
    private record Filled(String key, Pattern said) {

        static Pattern said(String pattern) {
            return Pattern.compile(Arrays.stream(pattern.split("\\{\\d}", -1))
                    .map(Pattern::quote)
                    .collect(Collectors.joining("(.+?)")));
        }

        /** What was put in may be such a message itself. */
        Optional<String> in(String english, Locale language) {
            Matcher matcher = said.matcher(english);
            return matcher.matches()
                    ? Optional.of(Messages.in(language)
                            .say(
                                    key,
                                    IntStream.rangeClosed(1, matcher.groupCount())
                                            .mapToObj(group -> translated(matcher.group(group), language))
                                            .toArray()))
                    : Optional.empty();
        }
    }

    /** Where only English has the whole of it, what other languages say instead. */
    static String translated(String english, String shorter) {
        boolean whole = Locales.language().equals(Locale.ENGLISH)
                || CORE.containsKey(english)
                || FILLED.stream()
                        .anyMatch(message -> message.said().matcher(english).matches());
        return translated(whole ? english : shorter);
    }

    /** Of a number: it chooses the plural as <code>{0}</code> and is written as <code>{1}</code>. */
    static String count(String key, long n) {
        return text(key, n, Words.number(n));
    }

    /** @param key of the namespace {@code msg} in templates */
    @TemplateExtension(namespace = "msg", matchName = TemplateExtension.ANY)
    static RawString html(String key, @Nullable Object... arguments) {
        Object[] escaped = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            escaped[i] = escaped(arguments[i]);
        }
        return new RawString(text(key, escaped));
    }

    static Messages in(Locale language) {
        Messages messages = ALL.get(language);
        if (messages == null) {
            throw new IllegalArgumentException("the hub does not speak " + language);
        }
        return messages;
    }

    /** By key, as they stand in the files. */
    Map<String, String> patterns() {
        return patterns;
    }

    private String say(String key, @Nullable Object... arguments) {
        String pattern = patterns.get(key);
        if (pattern == null) {
            throw new IllegalArgumentException("no message has the key " + key);
        }
        if (pattern.indexOf('{') < 0) {
            return pattern;
        }
        MessageFormat format = formats.computeIfAbsent(key, _ -> new MessageFormat(pattern, language));
        synchronized (format) {
            return format.format(arguments);
        }
    }

    private static Object escaped(@Nullable Object argument) {
        return switch (argument) {
            case null -> "";
            case Number number -> number;
            case RawString html -> html.getValue();
            default ->
                argument.toString()
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;")
                        .replace("'", "&#39;");
        };
    }

    private static Map<String, String> read(Locale language) {
        Map<String, String> patterns = new HashMap<>();
        for (String group : GROUPS) {
            Properties file = properties("/messages/" + language + "/" + group + ".properties");
            file.forEach((key, pattern) -> patterns.put((String) key, (String) pattern));
        }
        return Map.copyOf(patterns);
    }

    private static Properties properties(String path) {
        Properties properties = new Properties();
        try (InputStream stream = Messages.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("there is no " + path);
            }
            Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8);
            properties.load(reader);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
