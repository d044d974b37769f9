package io.karat.match;

import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.standardise.Features;
import java.util.List;

/**
 * Scores pairs of records. A pure, symmetric function of two features, one parameter version and the demoted values.
 *
 * <p>The score is {@code ln(sum over match classes) - ln(1 + sum over non-match classes)}, where a class contributes its
 * prior times the product of {@code m/u} over the comparisons, and random pairs contribute 1. An agreement on a value
 * counts by how frequent the value is.
 */
public final class Scorer {

    /** Evidence beyond this many nats does not outweigh more members (see {@code PairScore.evidence}). */
    static final double CLIP = 12;

    private final EntityType type;
    private final Parameters parameters;
    private final Layout layout;
    private final Weights weights;

    public Scorer(EntityType type, Parameters parameters, DemotedValues demoted) {
        this.type = type;
        this.parameters = parameters;
        this.layout = Layout.of(type, parameters, demoted);
        layout.check(parameters);
        this.weights = new Weights(parameters, layout);
    }

    public PairScore score(Features a, Features b) {
        return score(a::values, b::values);
    }

    PairScore score(Values a, Values b) {
        return weights.score(compare(a, b));
    }

    Agreement compare(Values a, Values b) {
        Agreement agreement = new Agreement(layout.size());
        layout.compare(a, b, agreement);
        return agreement;
    }

    /** Two valid values of an exclusive attribute are more than one edit apart and none agree. */
    public boolean exclusiveConflict(Features a, Features b) {
        return exclusiveConflict(a::values, b::values);
    }

    boolean exclusiveConflict(Values a, Values b) {
        List<Attribute> attributes = type.attributes();
        for (int i = 0; i < attributes.size(); i++) {
            if (attributes.get(i).exclusive() && conflict(layout.usable(a, i), layout.usable(b, i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean conflict(String[] left, String[] right) {
        for (String x : left) {
            for (String y : right) {
                if (Similarity.edits(x, y, 1) <= 1) {
                    return false;
                }
            }
        }
        return left.length > 0 && right.length > 0;
    }

    /** Works for any two records, also for pairs that share no key. */
    public Explanation explain(Features a, Features b) {
        return explain(a::values, b::values, SharedKeys.inWords(type, a, b));
    }

    Explanation explain(Values a, Values b, List<String> keys) {
        return new Explainer(layout, parameters, weights).explain(compare(a, b), keys);
    }
}
