package io.karat.batch;

import io.karat.model.AttributeType;
import io.karat.standardise.Standardiser;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What can be seen of a single value; one value has several traits. A column is judged by the share of its values. */
enum Trait {
    EMAIL,
    URL,
    DATE,
    /** A date with a time of the day other than midnight, which stands for none. */
    TIMED,
    YEAR,
    /** Whole or decimal, without a unit. */
    NUMBER,
    /** Two digits behind the point. */
    CENTS,
    /** With the sign or code of a currency. */
    CURRENCY,
    DIGITS,
    /** Written as telephone numbers are: grouped, or with the code of a country. */
    PHONE,
    /** In a form that only postcodes have, as {@code SW1A 1AA} or {@code 00-950}. */
    POSTCODE,
    HOUSE_NUMBER,
    STREET,
    /** Several parts of an address in one. */
    ADDRESS,
    CITY,
    COUNTRY,
    STATE,
    /** Letters and digits, no blank. */
    CODE,
    GIVEN,
    FAMILY,
    /** Two to five words, of which one is a name in its place. */
    PERSON,
    /** Several people, parted by commas or the like. */
    PEOPLE,
    ORGANISATION,
    INITIAL,
    ONE_WORD,
    /** Two to four words without a digit. */
    FEW_WORDS,
    /** Five or more; groups of digits alone are none. */
    MANY_WORDS;

    private static final Pattern WEB = Pattern.compile("(?i)(?:https?://|www\\.)\\S+|[a-z0-9.-]+\\.[a-z]{2,6}/\\S*");
    private static final Pattern HOST = Pattern.compile("(?i)(?:[a-z0-9-]{2,}\\.)+[a-z]{2,6}");
    private static final Pattern TIME = Pattern.compile("(?!0?0:00)\\b\\d{1,2}:\\d{2}");
    private static final Pattern WHOLE_YEAR = Pattern.compile("(?:1[5-9]|20)\\d\\d");
    private static final Pattern PLAIN_NUMBER =
            Pattern.compile("[-+]?(?:\\d{1,12}|\\d{1,3}(?:[,' ]\\d{3})+|\\d{1,3}(?:\\.\\d{3}){2,})(?:[.,]\\d+)?%?");
    private static final Pattern WITH_CENTS = Pattern.compile(".*\\d[.,]\\d{2}");
    private static final Pattern WITH_CURRENCY = Pattern.compile(
            "(?i)(?:\\p{Sc}|(?:usd|eur|gbp|chf|cad|aud|jpy|sek|dkk|nok|pln|rs\\.?|kr\\.?))\\s?-?[\\d.,' ]+"
                    + "|-?[\\d.,' ]+\\s?(?:\\p{Sc}|(?:usd|eur|gbp|chf|cad|aud|jpy|sek|dkk|nok|pln|kr\\.?|euros?))");
    private static final Pattern DIGITS_ONLY = Pattern.compile("\\d+");
    private static final Pattern TELEPHONE = Pattern.compile(
            "(?i)(?:tel\\.?:? ?)?(?:\\+|00)?[\\d(][\\d()\\s./-]{5,24}\\d(?:\\s?(?:x|ext\\.?)\\s?\\d{1,5})?");
    /** A date has three groups, and a colon in its time. */
    private static final Pattern FOUR_GROUPS = Pattern.compile("\\d+([ ./-])\\d+(?:\\1\\d+){2,}");

