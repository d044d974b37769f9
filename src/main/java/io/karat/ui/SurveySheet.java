package io.karat.ui;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Golden records, uniqueness and timeliness on the page of data quality.
 *
 * @param at when uniqueness and timeliness were last looked at; null before the first time
 * @param late rows of the source that was chosen, or null
 * @param shared rows of the attribute that was chosen, or null
 * @param trend of the source that the page is narrowed to, newest first
 */
record SurveySheet(
        String entity,
        Golden golden,
        @Nullable When at,
        List<OfSource> sources,
        List<OfAttribute> attributes,
        @Nullable Late late,
        @Nullable Shared shared,
        List<Day> trend) {

    SurveySheet {
        sources = List.copyOf(sources);
        attributes = List.copyOf(attributes);
        trend = List.copyOf(trend);
    }

    /**
     * What the rules say of the golden records.
     *
     * @param score in percent, or empty where no rule applies
     * @param worst address of all of them, those with the lowest score first
     */
    record Golden(String score, String records, String worst, List<Rule> rules, List<Day> trend) {
        Golden {
            rules = List.copyOf(rules);
            trend = List.copyOf(trend);
        }
    }

    /**
     * @param about attributes
     * @param url of the golden records that fail it
     */
    record Rule(
            String id,
            String message,
            String about,
            String severity,
            String score,
            String applied,
            String failed,
            String url) {}

    /**
     * @param timeliness in percent, or empty where nothing is asked of the source
     * @param repeats address of the golden records that hold several of its records
     * @param lateUrl of this page with the records that are late
     */
    record OfSource(
            String label,
            String records,
            String uniqueness,
            String repeated,
            String repeats,
            String timeliness,
            String late,
            String lateUrl) {}

    /** @param url of this page with the golden records that share a value */
    record OfAttribute(String label, String uniqueness, String held, String shared, String url) {}

    record Late(String label, List<LateRow> rows, String next) {
        Late {
            rows = List.copyOf(rows);
        }
    }

    /** @param golden its page, or empty */
    record LateRow(Desk.Member record, When said, String golden) {}

    record Shared(String label, List<SharedRow> rows, String next) {
        Shared {
            rows = List.copyOf(rows);
        }
    }

    /** @param compare address of the first of them beside each other */
    record SharedRow(String holders, List<Link> golden, String compare) {
        SharedRow {
            golden = List.copyOf(golden);
        }
    }

    record Link(String title, String url) {}

    /** @param second of two measures, or empty */
    record Day(String day, String first, String second) {}
}
