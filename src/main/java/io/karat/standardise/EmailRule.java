package io.karat.standardise;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** E-mail addresses in lower case, without what mail programs put around them. */
final class EmailRule implements Rule {

    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;\"]{1,64}@[^\\s@<>,;\"]{1,255}");
    private static final int LONGEST = 400;

    @Override
    public Standard apply(String raw) {
        String text = raw.length() > LONGEST ? raw.substring(0, LONGEST) : raw;
        String lower = text.strip().toLowerCase(Locale.ROOT);
        String bare = lower.startsWith("mailto:") ? lower.substring("mailto:".length()) : lower;
        Matcher m = ADDRESS.matcher(bare);
        return m.find() ? new Value(m.group()) : new None("email.invalid", "Not an e-mail address.");
    }
}
