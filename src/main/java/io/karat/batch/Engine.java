package io.karat.batch;

import io.karat.cluster.Constraints;
import io.karat.cluster.Cut;
import io.karat.match.Parameters;
import io.karat.model.EntityType;
import io.karat.standardise.Features;
import java.util.List;
import java.util.function.Supplier;

/** What partitions a whole population. The entity type alone decides which: a file is matched as the hub matches. */
public enum Engine {

    /** What the attributes of two records say, then average linkage; see {@link Bulk}. */
    PAIRS {
        @Override
        public Plan partition(Task task, Cut cut) {
            Trained trained = task.trained().get();
            return Bulk.partition(trained.keyed(), task.constraints(), trained.parameters(), cut);
        }
    },

    /** Clean lists, of which each holds a thing once; see {@link ListLinkage}. */
    LISTS {
        @Override
        public Plan partition(Task task, Cut cut) {
            return ListLinkage.plan(task, cut);
        }
    },

    /** Things that are told by texts; see {@link TextClusters}. */
    TEXTS {
        @Override
        public Plan partition(Task task, Cut cut) {
            return TextClusters.plan(task, cut);
        }

        @Override
        public Cut cut(EntityType type, double threshold) {
            return Cut.at(threshold, threshold);
        }
    };

    /** Records by their keys, and the parameters they are compared by. */
    public record Trained(KeyedRecords keyed, Parameters parameters) {}

    /**
     * What is to be partitioned.
     *
     * @param features of each record; may be empty for {@link #PAIRS}
     * @param source of each record, any number that tells sources apart
     * @param constraints what stewards decided, by the records' numbers
     * @param trained asked for by {@link #PAIRS} alone
     */
    public record Task(
            EntityType type,
            List<Features> features,
            int[] source,
            Constraints constraints,
            Supplier<Trained> trained) {}

    /** @param sources whether it is known which source a record comes from */
    public static Engine of(EntityType type, boolean sources) {
        if (type.matching().onePerSource() && sources) {
            return LISTS;
        }
        return TextClusters.suits(type) ? TEXTS : PAIRS;
    }

    public abstract Plan partition(Task task, Cut cut);

    /**
     * Where a file is cut, which nobody is asked about.
     *
     * @param threshold probability from which records are joined
     */
    public Cut cut(EntityType type, double threshold) {
        return Cut.at(threshold, Math.min(threshold, type.matching().review()));
    }
}