    private static final Pattern NO_TELEPHONE =
            Pattern.compile("\\d{3}-\\d{2}-\\d{4}|\\d{2}-\\d{7}|\\d{5}-\\d{3,4}|\\d{1,4}-\\d{1,4}|\\d+[.]\\d+");
    private static final Pattern ZIP =
            Pattern.compile("(?i)[a-z]{1,2}\\d[a-z\\d]?\\s*\\d[a-z]{2}|[a-z]\\d[a-z][ -]?\\d[a-z]\\d"
                    + "|\\d{4}\\s?[a-z]{2}|\\d{5}-\\d{4}|\\d{2}-\\d{3}|\\d{3} \\d{2}|\\d{4}-\\d{3}|\\d{5}-\\d{3}"
                    + "|[a-z]\\d[\\dw]\\s?[a-z\\d]{4}|(?:[a-z]{1,2})-\\d{4,5}");
    private static final Pattern HOUSE =
            Pattern.compile("(?i)(?:no\\.?\\s?|nr\\.?\\s?|#)?\\d{1,5}\\s?[a-z]?(?:\\s?[-/]\\s?\\d{1,5}\\s?[a-z]?)?");
    private static final Pattern CODED = Pattern.compile("[\\p{L}\\p{N}._/:#-]{2,64}");
    private static final Pattern GROUPED = Pattern.compile("(?=.*[A-Z])(?:[A-Z0-9]{2,5} ){2,}[A-Z0-9]{1,5}");
    private static final Pattern LIST = Pattern.compile("\\s*[,;&|]\\s*|\\s+and\\s+");
    private static final Pattern HAS_DIGIT = Pattern.compile(".*\\d.*", Pattern.DOTALL);
    /** Generated people are called so: {@code Aaron697}. */
    private static final Pattern NUMBERED_NAME = Pattern.compile("[a-z]{2,}\\d{1,3}");

    private static final int LONGEST = 400;

    /** The traits of a raw value that is not blank. */
    static Set<Trait> of(String value) {
        String raw = value.length() > LONGEST ? value.substring(0, LONGEST) : value;
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        String text = Standardiser.standard(AttributeType.TEXT, "", raw).orElse("");
        List<String> words = text.isEmpty() ? List.of() : List.of(text.split(" "));
        boolean digits = HAS_DIGIT.matcher(raw).matches();
        if (raw.indexOf('@') >= 0 && reads(AttributeType.EMAIL, raw)) {
            traits.add(EMAIL);
            return traits;
        }
        if (WEB.matcher(raw).matches() || HOST.matcher(raw).matches() && raw.equals(raw.toLowerCase(Locale.ROOT))) {
            traits.add(URL);
        }
        if (digits) {
            quantities(raw, traits);
            codes(raw, traits);
        }
        address(raw, words, digits, traits);
        words(words, digits, traits);
        if (!digits) {
            names(raw, text, words, traits);
        } else if (NUMBERED_NAME.matcher(text).matches()) {
            String name = text.replaceAll("\\d+$", "");
            add(traits, GIVEN, Words.standard().are(Words.Kind.GIVEN, name));
            add(traits, FAMILY, Words.standard().are(Words.Kind.FAMILY, name));
        }
        organisation(raw, words, traits);
        return traits;
    }

    private static void quantities(String raw, Set<Trait> traits) {
        boolean allDigits = DIGITS_ONLY.matcher(raw).matches();
        add(traits, DIGITS, allDigits);
        add(traits, YEAR, WHOLE_YEAR.matcher(raw).matches());
        boolean datable = raw.length() >= 6
                && raw.length() <= 40
                && (!allDigits || raw.length() == 8)
                && !FOUR_GROUPS.matcher(raw).matches();
        if (datable
                && Standardiser.standard(AttributeType.DATE, "", raw)
                        .filter(Trait::recent)
                        .isPresent()) {
            traits.add(DATE);
            add(traits, TIMED, TIME.matcher(raw).find());
        }
        boolean number = PLAIN_NUMBER.matcher(raw).matches();
        add(traits, NUMBER, number);
        add(traits, CENTS, number && WITH_CENTS.matcher(raw).matches());
        add(traits, CURRENCY, WITH_CURRENCY.matcher(raw).matches());
        add(traits, HOUSE_NUMBER, HOUSE.matcher(raw).matches());
    }

    private static boolean recent(String date) {
        return date.length() == 8 && date.compareTo("15000000") > 0 && date.compareTo("21000000") < 0;
    }

    private static void codes(String raw, Set<Trait> traits) {
        long digits = raw.chars().filter(Character::isDigit).count();
        boolean signs = raw.chars().anyMatch(c -> c == ' ' || c == '-' || c == '(' || c == '+' || c == '/' || c == '.');
        add(
                traits,
                PHONE,
                !traits.contains(DATE)
                        && !traits.contains(CURRENCY)
                        && digits >= 7
                        && digits <= 16
                        && signs
                        && TELEPHONE.matcher(raw).matches()
                        && !NO_TELEPHONE.matcher(raw).matches());
        add(traits, POSTCODE, ZIP.matcher(raw).matches());
        boolean grouped =
                2 * digits >= raw.length() - signs(raw) && GROUPED.matcher(raw).matches();
        add(traits, CODE, (grouped || CODED.matcher(raw).matches()) && !traits.contains(DATE) && !traits.contains(URL));
    }

