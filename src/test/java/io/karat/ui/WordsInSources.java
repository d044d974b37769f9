package io.karat.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the sources of the pages ask of the messages, read from templates and Java. */
final class WordsInSources {

    static final Pattern TAG = Pattern.compile("<(?:[^<>\"]|\"[^\"]*\")*>");

    private static final Path TEMPLATES = Path.of("frontend-templates/templates");
    private static final Path JAVA = Path.of("src/main/java/io/karat/ui");
    private static final Pattern IN_TEMPLATE = Pattern.compile("\\{msg:([a-z0-9-]+)");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
    private static final Pattern KEY =
            Pattern.compile("(?:" + String.join("|", Messages.GROUPS) + ")-(?:[a-z0-9]+-)*(?:[a-z0-9]+)?");
    private static final Pattern CONTINUED = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|(?m)(?<!:)//[^\n]*$", Pattern.DOTALL);

    private static final Pattern SPEAKS =
            Pattern.compile("(?:Outcome\\.(?:Refused|Changed|Waits|Contradicts)|\\bfault|Fault\\.(?:of|at|inColumn)"
                    + "|BodyRefused\\.malformed|new (?:Rule\\.)?None|Finding|(?:Subscription|Account)Change\\.Refused"
                    + "|Unanswered|Found\\.Not|jobs\\.finish|new Fate)\\(");

    private WordsInSources() {}

    /**
     * @param arguments how many are given, or -1 where that cannot be seen
     * @param beginning whether the key is put together, and this is how it begins
     */
    record Reference(String place, String key, int arguments, boolean beginning) {}

    /** By name. */
    static Map<String, String> templates() throws IOException {
        return read(TEMPLATES, ".html");
    }

    /** By name, without comments. */
    static Map<String, String> java() throws IOException {
        Map<String, String> sources = read(JAVA, ".java");
        sources.replaceAll((_, source) -> COMMENT.matcher(source).replaceAll(""));
        return sources;
    }

    /** Java of all other packages, with literals that continue one another in one. */
    static String saidByOthers() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/karat"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(f -> f.toString().endsWith(".java") && !f.startsWith(JAVA))
                    .toList()) {
                all.append(CONTINUED.matcher(Files.readString(file)).replaceAll(""));
            }
            return all.toString();
        }
    }

    /**
     * What packages that make no pages, commands or answers of the API themselves say to people: sentences in calls that
     * refuse, find or fail, with 7 for each thing that is put in.
     */
    static Set<String> saidToPeople() throws IOException {
        Set<String> said = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/karat"))) {
            for (Path file : files.filter(WordsInSources::speaksToPeople).toList()) {
                String java = CONTINUED
                        .matcher(COMMENT.matcher(Files.readString(file)).replaceAll(""))
                        .replaceAll("");
                SPEAKS.matcher(java).results().forEach(call -> said.addAll(sentences(call(java, call.end()))));
            }
        }
        return said;
    }

    private static boolean speaksToPeople(Path file) {
        return file.toString().endsWith(".java")
                && Stream.of("ui", "api", "cli")
                        .noneMatch(name -> file.startsWith(Path.of("src/main/java/io/karat", name)));
    }

    /** From behind the bracket that opens to the one that closes it. */
    private static String call(String java, int from) {
        int depth = 1;
        int at = from;
        for (boolean quoted = false; depth > 0; at++) {
            char c = java.charAt(at);
            if (c == '"' && java.charAt(at - 1) != '\\') {
                quoted = !quoted;
            } else if (!quoted) {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            }
        }
        return java.substring(from, at - 1);
    }

    /** Of the arguments of a call, and of the branches of each, those that are made of literals with blanks in them. */
    private static Set<String> sentences(String arguments) {
        Set<String> sentences = new TreeSet<>();
        StringBuilder sentence = new StringBuilder();
        int end = 0;
        for (MatchResult literal : LITERAL.matcher(arguments).results().toList()) {
            String between = arguments.substring(end, literal.start()).strip();
            if (!sentence.isEmpty() && between.startsWith("+") && between.endsWith("+")) {
                sentence.append('7');
            } else {
                keep(sentence, between.startsWith("+"), sentences);
                sentence.append(between.endsWith("+") ? "7" : "");
            }
            sentence.append(literal.group(1));
            end = literal.end();
        }
        keep(sentence, arguments.substring(end).strip().startsWith("+"), sentences);
        return sentences;
    }

    private static void keep(StringBuilder sentence, boolean goesOn, Set<String> sentences) {
        String text = sentence + (goesOn ? "7" : "");
        if (text.indexOf(' ') > 0) {
            sentences.add(text);
        }
        sentence.setLength(0);
    }

    static Map<String, String> scripts() throws IOException {
        Map<String, String> scripts = read(Path.of("frontend-templates/META-INF/resources/assets"), ".js");
        scripts.replaceAll((_, script) -> COMMENT.matcher(script).replaceAll(""));
        return scripts;
    }

    static List<Reference> references() throws IOException {
        List<Reference> references = new ArrayList<>();
        templates()
                .forEach((name, text) -> IN_TEMPLATE.matcher(text).results().forEach(found -> {
                    int end = found.end();
                    int arguments = text.charAt(end) == '(' ? arguments(text, end) : 0;
                    references.add(new Reference(name, found.group(1), arguments, false));
                }));
        java().forEach((name, text) -> LITERAL.matcher(text)
                .results()
                .filter(literal -> KEY.matcher(literal.group(1)).matches())
                .forEach(literal -> references.add(inJava(name, text, literal))));
        return references;
    }

    /** What Java puts behind a key. */
    static Set<String> endings() throws IOException {
        return java().values().stream()
                .flatMap(text -> LITERAL.matcher(text).results())
                .map(literal -> literal.group(1))
                .filter(literal -> literal.matches("(?:-[a-z0-9]+)+"))
                .collect(Collectors.toSet());
    }

    /** All string literals, with those that continue one another in one. */
    static List<String> literals(String java) {
        return LITERAL.matcher(CONTINUED.matcher(java).replaceAll(""))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static Reference inJava(String name, String text, MatchResult literal) {
        String key = literal.group(1);
        String before = text.substring(0, literal.start()).stripTrailing();
        int arguments = before.endsWith("Messages.text(")
                ? arguments(text, before.length() - 1) - 1
                : before.endsWith("Messages.count(") ? 2 : -1;
        return new Reference(name, key, arguments, key.endsWith("-"));
    }

    /** How many stand between the brackets that open here. */
    private static int arguments(String text, int open) {
        int depth = 0;
        int commas = 0;
        char quote = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return commas + 1;
            } else if (c == ',' && depth == 1) {
                commas++;
            }
        }
        throw new IllegalStateException("brackets do not close");
    }

    private static Map<String, String> read(Path folder, String ending) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(ending)).toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return texts;
    }
}
