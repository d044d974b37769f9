package io.karat.standardise;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** E-mail addresses in lower case, without what mail programs put around them. */
final class EmailRule implements Rule {

    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;:\"()]{1,64}@[^\\s@<>,;:\"()?]{1,253}");
    private static final Pattern DOMAIN = Pattern.compile(
            "(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?\\.)+\\p{L}[\\p{L}\\p{N}-]{0,61}\\p{L}");
    private static final int LONGEST = 400;
    private static final int LONGEST_LOCAL = 64;
    /** No part of a domain in it can be too long. */
    private static final int LONGEST_PLAIN = 63;

    private static final Standard INVALID = new None("email.invalid", "Not an e-mail address.");

    private static final Set<String> NOBODY = Set.of(
            "test",
            "none",
            "na",
            "n/a",
            "no",
            "noemail",
            "nomail",
            "noreply",
            "no-reply",
            "unknown",
            "nobody",
            "null",
            "asdf",
            "abc",
            "a",
            "x",
            "xxx",
            "email",
            "mail",
            "dummy",
            "fake",
            "invalid",
            "user",
            "name",
            "info");
    private static final Set<String> NOWHERE = Set.of(
            "test",
            "none",
            "na",
            "no",
            "noemail",
            "nomail",
            "unknown",
            "nowhere",
            "null",
            "asdf",
            "abc",
            "a",
            "x",
            "xxx",
            "email",
            "dummy",
            "fake",
            "invalid",
            "example",
            "domain",
            "nodomain",
            "noreply");

    /** None of those above is longer. */
    private static final int LONGEST_NOBODY =
            NOBODY.stream().mapToInt(String::length).max().orElseThrow();

    @Override
    public Standard apply(String raw) {
        if (plain(raw)) {
            return new Value(raw);
        }
        String lower = Letters.cut(raw, LONGEST).strip().toLowerCase(Locale.ROOT);
        Matcher m = ADDRESS.matcher(lower.startsWith("mailto:") ? lower.substring("mailto:".length()) : lower);
        if (!m.find()) {
            return INVALID;
        }
        String address =
                m.group().endsWith(".") ? m.group().substring(0, m.group().length() - 1) : m.group();
        int at = address.indexOf('@');
        boolean dots = address.startsWith(".") || address.charAt(at - 1) == '.' || address.contains("..");
        return dots || !DOMAIN.matcher(address.substring(at + 1)).matches() && !placeholder(address)
                ? INVALID
                : new Value(address);
    }

    /** What nearly all are: an address of small letters, digits and single inner dots, that needs no change. */
    private static boolean plain(String text) {
        int at = text.indexOf('@');
        if (at > LONGEST_LOCAL || text.length() > LONGEST_PLAIN || !parts(text, 0, at)) {
            return false;
        }
        int dot = text.lastIndexOf('.');
        if (dot < at || text.length() - dot < 3 || !parts(text, at + 1, text.length())) {
            return false;
        }
        // The top-level domain begins and ends with a letter.
        return text.charAt(dot + 1) >= 'a' && text.charAt(text.length() - 1) >= 'a';
    }

    /** Small letters and digits between single dots; at least one. */
    private static boolean parts(String text, int from, int to) {
        boolean apart = true;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                apart = false;
            } else if (c == '.' && !apart) {
                apart = true;
            } else {
                return false;
            }
        }
        return !apart;
    }

    /** Nobody at nowhere: {@code test@test.com}, {@code none@none}. */
    static boolean placeholder(String address) {
        int at = address.indexOf('@');
        if (at > LONGEST_NOBODY) {
            return false;
        }
        String[] domain = address.substring(at + 1).split("\\.", -1);
        return domain.length <= 2 && NOBODY.contains(address.substring(0, at)) && NOWHERE.contains(domain[0]);
    }
}
