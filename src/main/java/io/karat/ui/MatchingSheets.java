package io.karat.ui;

import io.karat.batch.PairSurvey;
import io.karat.golden.Title;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.MatchingSurvey;
import io.karat.ledger.MatchingSurvey.Thresholds;
import io.karat.ledger.MatchingSurvey.Zone;
import io.karat.ledger.RecordView;
import io.karat.ledger.SourceRecords;
import io.karat.model.EntityType;
import io.karat.ui.MatchingSheet.Bar;
import io.karat.ui.MatchingSheet.Figure;
import io.karat.ui.MatchingSheet.Sample;
import io.karat.ui.MatchingSheet.Shift;
import io.karat.ui.MatchingSheet.Survey;
import io.karat.ui.MatchingSheet.WhatIf;
import jakarta.enterprise.context.RequestScoped;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts a survey into the words of the page. */
@RequestScoped
class MatchingSheets {

    /** Bands of a survey that make one bar. */
    private static final int OF_A_BAR = 10;

    private static final int SAMPLES = 8;

    private final GoldenRecords golden;
    private final SourceRecords records;

    MatchingSheets(GoldenRecords golden, SourceRecords records) {
        this.golden = golden;
        this.records = records;
    }

    Survey survey(EntityType type, MatchingSurvey survey, Thresholds now, Thresholds then, String problem) {
        return new Survey(
                When.of(survey.at()),
                survey.parameters(),
                figures(type, survey, now),
                bars(survey),
                thresholds(now),
                thresholds(then),
                problem,
                whatIf(type, survey, now, then),
                survey.rules().stream().map(MatchingSheets::rule).toList());
    }

