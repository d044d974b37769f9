package io.karat.ui;

import io.karat.match.Explanation;
import io.karat.model.EntityType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A score drawn as a waterfall: where it starts, what each comparison adds or takes, where it ends, and the two
 * thresholds. Coordinates are in the drawing's own units.
 */
record Waterfall(int width, int height, int plotTop, int plotBottom, List<Step> steps, List<Threshold> thresholds) {

    private static final int WIDTH = 280;
    private static final int TOP = 18;
    private static final int ROW = 34;
    private static final int BAR = 10;
    private static final int MARGIN = 4;
    private static final double THINNEST = 1.5;
    private static final int LABEL_ROOM = 26;

    /** Kept free of bars and thresholds, for the weights on the right. */
    private static final int WEIGHT_ROOM = 38;

    /** Characters of label and detail that fit beside the weight. */
    private static final int WORDS = 36;

    Waterfall {
        steps = List.copyOf(steps);
        thresholds = List.copyOf(thresholds);
    }

    /**
     * @param kind {@code start}, {@code for}, {@code against} or {@code sum}
     * @param detail the level in words
     * @param brief as much of the detail as fits into the drawing
     * @param textY baseline of the words above the bar
     */
    record Step(
            String label,
            String detail,
            String brief,
            String weight,
            String kind,
            String x,
            String barWidth,
            int y,
            int textY,
            String end) {

        public int stemBottom() {
            return y + ROW;
        }
    }

    /** A line across the drawing; its words are anchored so that they stay inside. */
    record Threshold(String label, String x, String textX, String anchor) {}

    /** Comparisons without evidence are left out; what speaks for the pair comes first, what speaks against it last. */
    static Waterfall of(Explanation explanation, EntityType type) {
        List<Explanation.Comparison> shown = explanation.comparisons().stream()
                .filter(c -> Math.abs(c.weight()) >= 0.05)
                .sorted(Comparator.comparingDouble((Explanation.Comparison c) -> -c.weight()))
                .toList();
        double review = logit(type.matching().review());
        double link = logit(type.matching().link());
        Scale scale = Scale.over(explanation, shown, review, link);

        List<Step> steps = new ArrayList<>();
        steps.add(step(
                0,
                Messages.text("desk-before-comparing"),
                Messages.text("desk-two-records-at-random"),
                0,
                explanation.prior(),
                "start",
                scale));
        double at = explanation.prior();
        for (Explanation.Comparison c : shown) {
            String label = label(c, type);
            steps.add(step(
                    steps.size(),
                    label,
                    ScoreWords.level(c),
                    at,
                    at + c.weight(),
                    c.weight() > 0 ? "for" : "against",
                    scale));
            at += c.weight();
        }
        steps.add(step(steps.size(), Messages.text("desk-together"), "", 0, explanation.logOdds(), "sum", scale));
        int bottom = TOP + steps.size() * ROW;
        return new Waterfall(
                WIDTH,
                bottom + 2,
                TOP,
                bottom,
                steps,
                List.of(
                        threshold(Messages.text("desk-threshold-ask"), review, "end", scale),
                        threshold(Messages.text("desk-threshold-join"), link, "start", scale)));
    }

    static String label(Explanation.Comparison comparison, EntityType type) {
        return type.attribute(comparison.attribute())
                .map(a -> a.label())
                .orElseGet(() -> named(comparison.attribute()));
    }

    /** Of evidence that is not of one attribute. */
    private static String named(String evidence) {
        return Messages.textOr("desk-comparison-" + evidence, Words.started(evidence.replace('_', ' ')));
    }

    private static Step step(int row, String label, String detail, double from, double to, String kind, Scale scale) {
        double left = Math.min(scale.x(from), scale.x(to));
        double wide = Math.max(THINNEST, Math.abs(scale.x(from) - scale.x(to)));
        int top = TOP + row * ROW;
        boolean level = kind.equals("start") || kind.equals("sum");
        return new Step(
                label,
                detail,
                cut(detail, WORDS - label.length()),
                Words.weight(level ? to : to - from),
                kind,
                number(left),
                number(wide),
                top + 18,
                top + 13,
                number(scale.x(to)));
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, Math.max(1, length - 1)) + "\u2026";
    }

    private static Threshold threshold(String label, double at, String anchor, Scale scale) {
        double x = scale.x(at);
        boolean before = anchor.equals("end") || x > WIDTH - WEIGHT_ROOM - LABEL_ROOM;
        return new Threshold(label, number(x), number(before ? x - 3 : x + 3), before ? "end" : "start");
    }

    static double logit(double probability) {
        return Math.log(probability / (1 - probability));
    }

    private static String number(double n) {
        return String.format(Locale.ROOT, "%.1f", n);
    }

    /** From log-odds to the drawing. */
    private record Scale(double low, double high) {

        static Scale over(Explanation whole, List<Explanation.Comparison> shown, double review, double link) {
            double low = Math.min(0, Math.min(whole.prior(), review));
            double high = Math.max(0, Math.max(whole.logOdds(), link));
            double at = whole.prior();
            for (Explanation.Comparison c : shown) {
                at += c.weight();
                low = Math.min(low, at);
                high = Math.max(high, at);
            }
            double room = (high - low) * 0.04;
            return new Scale(low - room, high + room);
        }

        double x(double logOdds) {
            return MARGIN + (logOdds - low) / (high - low) * (WIDTH - WEIGHT_ROOM - 2 * MARGIN);
        }
    }

    public int barHeight() {
        return BAR;
    }
}
