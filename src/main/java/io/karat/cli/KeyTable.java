package io.karat.cli;

import io.karat.batch.KeyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report on keys as aligned tables for people. */
final class KeyTable {

    private final KeyReport report;

    KeyTable(KeyReport report) {
        this.report = report;
    }

    String text() {
        List<String> parts = new ArrayList<>();
        parts.add(totals());
        parts.add(new TextTable(List.of(
                        "kind of key",
                        "keys",
                        "candidates",
                        "only so",
                        "matches",
                        "only so",
                        "recall added",
                        "passed over",
                        "records",
                        "largest"))
                .with(report.kinds().stream().map(this::row).toList())
                .text());
        if (!report.largest().isEmpty()) {
            parts.add(String.format(
                    Locale.ROOT,
                    "The largest keys that are passed over, as more than %d records share them or would by chance:",
                    report.limits().cap()));
            parts.add(new TextTable(List.of("records", "key", "most frequent values"))
                    .left(1, 2)
                    .with(report.largest().stream().map(KeyTable::row).toList())
                    .text());
        }
        return String.join(System.lineSeparator() + System.lineSeparator(), parts);
    }

    private String totals() {
        KeyReport.Totals totals = report.totals();
        KeyReport.Coverage records = report.records();
        int without = records.cut() + records.passedOver() + records.alone();
        return new TextTable(List.of("", ""))
                .left(1)
                .with(List.of(
                        List.of(count(totals.candidates()), "candidate pairs"),
                        List.of(count(totals.matches()), "matches: pairs of records in one cluster"),
                        List.of(
                                count(totals.matchesFound()),
                                "of these are candidates; the others met through a third"),
                        List.of(count(records.all()), "records"),
                        List.of(count(without), "of these have no candidate, because"),
                        List.of(count(records.alone()), "  share no key with anybody"),
                        List.of(count(records.passedOver()), "  share only keys that are passed over"),
                        List.of(count(records.cut()), "  were left out when a budget was used up"),
                        List.of(
                                count(records.atBudget()),
                                "stopped looking at the budget of "
                                        + report.limits().budget() + " other records")))
                .text();
    }

    private List<String> row(KeyReport.Kind kind) {
        double all = Math.max(1, report.totals().matches());
        return List.of(
                String.join(" + ", kind.attributes()),
                count(kind.used().keys()),
                count(kind.candidates().pairs()),
                count(kind.candidates().only()),
                count(kind.matches().pairs()),
                count(kind.matches().only()),
                String.format(Locale.ROOT, "%.2f %%", 100 * kind.matches().only() / all),
                count(kind.passedOver().keys()),
                count(kind.passedOver().records()),
                count(kind.passedOver().largest()));
    }

    private static List<String> row(KeyReport.Block block) {
        return List.of(
                count(block.records()),
                String.join(" + ", block.attributes()),
                block.values().stream()
                        .map(value -> String.format(
                                Locale.ROOT,
                                "%s: %s (%.0f %%)",
                                value.attribute(),
                                value.value(),
                                100.0 * value.records() / block.records()))
                        .collect(Collectors.joining("; ")));
    }

    private static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}
