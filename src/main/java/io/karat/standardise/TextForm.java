package io.karat.standardise;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The standard form of a text: words parted by single blanks, where a run that holds a digit keeps its inner joints
 * ({@code kx-fa83}, {@code 802.11g}, {@code 33-1/3}), so that codes and decimals can still be read from it. Everything else
 * than letters and digits parts words.
 */
public final class TextForm {

    private static final int SHORTEST_CODE = 4;
    private static final int LONGEST_CODE = 20;
    private static final int BARE_DIGITS = 5;

    private TextForm() {}

    static Rule.Standard of(String raw) {
        return Rule.of(joined(Letters.plain(raw)));
    }

    /** The words of a standard form, joints parting words too. */
    public static List<String> words(String standard) {
        List<String> words = new ArrayList<>();
        split(standard, true, words);
        return words;
    }

    /**
     * Codes and model numbers, without their joints: four to twenty characters, two digits or more, and a letter unless
     * there are five digits or more. Of a code with joints the parts count too.
     */
    public static Set<String> codes(String standard) {
        Set<String> codes = new LinkedHashSet<>();
        List<String> runs = new ArrayList<>();
        split(standard, false, runs);
        for (String run : runs) {
            String bare = Letters.joined(run);
            if (code(bare)) {
                codes.add(bare);
            }
            if (bare.length() < run.length()) {
                words(run).stream().filter(TextForm::code).forEach(codes::add);
            }
        }
        return codes;
    }

    /** Numbers that stand for themselves ({@code 17}, {@code 2.5}, {@code v2}; small Roman ones too), as plain decimals. */
    public static Set<String> numbers(String standard) {
        Set<String> numbers = new LinkedHashSet<>();
        List<String> runs = new ArrayList<>();
        split(standard, false, runs);
        for (String run : runs) {
            for (String part : run.split("[-/_]")) {
                String number = number(part);
                if (!number.isEmpty()) {
                    numbers.add(number);
                }
            }
        }
        return numbers;
    }

    /** Four to twenty characters, two digits or more, and not a short number. */
    public static boolean code(String word) {
        int digits = digits(word);
        return word.length() >= SHORTEST_CODE
                && word.length() <= LONGEST_CODE
                && digits >= 2
                && (digits < word.length() || digits >= BARE_DIGITS);
    }

    private static String number(String part) {
        String text = part.length() > 1 && part.charAt(0) == 'v' ? part.substring(1) : part;
        int dot = text.indexOf('.');
        String whole = dot < 0 ? text : text.substring(0, dot);
        if (Letters.digits(whole) && (dot < 0 || Letters.digits(text.substring(dot + 1)))) {
            return plain(whole, dot < 0 ? "" : text.substring(dot + 1));
        }
        return switch (part) {
            case "ii" -> "2";
            case "iii" -> "3";
            case "iv" -> "4";
            case "vi" -> "6";
            case "vii" -> "7";
            case "viii" -> "8";
            case "ix" -> "9";
            default -> "";
        };
    }

    private static String plain(String whole, String decimals) {
        int from = 0;
        while (from < whole.length() - 1 && whole.charAt(from) == '0') {
            from++;
        }
        int to = decimals.length();
        while (to > 0 && decimals.charAt(to - 1) == '0') {
            to--;
        }
        return whole.substring(from) + (to == 0 ? "" : "." + decimals.substring(0, to));
    }

    private static int digits(String word) {
        int digits = 0;
        for (int i = 0; i < word.length(); i++) {
            digits += word.charAt(i) >= '0' && word.charAt(i) <= '9' ? 1 : 0;
        }
        return digits;
    }

    private static void split(String standard, boolean atJoints, List<String> into) {
        int from = 0;
        for (int i = 0; i <= standard.length(); i++) {
            if (i == standard.length() || standard.charAt(i) == ' ' || atJoints && joint(standard.charAt(i))) {
                if (i > from) {
                    into.add(standard.substring(from, i));
                }
                from = i + 1;
            }
        }
    }

    private static boolean joint(char c) {
        return c == '-' || c == '.' || c == '/' || c == '_';
    }

    private static boolean kept(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }

    /** Goes through the runs of letters, digits and single inner joints. */
    private static String joined(String plain) {
        StringBuilder out = new StringBuilder(plain.length());
        int at = 0;
        while (at < plain.length()) {
            int end = runEnd(plain, at);
            if (end == at) {
                at++;
                continue;
            }
            String run = plain.substring(at, end);
            String standard = digits(run) > 0 ? dropThousands(run) : Letters.words(run);
            if (!standard.isEmpty()) {
                out.append(out.isEmpty() ? "" : " ").append(standard);
            }
            at = end;
        }
        return out.toString();
    }

    /** An apostrophe is inside a word, a comma inside a number, a joint inside a run. */
    private static int runEnd(String text, int start) {
        int end = start;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (kept(c)) {
                end++;
            } else if (end > start && end + 1 < text.length() && kept(text.charAt(end + 1)) && inner(text, end)) {
                end += 2;
            } else {
                break;
            }
        }
        return end;
    }

    private static boolean inner(String text, int at) {
        char c = text.charAt(at);
        return joint(c) || c == '\'' || c == '\u2019' || c == '`' || c == ',' && thousands(text, at);
    }

    /** A comma between digits, with exactly three behind it. */
    private static boolean thousands(String text, int at) {
        int digits = 0;
        while (at + 1 + digits < text.length() && Character.isDigit(text.charAt(at + 1 + digits))) {
            digits++;
        }
        return Character.isDigit(text.charAt(at - 1)) && digits == 3;
    }

    private static String dropThousands(String run) {
        StringBuilder out = new StringBuilder(run.length());
        for (int i = 0; i < run.length(); i++) {
            char c = run.charAt(i);
            if (kept(c) || joint(c)) {
                out.append(c);
            }
        }
        return out.toString();
    }
}
