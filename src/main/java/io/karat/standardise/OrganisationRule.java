package io.karat.standardise;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Names of organisations without their legal form, which sources add, drop and abbreviate as they like. */
final class OrganisationRule implements Rule {

    private static final Set<String> FORMS = Set.of(
            "inc",
            "incorporated",
            "corp",
            "corporation",
            "co",
            "company",
            "llc",
            "llp",
            "lp",
            "ltd",
            "limited",
            "plc",
            "pty",
            "gmbh",
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
            "snc",
            "spa",
            "srl",
            "sl",
            "slu",
            "bv",
            "nv",
            "vof",
            "ab",
            "oy",
            "oyj",
            "as",
            "asa",
            "aps",
            "kft",
            "zrt",
            "nyrt",
            "doo",
            "dd",
            "ad",
            "ood",
            "eood",
            "sro",
            "spzoo",
            "sp",
            "zoo",
            "oao",
            "ooo",
            "zao",
            "pjsc",
            "jsc",
            "kk",
            "kabushiki",
            "kaisha",
            "sdn",
            "bhd",
            "pte",
            "pvt",
            "private",
            "lda",
            "ltda",
            "eirl",
            "cv",
            "gbr",
            "holding",
            "holdings",
            "group",
            "gesellschaft",
            "aktiengesellschaft");

    @Override
    public Standard apply(String raw) {
        String text =
                Letters.words(raw.replace("&", " and ").replace("+", " and ").replace("\u00df", "ss"));
        List<String> words = new ArrayList<>(List.of(text.split(" ")));
        if (words.size() > 1 && words.get(0).equals("the")) {
            words.remove(0);
        }
        while (words.size() > 1 && droppable(words)) {
            words.remove(words.size() - 1);
        }
        return Rule.of(String.join(" ", words));
    }

    private static boolean droppable(List<String> words) {
        String last = words.get(words.size() - 1);
        return FORMS.contains(last) || last.equals("and");
    }
}
