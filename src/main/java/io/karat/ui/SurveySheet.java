package io.karat.ui;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Golden records and the four dimensions on the page of data quality.
 *
 * @param at when the dimensions were last looked at; null before the first time
 * @param four of what the page is narrowed to
 * @param sources the golden records last
 * @param gaps rows of the attribute that was chosen, or null
 * @param late rows of the source that was chosen, or null
 * @param shared rows of the attribute that was chosen, or null
 * @param trend of what the page is narrowed to, newest first
 */
record SurveySheet(
        String entity,
        Golden golden,
        @Nullable When at,
        Four four,
        List<OfSource> sources,
        List<OfAttribute> attributes,
        @Nullable Gaps gaps,
        @Nullable Late late,
        @Nullable Shared shared,
        List<FourOfDay> trend) {

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
     * A share.
     *
     * @param percent empty where there is nothing to measure
     * @param plot in percent for the chart, or empty
     */
    record Measure(String percent, String plot, String good, String all, String bad) {
        public boolean perfect() {
            return bad.equals("0");
        }
    }

    record Four(Measure completeness, Measure validity, Measure uniqueness, Measure timeliness) {}

    record FourOfDay(String day, Four four) {}

    /**
     * @param url of this page narrowed to it
     * @param repeats address of the golden records that hold several of its records
     * @param lateUrl of this page with the records that are late
     */
    record OfSource(
            String label, String url, boolean chosen, boolean golden, Four four, String repeats, String lateUrl) {}

    /** @param missingUrl of this page with the records that lack it; the others alike */
    record OfAttribute(String label, Four four, String missingUrl, String invalidUrl, String sharedUrl) {}

    /** @param missing or else not valid */
    record Gaps(String label, boolean missing, List<Gap> rows, String next) {
        Gaps {
            rows = List.copyOf(rows);
        }
    }

    /**
     * @param record null of a golden record
     * @param golden its title and page, or null
     * @param correct address of the page to correct it, of a record in quarantine; or empty
     */
    record Gap(
            Desk.@Nullable Member record,
            String why,
            @Nullable Link golden,
            String correct) {}

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
