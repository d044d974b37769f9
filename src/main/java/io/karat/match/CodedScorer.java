package io.karat.match;

import io.karat.model.EntityType;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Scores pairs of coded records: the same scores as {@link Scorer} gives for the records themselves, and much faster. A
 * pair whose score cannot reach a floor any more is given up as soon as that is certain, see {@link Screen}.
 *
 * <p>Not thread-safe: every thread asks for a {@link #copy}.
 */
public final class CodedScorer {

    private final ScoreTables tables;
    private final CodedPair pair;
    private final Screen screen;
    private final double[] joint;

    /** Of the coded records by the numbers they are asked for by; null where these are the same. */
    private final int @Nullable [] coded;

    /** Kept so that reading the rows has a purpose for the compiler. */
    int touched;

    private CodedScorer(ScoreTables tables, int @Nullable [] coded) {
        this.tables = tables;
        this.coded = coded;
        this.pair = new CodedPair(tables.layout, tables.columns, tables.frequencies, tables.digests);
        this.screen = new Screen(tables, pair);
        this.joint = new double[tables.weights.classes()];
    }

    public static CodedScorer of(EntityType type, Parameters parameters, Columns columns) {
        return new CodedScorer(new ScoreTables(type, parameters, columns), null);
    }

    /** For another thread. */
    public CodedScorer copy() {
        return new CodedScorer(tables, coded);
    }

    /**
     * Of some of the records, by numbers of their own.
     *
     * @param some their numbers here, by the new ones
     */
    public CodedScorer of(int[] some) {
        return new CodedScorer(tables, Arrays.stream(some).map(this::coded).toArray());
    }

    private int coded(int record) {
        return coded == null ? record : coded[record];
    }

    /**
     * Brings the rows of records that are to be scored near. Rows lie anywhere in memory: read one after the other with
     * nothing in between, the processor waits for many of them at once instead of for each.
     */
    public void prepare(IntUnaryOperator records, int count) {
        int all = 0;
        for (int i = 0; i < count; i++) {
            int record = coded(records.applyAsInt(i));
            all ^= tables.columns.touch(record) ^ tables.digests.touch(record);
        }
        touched = all;
    }

    /**
     * Quickest where the same {@code a} comes again and again.
     *
     * @param floor natural log-odds
     * @return natural log-odds if they reach the floor, else some value below it
     */
    public double logOdds(int a, int b, double floor) {
        int x = coded(a);
        int y = coded(b);
        if (!screen.mayReach(x, y, floor)) {
            return Double.NEGATIVE_INFINITY;
        }
        pair.compare(x, y);
        tables.joint(pair, joint);
        return tables.weights.logMatches(joint) - tables.weights.logOthers(joint);
    }

    public PairScore score(int a, int b) {
        pair.compare(coded(a), coded(b));
        tables.joint(pair, joint);
        return tables.weights.score(joint);
    }

    /** Two valid values of an exclusive attribute are more than one edit apart and none agree. */
    public boolean exclusiveConflict(int a, int b) {
        for (int i = 0; i < tables.columns.width(); i++) {
            if (tables.type.attributes().get(i).exclusive() && conflict(i, coded(a), coded(b))) {
                return true;
            }
        }
        return false;
    }

    private boolean conflict(int attribute, int a, int b) {
        Columns columns = tables.columns;
        int x = columns.code(a, attribute);
        int y = columns.code(b, attribute);
        if (x == Columns.NONE || y == Columns.NONE || x == y && x >= 0) {
            return false;
        }
        for (int left : columns.codes(a, attribute)) {
            for (int right : columns.codes(b, attribute)) {
                if (left == right
                        || Similarity.edits(columns.value(attribute, left), columns.value(attribute, right), 1) <= 1) {
                    return false;
                }
            }
        }
        return true;
    }
}
