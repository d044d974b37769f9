package io.karat.standardise;

/**
 * American Soundex, with two changes that keep more of the same names together: the first letter too counts by its class
 * (Catherine and Katherine), and {@code ph} is {@code f}.
 */
final class Sound {

    /** Classes of a to z; 0 vowels, 9 letters that do not part equal classes. */
    private static final String CLASSES = "01230129022455012623019202";

    private static final int LENGTH = 4;

    private Sound() {}

    /** Up to four characters; empty when the text holds no letter. */
    static String of(String text) {
        StringBuilder code = new StringBuilder(LENGTH);
        char last = ' ';
        for (int i = 0; i < text.length() && code.length() < LENGTH; i++) {
            char c = text.charAt(i);
            if (c < 'a' || c > 'z') {
                continue;
            }
            if (c == 'p' && i + 1 < text.length() && text.charAt(i + 1) == 'h') {
                c = 'f';
                i++;
            }
            char cls = CLASSES.charAt(c - 'a');
            if (code.isEmpty()) {
                code.append(cls == '0' || cls == '9' ? c : cls);
            } else if (cls != '0' && cls != '9' && cls != last) {
                code.append(cls);
            }
            if (cls != '9') {
                last = cls;
            }
        }
        return code.toString();
    }
}
