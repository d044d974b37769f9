package io.karat.standardise;

import io.karat.model.EntityType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Given names that are used for each other: <em>William</em> and <em>Bill</em>, <em>Francisco</em> and <em>Paco</em>.
 * A matter of comparison only: a standard value is never replaced by another name.
 */
public final class Nicknames {

    private static final Nicknames STANDARD = read("nicknames.txt");

    /** As many as there are models. */
    private static final Map<List<List<String>>, Nicknames> EXTENDED = new ConcurrentHashMap<>();

    /** The groups each name stands in, ascending. */
    private final Map<String, int[]> groups;

    private final int size;

    private Nicknames(Map<String, int[]> groups, int size) {
        this.groups = groups;
        this.size = size;
    }

    /** The table that comes with Karat: English mainly, and German, Romance and Slavic short forms. */
    public static Nicknames standard() {
        return STANDARD;
    }

    /** The table of an entity type: the one that comes with Karat, and the groups of its reference files beside them. */
    public static Nicknames of(EntityType type) {
        List<List<String>> more = type.references().nicknames();
        return more.isEmpty() ? STANDARD : EXTENDED.computeIfAbsent(more, STANDARD::and);
    }

    private Nicknames and(List<List<String>> more) {
        Map<String, int[]> all = new HashMap<>(groups);
        int group = size;
        for (List<String> names : more) {
            int number = group++;
            names.forEach(name -> all.merge(standard(name), new int[] {number}, Nicknames::both));
        }
        return new Nicknames(all, group);
    }

    /** A name as a record's features have it. */
    public static String standard(String name) {
        return Letters.words(name);
    }

    private static Nicknames read(String resource) {
        try (InputStream in = Nicknames.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the build");
            }
            return of(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Nicknames of(BufferedReader lines) throws IOException {
        Map<String, int[]> groups = new HashMap<>();
        int group = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                int number = group++;
                for (String name : line.split(" ")) {
                    groups.merge(name, new int[] {number}, Nicknames::both);
                }
            }
        }
        return new Nicknames(groups, group);
    }

    private static int[] both(int[] before, int[] one) {
        if (before[before.length - 1] == one[0]) {
            return before;
        }
        int[] longer = Arrays.copyOf(before, before.length + 1);
        longer[before.length] = one[0];
        return longer;
    }

    /** Whether the table has the name, in its standard form. */
    public boolean knows(String name) {
        return groups.containsKey(name);
    }

    /** Bits of the groups a name is in: related names have one in common; so may others, by chance. */
    public long digest(String name) {
        long bits = 0;
        for (int group : groups.getOrDefault(name, new int[0])) {
            bits |= 1L << group;
        }
        return bits;
    }

    /** Whether two standard values are names of one group. Symmetric; equal names are related only if they are known. */
    public boolean related(String a, String b) {
        int[] x = groups.get(a);
        int[] y = x == null ? null : groups.get(b);
        if (x == null || y == null) {
            return false;
        }
        for (int i = 0, j = 0; i < x.length && j < y.length; ) {
            if (x[i] == y[j]) {
                return true;
            }
            if (x[i] < y[j]) {
                i++;
            } else {
                j++;
            }
        }
        return false;
    }
}
