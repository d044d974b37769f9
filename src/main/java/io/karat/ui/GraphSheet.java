package io.karat.ui;

import io.karat.ui.Desk.Member;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds the records of a golden record together.
 *
 * @param summary in sentences
 * @param drawn whether the picture is there, beside the table
 * @param apartInAll how many pairs nothing speaks for, of which the first are listed
 * @param asked the way between two records that was asked for, or null
 */
record GraphSheet(
        String back,
        String entity,
        String title,
        List<String> summary,
        boolean drawn,
        List<Node> nodes,
        List<Tie> ties,
        List<Apart> apart,
        String apartInAll,
        @Nullable Way asked) {

    GraphSheet {
        summary = List.copyOf(summary);
        nodes = List.copyOf(nodes);
        ties = List.copyOf(ties);
        apart = List.copyOf(apart);
    }

    /** @param number its place, by which ties name it */
    record Node(int number, Member member, String token, String about, int ties) {}

    /**
     * @param strength 0 to 1, for the width of the line
     * @param cut address of what cutting it would come to
     * @param goes the records that would go
     */
    record Tie(
            Node left,
            Node right,
            String score,
            double strength,
            List<String> keys,
            String sentence,
            boolean bridge,
            String decidedBy,
            List<Member> goes,
            String cut) {
        Tie {
            keys = List.copyOf(keys);
            goes = List.copyOf(goes);
        }

        public String kind() {
            return decidedBy.isEmpty() ? bridge ? "bridge" : "" : "decided";
        }
    }

    /** @param compared in words: never, or what came of it */
    record Apart(Node left, Node right, String compared, String sentence, List<Node> way) {
        Apart {
            way = List.copyOf(way);
        }
    }

    /** @param steps empty where no way leads */
    record Way(Node from, Node to, String direct, List<Step> steps) {
        Way {
            steps = List.copyOf(steps);
        }
    }

    record Step(Node from, Node to, String score, String why) {}
}
