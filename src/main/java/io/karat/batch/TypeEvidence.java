package io.karat.batch;

import static io.karat.model.AttributeType.*;

import io.karat.model.AttributeType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The table by which a column's type is chosen. Each line is one piece of evidence: for a type, what it is, how many
 * points it is worth at most, and how strongly it is there (0 to 1). The type with most points wins. Points are rough
 * log-odds, as in naive Bayes: what only one type shows is worth 8 to 12, what several show 2 to 4, a header's word 4.
 */
final class TypeEvidence {

    /** What the lines look at. */
    record Seen(ColumnProfile column, Header header, Ties ties, List<Neighbour> beside) {

        boolean beside(AttributeType type) {
            return beside.stream().anyMatch(n -> n.type() == type);
        }
    }

    /** A column left or right, with the type that its own values and header give. */
    record Neighbour(AttributeType type, ColumnProfile column) {}

    /** @param reasons the pieces that gave most, the strongest first */
    record Verdict(AttributeType type, double points, List<String> reasons) {
        Verdict {
            reasons = List.copyOf(reasons);
        }
    }

    private record Line(AttributeType type, double points, String reason, ToDoubleFunction<Seen> strength) {}

    private static final double HEADER_POINTS = 4;
    private static final double FEW_VALUES = 4;
    private static final double VARIOUS = 12;
    private static final int REASONS = 3;
    private static final double WORTH_TELLING = 0.7;

