package io.karat.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the files in {@code reference/} say to one entity type. Part of the model's version: another file, another version.
 *
 * @param lists by attribute, the codes that its values stand for
 * @param nicknames groups of names that are used for each other, beside those that the hub knows
 * @param legalForms of organisations, likewise
 */
public record References(Map<String, ReferenceList> lists, List<List<String>> nicknames, Set<String> legalForms) {

    public static final References NONE = new References(Map.of(), List.of(), Set.of());

    public References {
        lists = new TreeMap<>(lists);
        nicknames = nicknames.stream().map(List::copyOf).toList();
        legalForms = new TreeSet<>(legalForms);
    }

    /** What the standard form of values depends on, in one line; empty where nothing is said. */
    public String ofValues() {
        return lists.isEmpty() && legalForms.isEmpty() ? "" : lists + " " + legalForms;
    }

    /** All of it in one line; empty where nothing is said. */
    String canonical() {
        return equals(NONE) ? "" : this.toString();
    }

    /** Names whose groups are others than here. */
    public Set<String> namesGroupedOtherwise(List<List<String>> before) {
        List<List<String>> changed = new ArrayList<>(nicknames);
        before.forEach(group -> {
            if (!changed.remove(group)) {
                changed.add(group);
            }
        });
        Set<String> names = new TreeSet<>();
        changed.forEach(names::addAll);
        return names;
    }
}
