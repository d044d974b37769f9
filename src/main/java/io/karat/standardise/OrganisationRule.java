package io.karat.standardise;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of organisations without their legal form, which sources add, drop and abbreviate as they like. */
final class OrganisationRule implements Rule {

    private static final Set<String> FORMS = Set.of(
            "inc",
            "incorporated",
            "corp",
            "corporation",
            "co",
            "company",
            "cie",
            "llc",
            "llp",
            "lp",
            "ltd",
            "limited",
            "plc",
            "pty",
            "gmbh",
            "ggmbh",
            "mbh",
            "ag",
            "kg",
            "kgaa",
            "ohg",
            "ug",
            "ev",
            "eg",
            "se",
            "sa",
            "sas",
            "sarl",
            "sasu",
            "eurl",
            "sci",
            "scs",
            "snc",
            "spa",
            "srl",
            "srls",
            "sapa",
            "sl",
            "slu",
            "sau",
            "bv",
            "nv",
            "vof",
            "bvba",
            "sprl",
            "ab",
            "oy",
            "oyj",
            "ky",
            "as",
            "asa",
            "aps",
            "ivs",
            "kft",
            "bt",
            "zrt",
            "nyrt",
            "doo",
            "dd",
            "ad",
            "ood",
            "eood",
            "sro",
            "spolsro",
            "spzoo",
            "oao",
            "ooo",
            "zao",
            "pao",
            "ao",
            "pjsc",
            "jsc",
            "ojsc",
            "kk",
            "sdnbhd",
            "sdn",
            "bhd",
            "pte",
            "pvt",
            "private",
            "lda",
            "ltda",
            "eirl",
            "cv",
            "sadecv",
            "gbr",
            "uab",
            "sia",
            "ou",
            "tov",
            "gesellschaft",
            "aktiengesellschaft",
            "haftungsbeschrankt",
            "lllp",
            "pc",
            "pllc");

    /** Forms that stand in front of the name. */
    private static final Set<String> LEADING =
            Set.of("ooo", "oao", "zao", "pao", "ao", "tov", "pt", "uab", "sia", "ab", "oy");

    private static final Pattern EASTERN = Pattern.compile(
            "\u682a\u5f0f\u4f1a\u793e|\u6709\u9650\u4f1a\u793e|\u5408\u540c\u4f1a\u793e|\u80a1\u4efd\u6709\u9650\u516c\u53f8"
                    + "|\u6709\u9650\u8d23\u4efb\u516c\u53f8|\u6709\u9650\u516c\u53f8|\uc8fc\uc2dd\ud68c\uc0ac|\\(\u682a\\)|\\(\uc8fc\\)");
    private static final int LONGEST_FORM = 4;

    private final Set<String> more;

    /** @param more legal forms beside those that are known, as people write them */
    OrganisationRule(Set<String> more) {
        this.more = more.stream()
                .map(form -> String.join("", words(form)))
                .filter(form -> !form.isEmpty() && !FORMS.contains(form))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> words(String raw) {
        String text = Letters.cut(raw, Letters.LONGEST)
                .replace("&", " and ")
                .replace("+", " and ")
                .replace("\u00df", "ss");
        return new ArrayList<>(
                List.of(Letters.words(EASTERN.matcher(text).replaceAll(" ")).split(" ")));
    }

    @Override
    public Standard apply(String raw) {
        List<String> words = words(raw);
        if (words.size() > 1 && (words.getFirst().equals("the") || LEADING.contains(words.getFirst()))) {
            words.removeFirst();
        }
        int form = form(words);
        while (form > 0) {
            words.subList(words.size() - form, words.size()).clear();
            form = form(words);
        }
        return Rule.of(String.join(" ", words));
    }

    private boolean more(List<String> words) {
        return !more.isEmpty() && more.contains(String.join("", words));
    }

    /** Words at the end that are a legal form, written together or apart (s.a.r.l., sp. z o.o.); 0 if none are. */
    private int form(List<String> words) {
        if (words.size() > 1 && words.getLast().equals("and")) {
            return 1;
        }
        for (int length = Math.min(LONGEST_FORM, words.size() - 1); length > 0; length--) {
            List<String> last = words.subList(words.size() - length, words.size());
            boolean pieces = length == 1 || last.stream().anyMatch(word -> word.length() <= 2);
            if (pieces && FORMS.contains(String.join("", last)) || more(last)) {
                return length;
            }
        }
        return 0;
    }
}