    private static final List<Line> LINES = List.of(
            of(EMAIL, 12, Trait.EMAIL, "e-mail addresses"),
            of(URL, 10, Trait.URL, "web addresses"),
            of(DATE, 10, Trait.DATE, "dates"),
            new Line(
                    YEAR, 8, "years, few different ones", s -> s.column.distinct() <= 250 ? certain(s, Trait.YEAR) : 0),
            of(MONEY, 10, Trait.CURRENCY, "amounts with a currency"),
            new Line(MONEY, 5, "numbers with two decimals", s -> cents(s) * certain(s, Trait.NUMBER)),
            new Line(NUMBER, 3.2, "numbers", s -> certain(s, Trait.NUMBER)),
            new Line(NUMBER, 3, "decimals of several lengths", s -> decimals(s) * (1 - cents(s))),
            of(PHONE, 8, Trait.PHONE, "written as telephone numbers"),
            new Line(PHONE, 7, "ten digits or more as telephone numbers begin", TypeEvidence::dialled),
            of(POSTCODE, 9, Trait.POSTCODE, "in a form of postcodes"),
            new Line(POSTCODE, 5.5, "four to six digits, all of one length, that repeat", TypeEvidence::shortDigits),
            new Line(HOUSE_NUMBER, 3.4, "short numbers, small ones most often", TypeEvidence::doors),
            new Line(HOUSE_NUMBER, 4, "stands beside a column of streets", s -> s.beside(STREET) ? doors(s) : 0),
            new Line(HOUSE_NUMBER, 2, "numbers with a letter or a slash", TypeEvidence::letteredDoors),
            of(STREET, 8, Trait.STREET, "words of streets"),
            new Line(STREET, 1, "several parts of an address", s -> s.column.share(Trait.ADDRESS)),
            new Line(CITY, 8, "known cities", s -> saturated(s, Trait.CITY, 0.3)),
            new Line(CITY, 3.5, "depends on the postcode", TypeEvidence::placed),
            new Line(CITY, 1.5, "one or a few words that repeat", s -> wordy(s) * repeats(s)),
            new Line(
                    CITY,
                    1.5,
                    "stands beside a postcode",
                    s -> s.beside(POSTCODE) && s.column.distinct() > 12
                            ? s.column.share(Trait.ONE_WORD) + s.column.share(Trait.FEW_WORDS)
                            : 0),
            new Line(COUNTRY, 7, "countries", TypeEvidence::countries),
            new Line(COUNTRY, -5, "", s -> s.column.share(Trait.STATE) > 0.8 ? 1 : 0),
            new Line(CATEGORY, 6, "few different values", TypeEvidence::few),
            new Line(CATEGORY, 2.5, "abbreviations of states", s -> few(s) * s.column.share(Trait.STATE)),
            new Line(IDENTIFIER, 4, "codes of digits and letters", TypeEvidence::codes),
            new Line(
                    IDENTIFIER,
                    2.5,
                    "all written in one pattern",
                    s -> codes(s) * s.column.text().samePattern()),
            new Line(GIVEN_NAME, 8, "known given names", s -> named(s, Trait.GIVEN)),
            new Line(GIVEN_NAME, 3, "begins the full name", s -> s.ties.begins() * single(s)),
            new Line(GIVEN_NAME, 3, "goes with one sex", s -> Math.min(1, s.ties.bySex() * 1.3) * single(s)),
            new Line(
                    GIVEN_NAME,
                    4,
                    "initials",
                    s -> saturated(s, Trait.INITIAL, 0.4) * (s.column.distinct() > 8 ? 1 : 0)),
            new Line(GIVEN_NAME, 1.5, "returns in the e-mail address", s -> Math.min(1, s.ties.inEmail() * 3)),
            new Line(GIVEN_NAME, 2, "single words that repeat", s -> single(s) * repeats(s)),
            new Line(GIVEN_NAME, 1.2, "has fewer values than the name beside it", s -> single(s) * rank(s, true)),
            new Line(FAMILY_NAME, 1.5, "stands beside a given name", s -> s.beside(GIVEN_NAME) ? single(s) : 0),
            new Line(FAMILY_NAME, 1.2, "has more values than the name beside it", s -> single(s) * rank(s, false)),
            new Line(FAMILY_NAME, 8, "known family names", s -> named(s, Trait.FAMILY)),
            new Line(FAMILY_NAME, 3, "ends the full name", s -> s.ties.ends() * single(s)),
            new Line(FAMILY_NAME, 2.5, "returns in the e-mail address", s -> Math.min(1, s.ties.inEmail() * 2)),
            new Line(FAMILY_NAME, 1.9, "single words", s -> single(s)),
            new Line(FULL_NAME, 3.5, "two or three words, the first of which repeat", TypeEvidence::likeFullNames),
            new Line(FULL_NAME, 10, "given and family names together", s -> fullNames(s)),
            new Line(
                    ORGANISATION_NAME,
                    10,
                    "legal forms and words of companies",
                    s -> saturated(s, Trait.ORGANISATION, 0.6)),
            new Line(TEXT, 2, "words", s -> 1),
            new Line(TEXT, 6, "long texts", s -> s.column.share(Trait.MANY_WORDS)),
            new Line(TEXT, 9, "lists of people", s -> saturated(s, Trait.PEOPLE, 0.5)),
            new Line(TEXT, 9, "whole addresses in one", TypeEvidence::wholeAddresses),
            new Line(TEXT, 2, "several words", s -> s.column.text().words() > 2.5 ? 1 : 0));

    private TypeEvidence() {}

    /** All types with points, the best first. */
    static List<Verdict> weigh(Seen seen) {
        Map<AttributeType, Double> points = new EnumMap<>(AttributeType.class);
        Map<AttributeType, List<Map.Entry<Double, String>>> reasons = new EnumMap<>(AttributeType.class);
        // What a handful of values shows may be chance.
        double enough = seen.column.filled() / (seen.column.filled() + FEW_VALUES);
        for (Line line : LINES) {
            double given = line.points() * line.strength().applyAsDouble(seen) * enough;
            points.merge(line.type(), given, Double::sum);
            if (given >= WORTH_TELLING && !line.reason().isEmpty()) {
                reasons.computeIfAbsent(line.type(), t -> new ArrayList<>()).add(Map.entry(given, line.reason()));
            }
        }
        for (AttributeType type : AttributeType.values()) {
            double hint = seen.header.says(type) * HEADER_POINTS;
            if (hint > 0) {
                points.merge(type, hint, Double::sum);
                reasons.computeIfAbsent(type, t -> new ArrayList<>()).add(Map.entry(hint, "the header says so"));
            }
        }
        return points.entrySet().stream()
                .map(e -> new Verdict(e.getKey(), e.getValue(), told(reasons.getOrDefault(e.getKey(), List.of()))))
                .sorted(Comparator.comparingDouble((Verdict v) -> -v.points()).thenComparing(Verdict::type))
                .toList();
    }

