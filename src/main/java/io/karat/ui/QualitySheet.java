package io.karat.ui;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of data quality.
 *
 * @param score in percent, or empty where no rule applied
 * @param findings of the chosen rule; null where none is chosen
 */
record QualitySheet(
        Choice choice,
        String score,
        String records,
        boolean ruled,
        List<Row> sources,
        List<Row> attributes,
        List<Rule> rules,
        List<Day> trend,
        @Nullable Listing findings,
        Listing quarantine) {

    QualitySheet {
        sources = List.copyOf(sources);
        attributes = List.copyOf(attributes);
        rules = List.copyOf(rules);
        trend = List.copyOf(trend);
    }

    /** What the page is narrowed to; empty words are all. */
    record Choice(String entity, String source, String attribute, String rule) {
        public boolean any() {
            return !(source.isEmpty() && attribute.isEmpty() && rule.isEmpty());
        }
    }

    /** @param url of the page narrowed to it */
    record Row(String label, String url, boolean chosen, String score, String applied, String failed) {}

    record Rule(
            String id,
            String url,
            boolean chosen,
            String about,
            String severity,
            String message,
            String score,
            String applied,
            String failed) {}

    /**
     * The score of a day.
     *
     * @param percent for the chart
     */
    record Day(String day, String score, String percent, String records) {}

    /**
     * @param next address of the following page, or empty
     * @param first address of the first page, where this is another one; or empty
     */
    record Listing(List<Found> records, String next, String first) {
        Listing {
            records = List.copyOf(records);
        }
    }

    /** @param golden its page, or empty */
    record Found(Desk.Member record, List<String> failures, String golden, String correct) {
        Found {
            failures = List.copyOf(failures);
        }
    }

    /**
     * A record in quarantine that is being corrected.
     *
     * @param encodedKey as it stands in an address
     * @param version that is corrected
     */
    record Correction(
            Choice choice,
            Desk.Member record,
            String encodedKey,
            int version,
            List<String> failures,
            List<Field> fields,
            Desk.@Nullable Notice notice) {
        Correction {
            failures = List.copyOf(failures);
            fields = List.copyOf(fields);
        }
    }

    /** @param value of several, one on each line */
    record Field(String name, String label, String value, boolean many, boolean failed) {}
}
