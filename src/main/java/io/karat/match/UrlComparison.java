package io.karat.match;

import java.util.List;

/** Web addresses: the host counts, the path less. */
final class UrlComparison implements Comparison {

    private static final List<Level> LEVELS =
            List.of(DIFFERENT, new Level("similar", 0.5), new Level("same host", 0.8), EQUAL);

    @Override
    public List<Level> levels() {
        return LEVELS;
    }

    @Override
    public int unequal(String a, String b) {
        String left = host(a);
        String right = host(b);
        if (left.equals(right)) {
            return 2;
        }
        return Similarity.jaroWinkler(left, right, 0.92) >= 0.92 ? 1 : 0;
    }

    private static String host(String url) {
        int from = url.indexOf("://");
        from = from < 0 ? 0 : from + 3;
        if (url.startsWith("www.", from)) {
            from += 4;
        }
        int to = url.indexOf('/', from);
        return to < 0 ? url.substring(from) : url.substring(from, to);
    }
}
