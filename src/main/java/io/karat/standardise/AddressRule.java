package io.karat.standardise;

import io.karat.model.AttributeType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Streets and places, with the usual abbreviations written out. */
final class AddressRule implements Rule {

    private static final Map<String, String> WHOLE = new HashMap<>();

    /** In front of a name these are something else than behind it: St James Street, Dr Martin Road. */
    private static final Map<String, String> LEADING = Map.of("st", "saint", "ste", "sainte", "dr", "doctor");

    private static final Map<String, String> PLACES =
            Map.of("st", "saint", "ste", "sainte", "mt", "mount", "ft", "fort");

    private static final Pattern NUMBER_FIRST = Pattern.compile(
            "^\\s*(\\d{1,6}[A-Za-z]?(?:\\s?[-/]\\s?\\d{1,5}[A-Za-z]?)?)[,\\s]+(?=.*\\p{L}{2})(?!(?:st|nd|rd|th)\\b)(.+)$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER_LAST = Pattern.compile(
            "^(.*\\p{L}{3}[.,]?)\\s+(?:nr\\.?\\s?|no\\.?\\s?|n\\.?\\s?)?(\\d{1,5}\\s?[A-Za-z]?(?:\\s?[-/]\\s?\\d{1,5}[A-Za-z]?)?)\\s*$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ROUTE = Pattern.compile(
            "(?i).*\\b(?:highway|hwy|route|rte|interstate|road|box|floor|suite|ste|apt|unit|avenue|calle|carrera|platz)\\.?\\s*$");

    static {
        String[] table = {
            "street str strt",
            "avenue ave av aven avn",
            "road rd",
            "drive drv",
            "lane ln",
            "court ct crt",
            "boulevard blvd bvd boul bd blv",
            "place pl plc",
            "square sq",
            "terrace ter tce terr",
            "circuit cct circ",
            "crescent cres cr crs cresc",
            "parade pde",
            "highway hwy",
            "parkway pkwy pky",
            "close cl",
            "grove gr grv",
            "gardens gdns gdn",
            "heights hts",
            "way wy",
            "trail trl",
            "circle cir",
            "alley aly",
            "plaza plz",
            "esplanade esp",
            "expressway expy",
            "freeway fwy",
            "junction jct",
            "valley vly",
            "mount mt",
            "north n",
            "south s",
            "east e",
            "west w",
            "northeast ne",
            "northwest nw",
            "southeast se",
            "southwest sw",
            "apartment apt",
            "building bldg",
            "floor fl",
            "avenida avda",
            "paseo pso",
            "carretera ctra",
            "piazza pza",
            "viale vle",
            "corso cso",
            "chemin chem",
            "impasse imp",
            "faubourg fbg",
            "saint snt",
            "allee all",
            "route rte",
            "straat stra"
        };
        for (String row : table) {
            String[] words = row.split(" ");
            for (int i = 1; i < words.length; i++) {
                WHOLE.put(words[i], words[0]);
            }
        }
        WHOLE.put("st", "street");
        WHOLE.put("dr", "drive");
    }

    /** A street with its house number, in either order. */
    record Numbered(String number, String street) {}

    @Override
    public Standard apply(String raw) {
        String text = Letters.words(sharp(raw));
        if (Placeholders.is(AttributeType.STREET, text)) {
            return new Value(text);
        }
        String[] words = text.split(" ");
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < words.length; i++) {
            boolean leads = i + 1 < words.length && (i == 0 || Letters.digits(words[i - 1]));
            String whole = leads
                    ? LEADING.getOrDefault(words[i], WHOLE.getOrDefault(words[i], words[i]))
                    : WHOLE.getOrDefault(words[i], words[i]);
            if (words[i].length() > 5 && words[i].endsWith("str")) {
                whole = words[i] + "asse";
            } else if (words[i].equals("str") && i + 1 == words.length && i > 0) {
                whole = "strasse".startsWith(words[i]) && german(words[i - 1]) ? "strasse" : whole;
            }
            out.append(out.isEmpty() ? "" : " ").append(whole);
        }
        return Rule.of(out.toString());
    }

    /** Berliner Str., Alte Str.: adjectives in front of a German street. */
    private static boolean german(String word) {
        return word.length() > 4 && (word.endsWith("er") || word.endsWith("sche"));
    }

    static Standard place(String raw) {
        List<String> words = new ArrayList<>();
        for (String word : Letters.words(sharp(raw)).split(" ")) {
            words.add(PLACES.getOrDefault(word, word));
        }
        return Rule.of(String.join(" ", words));
    }

    private static String sharp(String raw) {
        return raw.indexOf('\u00df') < 0 ? raw : raw.replace("\u00df", "ss");
    }

    private static boolean holdsDigit(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                return true;
            }
        }
        return false;
    }

    /** The number apart from the street, where a street holds one and it is no part of the street's name. */
    static Optional<Numbered> split(String raw) {
        if (!holdsDigit(raw)) {
            return Optional.empty();
        }
        String text = Letters.cut(raw, 200);
        Matcher m = NUMBER_FIRST.matcher(text);
        if (m.matches()) {
            return Optional.of(new Numbered(m.group(1), m.group(2)));
        }
        m = NUMBER_LAST.matcher(text);
        return m.matches() && !ROUTE.matcher(m.group(1)).matches()
                ? Optional.of(new Numbered(m.group(2), m.group(1)))
                : Optional.empty();
    }
}