    private static List<Figure> figures(EntityType type, MatchingSurvey survey, Thresholds now) {
        int joined = survey.records() - survey.alone();
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure(
                Messages.text("common-records"),
                Words.number(survey.records()),
                Messages.count("matching-in-golden-records", survey.golden()),
                "/golden?entity=" + type.name()));
        figures.add(new Figure(
                Messages.text("matching-joined"),
                Words.number(joined),
                Messages.text("matching-share-with-others", share(joined, survey.records())),
                ""));
        figures.add(new Figure(
                Messages.text("matching-in-question"),
                Words.number(survey.questions()),
                Messages.text("matching-open-when-looked-at"),
                "/reviews?entity=" + type.name()));
        figures.add(new Figure(
                Messages.text("matching-alone"),
                Words.number(survey.alone()),
                Messages.text("matching-share-nothing-like-them", share(survey.alone(), survey.records())),
                ""));
        int[] said = survey.decisions(Zone.JOINED, now);
        double precision = survey.precision(now);
        figures.add(new Figure(
                Messages.text("matching-precision-estimated"),
                Double.isNaN(precision) ? "\u2013" : percent(precision),
                said[0] + said[1] == 0 ? Messages.text("matching-by-the-model") : decisions(said[0], said[1]),
                ""));
        return figures;
    }

    /** Where the share of "same" lies with 95 % confidence (Wilson 1927). */
    private static String decisions(int same, int different) {
        double n = same + different;
        double z = 1.96;
        double p = same / n;
        double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
        double half = z / (1 + z * z / n) * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
        return Messages.text(
                "matching-with-decisions",
                same + different,
                Words.number(same + different),
                Words.number(same),
                Words.number(different),
                percent(Math.max(0, middle - half)),
                percent(Math.min(1, middle + half)));
    }

    private static List<Bar> bars(MatchingSurvey survey) {
        List<Bar> bars = new ArrayList<>();
        int last = PairSurvey.BANDS - 1;
        while (last > 0 && survey.inside()[last] + survey.between()[last] == 0) {
            last--;
        }
        for (int from = 0; from <= last; from += OF_A_BAR) {
            int to = Math.min(PairSurvey.BANDS, from + OF_A_BAR);
            bars.add(new Bar(
                    number(PairSurvey.from(from)),
                    to == PairSurvey.BANDS
                            ? Messages.text("matching-and-more", exact(PairSurvey.from(from)))
                            : Messages.text(
                                    "matching-from-to", exact(PairSurvey.from(from)), exact(PairSurvey.from(to))),
                    Arrays.stream(survey.inside(), from, to).sum(),
                    Arrays.stream(survey.between(), from, to).sum()));
        }
        return bars;
    }

    private static MatchingSheet.Thresholds thresholds(Thresholds thresholds) {
        return new MatchingSheet.Thresholds(
                plain(thresholds.link()),
                plain(thresholds.review()),
                number(Waterfall.logit(thresholds.link())),
                number(Waterfall.logit(thresholds.review())));
    }

    private WhatIf whatIf(EntityType type, MatchingSurvey survey, Thresholds now, Thresholds then) {
        List<MatchingSheet.Zone> zones = Stream.of(Zone.values())
                .map(zone -> zone(zone, survey.pairs(zone, now), survey.pairs(zone, then)))
                .toList();
        List<MatchingSurvey.Shift> shifts = survey.shifts(now, then);
        Map<Integer, RecordView> shown = records
                .find(
                        type.name(),
                        shifts.stream()
                                .flatMap(s -> s.samples().stream().limit(SAMPLES))
                                .flatMap(s -> Stream.of(s.left(), s.right()))
                                .distinct()
                                .toList())
                .stream()
                .collect(Collectors.toMap(RecordView::ordinal, Function.identity()));
        return new WhatIf(
                zones,
                shifts.stream().map(shift -> shift(type, shift, shown)).toList(),
                now.equals(then)
                        ? ""
                        : "thresholds: {link: " + plain(then.link()) + ", review: " + plain(then.review()) + "}");
    }

    private static MatchingSheet.Zone zone(Zone zone, long now, long then) {
        String label = Messages.text("matching-zone-" + name(zone));
        long difference = then - now;
        return new MatchingSheet.Zone(
                label,
                Words.number(now),
                Words.number(then),
                difference == 0 ? "" : (difference > 0 ? "+" : "\u2212") + Words.number(Math.abs(difference)));
    }

    private Shift shift(EntityType type, MatchingSurvey.Shift shift, Map<Integer, RecordView> shown) {
        return new Shift(
                Messages.text("matching-shift-" + name(shift.from()) + "-" + name(shift.to())),
                Messages.count("golden-pairs", shift.pairs()),
                note(shift),
                shift.samples().stream()
                        .limit(SAMPLES)
                        .filter(s -> shown.containsKey(s.left()) && shown.containsKey(s.right()))
                        .map(s -> sample(type, s, shown))
                        .toList());
    }

    private static String name(Zone zone) {
        return zone.name().toLowerCase(Locale.ROOT);
    }

    private static String note(MatchingSurvey.Shift shift) {
        return Messages.text("matching-of-them-now", Words.number(shift.inside()), Words.number(shift.between()));
    }

    private Sample sample(EntityType type, MatchingSurvey.Sample sample, Map<Integer, RecordView> shown) {
        RecordView left = Objects.requireNonNull(shown.get(sample.left()));
        RecordView right = Objects.requireNonNull(shown.get(sample.right()));
        return new Sample(
                title(type, left),
                title(type, right),
                Words.probability(sample.probability()),
                "/compare/" + type.name() + "?record=" + token(left) + "&record=" + token(right));
    }

    private String title(EntityType type, RecordView record) {
        String title = Title.of(type, golden.preview(type.name(), List.of(record.ordinal())));
        return title.isBlank() ? record.key().source() + " " + record.key().key() : title;
    }

    private static String token(RecordView record) {
        return URLEncoder.encode(record.key().source() + "/" + record.key().key(), StandardCharsets.UTF_8);
    }

    private static MatchingSheet.Rule rule(MatchingSurvey.Rule rule) {
        return new MatchingSheet.Rule(
                rule.rule().isEmpty() ? Messages.text("common-no-shared-key") : rule.rule(),
                Words.number(rule.same()),
                Words.number(rule.different()),
                percent(rule.same() / (double) rule.decisions()),
                Words.number(rule.overridden()));
    }

    private static String share(long part, long whole) {
        return whole == 0 ? Messages.text("matching-none") : percent(part / (double) whole);
    }

    private static String percent(double share) {
        return String.format(Locales.locale(), "%.1f %%", Math.floor(share * 1000) / 10);
    }

    private static String exact(double logOdds) {
        double p = 1 / (1 + Math.exp(-logOdds));
        return p > 0.9995
                ? String.format(Locales.locale(), "1 \u2212 %.0e", 1 - p)
                : String.format(Locales.locale(), "%.3f", p);
    }

    private static String plain(double probability) {
        return BigDecimal.valueOf(probability).stripTrailingZeros().toPlainString();
    }

    private static String number(double n) {
        return String.format(Locale.ROOT, "%.3f", n);
    }
}
