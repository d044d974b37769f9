package io.karat.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.karat.cluster.Contradictions.Decided;
import io.karat.cluster.Contradictions.Decided.Different;
import io.karat.cluster.Contradictions.Decided.Same;
import io.karat.testing.Seeds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ContradictionsTest {

    @Test
    void sameContradictsADifferentBetweenTheTwo() {
        var standing = new Contradictions(List.of(new Different(id(1), set(1), set(2))));

        assertThat(standing.ofSame(set(1, 2))).contains(List.of(id(1)));
        assertThat(standing.ofSame(set(1, 3))).isEmpty();
    }

    @Test
    void theChainLeadsOverMustLinksToTheDifferent() {
        var standing = new Contradictions(List.of(
                new Different(id(9), set(1, 10), set(4)),
                new Same(id(1), set(1, 2)),
                new Same(id(3), set(3, 4)),
                new Same(id(5), set(5, 6))));

        assertThat(standing.ofSame(set(2, 3))).contains(List.of(id(1), id(3), id(9)));
        assertThat(standing.ofSame(set(2, 5))).isEmpty();
    }

    @Test
    void theShortestChainIsShown() {
        var standing = new Contradictions(List.of(
                new Different(id(1), set(1), set(4)),
                new Same(id(2), set(2, 4)),
                new Different(id(3), set(1), set(2))));

        assertThat(standing.ofSame(set(1, 2))).contains(List.of(id(3)));
    }

    @Test
    void differentContradictsMustLinksThatConnectTheSides() {
        var standing = new Contradictions(List.of(new Same(id(1), set(1, 2)), new Same(id(2), set(2, 3))));

        assertThat(standing.ofDifferent(set(0, 1), set(3))).contains(List.of(id(1), id(2)));
        assertThat(standing.ofDifferent(set(0), set(3))).isEmpty();
    }

    @Test
    void aRecordCannotDifferFromItself() {
        assertThatThrownBy(() -> new Contradictions(List.of()).ofDifferent(set(1, 2), set(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("record 2");
    }

    /** Decisions are taken one after the other; each is judged by closing all must-links by force. */
    @Test
    void agreesWithTheTransitiveClosure() {
        Seeds.each(2000, random -> {
            int records = 3 + random.nextInt(8);
            List<Decided> standing = new ArrayList<>();
            for (int i = 1; i < 12; i++) {
                var contradictions = new Contradictions(standing);
                Decided fresh = random(random, id(i), records);
                Optional<List<UUID>> chain = switch (fresh) {
                    case Same same -> contradictions.ofSame(same.members());
                    case Different apart -> contradictions.ofDifferent(apart.left(), apart.right());
                };
                List<Decided> all = new ArrayList<>(standing);
                all.add(fresh);
                assertThat(chain.isPresent()).isEqualTo(!consistent(all, records));
                if (chain.isPresent()) {
                    List<Decided> enough = new ArrayList<>(List.of(fresh));
                    standing.stream().filter(d -> chain.get().contains(d.id())).forEach(enough::add);
                    assertThat(consistent(enough, records))
                            .as("the chain alone contradicts")
                            .isFalse();
                    assertThat(enough).hasSize(chain.get().size() + 1);
                } else {
                    standing.add(fresh);
                }
            }
        });
    }

    private static Decided random(SplittableRandom random, UUID id, int records) {
        Set<Integer> left = new HashSet<>();
        Set<Integer> right = new HashSet<>();
        while (left.isEmpty() || right.isEmpty()) {
            int record = random.nextInt(records);
            if (!left.contains(record) && !right.contains(record)) {
                (random.nextBoolean() ? left : right).add(record);
            }
            if (left.size() == records) {
                left.clear();
            }
            if (right.size() == records) {
                right.clear();
            }
        }
        if (random.nextBoolean()) {
            left.addAll(right);
            return new Same(id, set(left));
        }
        return new Different(id, set(left), set(right));
    }

    private static boolean consistent(List<Decided> decisions, int records) {
        UnionFind one = new UnionFind(records);
        for (Decided decided : decisions) {
            if (decided instanceof Same same) {
                for (int member : same.members()) {
                    one.union(same.members()[0], member);
                }
            }
        }
        for (Decided decided : decisions) {
            if (decided instanceof Different apart) {
                for (int l : apart.left()) {
                    for (int r : apart.right()) {
                        if (one.same(l, r)) {
                            return false;
                        }
                    }
                }
            }
        }
        return true;
    }

    private static UUID id(int number) {
        return new UUID(0, number);
    }

    private static int[] set(int... ordinals) {
        return ordinals;
    }

    private static int[] set(Set<Integer> ordinals) {
        return ordinals.stream().mapToInt(Integer::intValue).toArray();
    }
}
