package io.karat.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows of text whose columns are aligned: the first one to the left, the others to the right unless told otherwise. */
record TextTable(List<String> header, List<List<String>> rows, Set<Integer> left) {

    private static final String GAP = "  ";

    TextTable {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
        left = Set.copyOf(left);
    }

    /** @param header blank in all columns: the table has none */
    TextTable(List<String> header) {
        this(header, List.of(), Set.of(0));
    }

    TextTable left(Integer... columns) {
        return new TextTable(header, rows, Set.of(columns));
    }

    TextTable with(List<List<String>> content) {
        return new TextTable(header, content, left);
    }

    String text() {
        List<List<String>> all = new ArrayList<>();
        if (!header.stream().allMatch(String::isEmpty)) {
            all.add(header);
        }
        all.addAll(rows);
        int[] widths = new int[header.size()];
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return all.stream().map(row -> line(row, widths)).collect(Collectors.joining(System.lineSeparator()));
    }

    private String line(List<String> row, int[] widths) {
        return Stream.iterate(0, i -> i + 1)
                .limit(widths.length)
                .map(i -> cell(row.get(i), widths[i], left.contains(i)))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private static String cell(String text, int width, boolean toTheLeft) {
        String blanks = " ".repeat(width - text.length());
        return toTheLeft ? text + blanks : blanks + text;
    }
}
