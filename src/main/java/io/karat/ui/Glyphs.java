package io.karat.ui;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.SpoofChecker;
import io.karat.ui.Difference.Piece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Characters that a reader does not see, or takes for others: they are named. Which letters look alike says Unicode
 * Technical Standard 39.
 */
final class Glyphs {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+");

    /** Alphabets with letters that look like those of another; they are not mixed in one word. */
    private static final Set<Integer> ALPHABETS =
            Set.of(UScript.LATIN, UScript.CYRILLIC, UScript.GREEK, UScript.ARMENIAN, UScript.CHEROKEE);

    /** Letters by name that draw nothing. */
    private static final Set<Integer> BLANKS = Set.of(0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800);

    private static final SpoofChecker CHECKER = new SpoofChecker.Builder().build();

    private Glyphs() {}

    /** Two different texts that look the same. */
    static boolean lookAlike(String a, String b) {
        return !a.equals(b) && CHECKER.getSkeleton(a).equals(CHECKER.getSkeleton(b));
    }

    /** Names what is hidden or from a foreign alphabet; the text is kept, but for what draws nothing. */
    static List<Piece> shown(List<Piece> pieces) {
        List<Piece> shown = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece.hint().isEmpty()) {
                shown.addAll(shown(piece));
            } else {
                shown.add(piece);
            }
        }
        return shown;
    }

    /** Of a text that looks like another: names what is marked. */
    static List<Piece> named(List<Piece> pieces) {
        List<Piece> named = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece.marked()) {
                piece.text().codePoints().forEach(c -> named.add(odd(c, true, name(c))));
            } else {
                named.add(piece);
            }
        }
        return named;
    }

    private static List<Piece> shown(Piece piece) {
        int[] text = piece.text().codePoints().toArray();
        boolean[] foreign = foreign(piece.text(), text.length);
        List<Piece> shown = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length; i++) {
            if (hidden(text[i]) || foreign[i]) {
                flush(plain, piece.marked(), shown);
                shown.add(odd(text[i], piece.marked(), name(text[i])));
            } else {
                plain.appendCodePoint(text[i]);
            }
        }
        flush(plain, piece.marked(), shown);
        return shown;
    }

    private static void flush(StringBuilder plain, boolean marked, List<Piece> shown) {
        if (!plain.isEmpty()) {
            shown.add(new Piece(plain.toString(), marked));
            plain.setLength(0);
        }
    }

    private static Piece odd(int character, boolean marked, String hint) {
        String text =
                hidden(character) ? String.format(Locale.ROOT, "U+%04X", character) : Character.toString(character);
        return new Piece(text, marked, hint);
    }

    private static String name(int character) {
        String name = UCharacter.getExtendedName(character).toLowerCase(Locale.ROOT);
        return hidden(character)
                ? Messages.text("desk-hidden-character", name)
                : Messages.text("desk-character-is", Character.toString(character), name);
    }

    private static boolean hidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SPACE_SEPARATOR -> character != ' ';
            default -> BLANKS.contains(character);
        };
    }

    /** By position: letters of an alphabet that is not the one most letters of their word are of. */
    private static boolean[] foreign(String text, int length) {
        boolean[] foreign = new boolean[length];
        for (MatchResult word : WORD.matcher(text).results().toList()) {
            int[] letters = word.group().codePoints().toArray();
            Map<Integer, Integer> counts = new HashMap<>();
            for (int letter : letters) {
                if (ALPHABETS.contains(UScript.getScript(letter))) {
                    counts.merge(UScript.getScript(letter), 1, Integer::sum);
                }
            }
            if (counts.size() > 1) {
                int main = main(counts);
                int from = text.codePointCount(0, word.start());
                for (int i = 0; i < letters.length; i++) {
                    int script = UScript.getScript(letters[i]);
                    foreign[from + i] = ALPHABETS.contains(script) && script != main;
                }
            }
        }
        return foreign;
    }

    /** Where as many letters are of two alphabets, Latin is the expected one. */
    private static int main(Map<Integer, Integer> counts) {
        int main = UScript.LATIN;
        for (Map.Entry<Integer, Integer> script : counts.entrySet()) {
            if (script.getValue() > counts.getOrDefault(main, 0)) {
                main = script.getKey();
            }
        }
        return main;
    }
}