    private static List<String> told(List<Map.Entry<Double, String>> reasons) {
        return reasons.stream()
                .sorted(Map.Entry.<Double, String>comparingByKey().reversed())
                .limit(REASONS)
                .map(Map.Entry::getValue)
                .toList();
    }

    private static Line of(AttributeType type, double points, Trait trait, String reason) {
        return new Line(type, points, reason, s -> s.column.share(trait));
    }

    /** 0 below nine tenths. */
    private static double certain(Seen s, Trait trait) {
        return s.column.share(trait) >= 0.9 ? s.column.share(trait) : 0;
    }

    /** Lists of words are never complete: a part of the values is enough. */
    private static double saturated(Seen s, Trait trait, double enough) {
        ColumnProfile c = s.column;
        // A dozen different words over and over are hardly names, even if names are among them.
        double various = c.uniqueness() < 0.1 ? Math.min(1, c.distinct() / VARIOUS) : 1;
        return various * Math.min(1, c.share(trait) / enough);
    }

    private static double single(Seen s) {
        return s.column.share(Trait.ONE_WORD) + s.column.share(Trait.INITIAL) + s.column.share(Trait.FEW_WORDS) * 0.3
                        > 0.7
                ? s.column.share(Trait.ONE_WORD) * (1 - few(s))
                : 0;
    }

    private static double rank(Seen s, boolean fewer) {
        for (Neighbour n : s.beside()) {
            double its = n.column().uniqueness();
            double own = s.column.uniqueness();
            boolean named = n.column().share(Trait.ONE_WORD) > 0.7 && its > 0.002;
            if (named && (fewer ? own < 0.8 * its : own > 1.25 * its)) {
                return 1;
            }
        }
        return 0;
    }

    private static double wordy(Seen s) {
        return (s.column.share(Trait.ONE_WORD) + s.column.share(Trait.FEW_WORDS)) * (1 - few(s));
    }

    private static double repeats(Seen s) {
        return Math.clamp(1.6 - 2 * s.column.uniqueness(), 0, 1);
    }

    private static double named(Seen s, Trait trait) {
        double words = s.column.share(Trait.ONE_WORD) + s.column.share(Trait.INITIAL) + s.column.share(Trait.FEW_WORDS);
        return saturated(s, trait, 0.35)
                * (words > 0.6 ? 1 : 0.3)
                * (s.column.text().words() < 1.8 ? 1 : 0.2);
    }

    private static double fullNames(Seen s) {
        return saturated(s, Trait.PERSON, 0.5)
                * (s.column.share(Trait.FEW_WORDS) > 0.5 ? 1 : 0.4)
                * (1 - saturated(s, Trait.PEOPLE, 0.5) * 0.8);
    }

    /** Not whole where the postcode or the city stands beside them. */
    private static double wholeAddresses(Seen s) {
        return s.beside(POSTCODE) || s.beside(CITY) ? 0 : saturated(s, Trait.ADDRESS, 0.6);
    }

    private static double placed(Seen s) {
        double words = s.column.share(Trait.ONE_WORD) + s.column.share(Trait.FEW_WORDS);
        return s.column.distinct() > 12 ? words * Math.clamp(2 * s.ties.byPostcode() - 0.2, 0, 1) : 0;
    }

    private static double likeFullNames(Seen s) {
        ColumnProfile.Text text = s.column.text();
        boolean fits = s.column.share(Trait.FEW_WORDS) > 0.85
                && text.words() < 3.2
                && text.openings() < 0.4
                && text.samePattern() > 0.5
                && s.column.share(Trait.STREET) < 0.3;
        return fits ? 1 - few(s) : 0;
    }

