package io.karat.match;

/** Values as sequences of words parted by single blanks. */
final class Tokens {
    private Tokens() {}

    static String[] of(String value) {
        return value.isEmpty() ? new String[0] : value.split(" ", -1);
    }

    /** The words of {@code a} that {@code b} holds, as a share of the value with fewer words; 0 if it is one word only. */
    static double overlap(String a, String b) {
        if (a.indexOf(' ') < 0 && b.indexOf(' ') < 0) {
            return 0;
        }
        String[] left = of(a);
        String[] right = of(b);
        boolean[] used = new boolean[right.length];
        int shared = 0;
        for (String token : left) {
            for (int j = 0; j < right.length; j++) {
                if (!used[j] && right[j].equals(token)) {
                    used[j] = true;
                    shared++;
                    break;
                }
            }
        }
        return shared < 2 ? shared * 0.5 : (double) shared / Math.min(left.length, right.length);
    }

    /** The values are of more than one word and have one of at least two letters in common. */
    static boolean shareOne(String a, String b) {
        if (a.indexOf(' ') < 0 && b.indexOf(' ') < 0) {
            return false;
        }
        for (String left : of(a)) {
            if (left.length() > 1) {
                for (String right : of(b)) {
                    if (left.equals(right)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    static boolean sameFirst(String a, String b) {
        int end = a.indexOf(' ');
        int length = end < 0 ? a.length() : end;
        return b.startsWith(a.substring(0, length)) && (b.length() == length || b.charAt(length) == ' ');
    }

    /** A code or model number: at least four characters, at least two of them digits. */
    static boolean isCode(String token) {
        int digits = 0;
        for (int i = 0; i < token.length(); i++) {
            if (token.charAt(i) >= '0' && token.charAt(i) <= '9') {
                digits++;
            }
        }
        return digits >= 2 && token.length() >= 4;
    }
}
