package io.karat.ui;

import java.util.ArrayList;
import java.util.List;

/**
 * Where two texts differ, character by character: what is not part of their longest common subsequence is marked.
 * Compared by code point, so that no character is cut in two.
 */
record Difference(List<Piece> left, List<Piece> right, double likeness) {

    /** Beyond this length a text is shown unmarked: nobody reads marks in it, and the comparison is quadratic. */
    private static final int LONGEST = 400;

    Difference {
        left = List.copyOf(left);
        right = List.copyOf(right);
    }

    /**
     * A stretch of text.
     *
     * @param hint what a reader would not see in it, in words, or empty
     */
    record Piece(String text, boolean marked, String hint) {
        Piece(String text, boolean marked) {
            this(text, marked, "");
        }

        /** Between these a line may end: an address of mail before its {@code @}. */
        public List<String> parts() {
            int at = text.indexOf('@');
            return at <= 0 ? List.of(text) : List.of(text.substring(0, at), text.substring(at));
        }
    }

    static List<Piece> plain(String text) {
        return List.of(new Piece(text, false));
    }

    /** As {@link #between}, but of numbers of one length place by place: two digits that changed places are both marked. */
    static Difference ofCodes(String left, String right) {
        int[] a = left.codePoints().toArray();
        int[] b = right.codePoints().toArray();
        if (a.length != b.length || a.length == 0) {
            return between(left, right);
        }
        boolean[] shared = new boolean[a.length];
        int common = 0;
        for (int i = 0; i < a.length; i++) {
            shared[i] = a[i] == b[i];
            common += shared[i] ? 1 : 0;
        }
        return new Difference(pieces(a, shared), pieces(b, shared), (double) common / a.length);
    }

    /** {@code likeness} is twice the common length over both lengths, in [0, 1]. */
    static Difference between(String left, String right) {
        int[] a = left.codePoints().toArray();
        int[] b = right.codePoints().toArray();
        if (a.length > LONGEST || b.length > LONGEST) {
            return new Difference(plain(left), plain(right), left.equals(right) ? 1 : 0);
        }
        int[][] common = common(a, b);
        boolean[] inA = new boolean[a.length];
        boolean[] inB = new boolean[b.length];
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            if (a[i] == b[j]) {
                inA[i++] = true;
                inB[j++] = true;
            } else if (common[i + 1][j] >= common[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        int length = a.length + b.length;
        return new Difference(pieces(a, inA), pieces(b, inB), length == 0 ? 1 : 2.0 * common[0][0] / length);
    }

    /** Length of the longest common subsequence of the rests from i and j. */
    private static int[][] common(int[] a, int[] b) {
        int[][] length = new int[a.length + 1][b.length + 1];
        for (int i = a.length - 1; i >= 0; i--) {
            for (int j = b.length - 1; j >= 0; j--) {
                length[i][j] = a[i] == b[j] ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
            }
        }
        return length;
    }

    private static List<Piece> pieces(int[] text, boolean[] shared) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= text.length; i++) {
            if (i == text.length || shared[i] != shared[from]) {
                pieces.add(new Piece(new String(text, from, i - from), !shared[from]));
                from = i;
            }
        }
        return pieces;
    }
}