    private static double few(Seen s) {
        ColumnProfile c = s.column;
        if (c.filled() == 0 || c.text().words() > 6) {
            return 0;
        }
        if (c.distinct() > 12 && shortDigits(s) > 0) {
            return 0.4;
        }
        if (c.distinct() <= 60 && c.uniqueness() <= 0.1 || c.distinct() <= 3 && c.uniqueness() <= 0.5) {
            return c.distinct() <= 30 ? 1 : 0.8;
        }
        if (c.distinct() <= 15 && c.uniqueness() <= 0.4) {
            return 0.7;
        }
        return c.distinct() <= 1_000 ? 0.6 * Math.clamp(2 - c.uniqueness() / 0.03, 0, 1) : 0;
    }

    private static double codes(Seen s) {
        ColumnProfile c = s.column;
        double length = c.text().length();
        double digits = c.share(Trait.DIGITS);
        double share = c.share(Trait.CODE) * (length >= 5 ? 1 : 0.3);
        // Numbers with decimals, and those of any length, count or measure something.
        double measured =
                c.share(Trait.NUMBER) - digits + (digits > 0.8 && c.text().samePattern() < 0.5 && length < 8 ? 0.7 : 0);
        return Math.max(0, share - measured) * (1 - few(s));
    }

    private static double decimals(Seen s) {
        double digits = s.column.share(Trait.DIGITS);
        return certain(s, Trait.NUMBER) > 0 && digits < 0.7 ? 1 - digits : 0;
    }

    /** Of the numbers with decimals, those that have two. */
    private static double cents(Seen s) {
        double decimals = s.column.share(Trait.NUMBER) - s.column.share(Trait.DIGITS);
        return decimals > 0.1 && s.column.share(Trait.CENTS) > 0.8 * decimals ? 1 : 0;
    }

    private static double dialled(Seen s) {
        ColumnProfile c = s.column;
        double length = c.text().length();
        double[] first = c.text().firstDigits();
        // Some write the same number in groups, others do not.
        double written = c.share(Trait.DIGITS) + c.share(Trait.PHONE);
        if (written < 0.85
                || c.share(Trait.DIGITS) < 0.3
                || length < 8.5
                || length > 13.5
                || c.text().median() < 1e6) {
            return 0;
        }
        boolean trunk = first[0] > 0.9;
        boolean american = length > 9.5 && length < 11.5 && first[0] + first[1] < 0.03;
        boolean few = length < 10.5 && first[6] + first[7] + first[9] + first[8] > 0.95;
        return trunk || american || few ? written : 0;
    }

    private static double shortDigits(Seen s) {
        ColumnProfile c = s.column;
        double length = c.text().length();
        boolean fits = c.share(Trait.DIGITS) > 0.85
                && length >= 3.6
                && length <= 6.2
                && c.text().samePattern() > 0.75
                && c.uniqueness() < 0.8
                && certain(s, Trait.YEAR) == 0;
        // The last digits of a number are as short as a postcode.
        return fits ? c.share(Trait.DIGITS) * (1 - s.header.says(IDENTIFIER)) : 0;
    }

    private static double doors(Seen s) {
        ColumnProfile c = s.column;
        boolean small =
                c.text().median() > 0 && c.text().median() < 1_500 && c.text().length() < 4.6;
        return small && c.distinct() > 12 && certain(s, Trait.YEAR) == 0
                ? certain(s, Trait.HOUSE_NUMBER) * falling(s)
                : 0;
    }

    /** Low first digits are more frequent than high ones where numbers count from one. */
    private static double falling(Seen s) {
        double[] first = s.column.text().firstDigits();
        double low = first[1] + first[2] + first[3];
        return low > 0.45 && first[0] < 0.05 ? 1 : 0.4;
    }

    private static double letteredDoors(Seen s) {
        double lettered = s.column.share(Trait.HOUSE_NUMBER) - s.column.share(Trait.DIGITS);
        return doors(s) > 0 && lettered > 0.003 ? 1 : 0;
    }

    private static double countries(Seen s) {
        return s.column.share(Trait.COUNTRY) > 0.6 ? s.column.share(Trait.COUNTRY) : 0;
    }
}