    private static long signs(String raw) {
        return raw.chars().filter(c -> c == ' ').count();
    }

    private static void address(String raw, List<String> words, boolean digits, Set<Trait> traits) {
        Words known = Words.standard();
        boolean street = words.size() <= 14
                && (words.size() > 1 && words.stream().anyMatch(w -> w.length() > 1 && known.are(Words.Kind.STREET, w))
                        || words.stream().anyMatch(known::streetTail));
        add(traits, STREET, street && !traits.contains(DATE));
        boolean parts = digits && words.size() >= 4 && words.size() <= 20;
        add(traits, ADDRESS, parts && (raw.indexOf(',') >= 0 || street && words.size() >= 6));
    }

    private static void words(List<String> words, boolean digits, Set<Trait> traits) {
        add(traits, INITIAL, words.size() == 1 && words.getFirst().length() == 1 && !digits);
        add(traits, ONE_WORD, words.size() == 1 && words.getFirst().length() > 1 && !digits);
        add(traits, FEW_WORDS, words.size() >= 2 && words.size() <= 4 && !digits);
        long written =
                words.stream().filter(w -> !DIGITS_ONLY.matcher(w).matches()).count();
        add(traits, MANY_WORDS, written >= 5 && !traits.contains(CODE));
    }

    private static void names(String raw, String text, List<String> words, Set<Trait> traits) {
        Words known = Words.standard();
        add(traits, CITY, known.are(Words.Kind.CITY, text));
        add(traits, STATE, known.are(Words.Kind.STATE, text));
        add(traits, COUNTRY, reads(AttributeType.COUNTRY, raw));
        if (words.isEmpty()) {
            return;
        }
        String first = words.getFirst();
        String last = words.getLast();
        boolean comma = raw.indexOf(',') > 0;
        if (words.size() <= 2) {
            add(traits, GIVEN, first.length() > 1 && known.are(Words.Kind.GIVEN, first));
            add(
                    traits,
                    FAMILY,
                    last.length() > 1
                            && (known.are(Words.Kind.FAMILY, last)
                                    || known.are(Words.Kind.FAMILY, text.replace(" ", ""))));
        }
        if (words.size() >= 2
                && words.size() <= 5
                && words.stream().noneMatch(w -> known.are(Words.Kind.ORGANISATION, w))) {
            boolean inOrder = known.are(Words.Kind.GIVEN, first) || known.are(Words.Kind.FAMILY, last);
            boolean turned = comma && (known.are(Words.Kind.GIVEN, last) || known.are(Words.Kind.FAMILY, first));
            add(traits, PERSON, inOrder || turned);
        }
        String[] members = LIST.split(raw);
        if (members.length > 1) {
            boolean people = true;
            for (String member : members) {
                int size = member.isBlank() ? 0 : member.strip().split("\\s+").length;
                people &= size >= 2 && size <= 4;
            }
            add(traits, PEOPLE, people);
        }
    }

    private static void organisation(String raw, List<String> words, Set<Trait> traits) {
        if (words.isEmpty() || words.size() > 10) {
            return;
        }
        Words known = Words.standard();
        boolean form = words.size() > 1
                && Standardiser.standard(AttributeType.ORGANISATION_NAME, "", raw)
                        .map(name -> name.split(" ").length
                                < words.size() - (words.getFirst().equals("the") ? 1 : 0))
                        .orElse(false);
        boolean word = words.size() > 1 && words.stream().anyMatch(w -> known.are(Words.Kind.ORGANISATION, w));
        add(traits, ORGANISATION, form || word);
    }

    private static boolean reads(AttributeType type, String raw) {
        return Standardiser.standard(type, "", raw).isPresent();
    }

    private static void add(Set<Trait> traits, Trait trait, boolean present) {
        if (present) {
            traits.add(trait);
        }
    }
}
