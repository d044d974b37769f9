package io.karat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.cluster.IdAssignment.Assigned;
import io.karat.cluster.IdAssignment.Origin;
import io.karat.cluster.IdAssignment.Standing;
import io.karat.testing.RandomGraphs;
import io.karat.testing.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdAssignmentTest {

    private static final UUID A = new UUID(1, 1);
    private static final UUID B = new UUID(1, 2);
    private static final UUID NEW = new UUID(9, 1);

    @Test
    void anUnchangedClusterKeepsItsId() {
        assertThat(assign(List.of(live(A, 1, 1, 2)), set(1, 2))).containsExactly(kept(A));
    }

    @Test
    void newRecordsGetAFreshId() {
        assertThat(assign(List.of(), set(1), set(2))).containsExactly(fresh(1), fresh(2));
    }

    @Test
    void ofAMergeTheIdWithMoreMembersStays() {
        assertThat(assign(List.of(live(A, 1, 1), live(B, 2, 2, 3)), set(1, 2, 3)))
                .containsExactly(kept(B));
    }

    @Test
    void ofAMergeOfEqualsTheOlderFounderStays() {
        assertThat(assign(List.of(live(B, 2, 2), live(A, 1, 1)), set(1, 2))).containsExactly(kept(A));
    }

    @Test
    void confirmedMembersGoBeforeMembers() {
        Standing confirmed = new Standing(B, set(1, 2, 3, 4), 1, set(4));

        assertThat(assign(List.of(confirmed), set(1, 2, 3), set(4))).containsExactly(fresh(1), kept(B));
    }

    @Test
    void ofASplitIntoEqualsThePieceWithTheFounderKeepsTheId() {
        assertThat(assign(List.of(live(A, 2, 1, 2)), set(1), set(2))).containsExactly(fresh(1), kept(A));
    }

    @Test
    void ofASplitIntoEqualsWithoutTheFounderThePieceWithTheOldestRecordKeepsTheId() {
        assertThat(assign(List.of(live(A, 1, 2, 3)), set(3), set(2))).containsExactly(fresh(1), kept(A));
    }

    @Test
    void aPieceWithTheFounderOfARetiredIdRevivesIt() {
        List<Standing> standing = List.of(live(A, 1, 1, 2), retired(B, 2));

        assertThat(assign(standing, set(1), set(2))).containsExactly(kept(A), new Assigned(B, Origin.REVIVED));
    }

    @Test
    void aRetiredIdIsNotRevivedByAClusterThatKeepsAnother() {
        assertThat(assign(List.of(live(A, 1, 1, 2), retired(B, 2)), set(1, 2))).containsExactly(kept(A));
    }

    @Test
    void ofTwoRetiredIdsTheOneWithTheOlderFounderIsRevived() {
        assertThat(assign(List.of(retired(B, 5), retired(A, 6)), set(5, 6)))
                .containsExactly(new Assigned(B, Origin.REVIVED));
    }

    @Test
    void idsAreGivenOnceAndOnlyWhereTheyBelong() {
        Seeds.each(3000, random -> {
            int records = 1 + random.nextInt(12);
            List<Standing> standing = standing(random, records);
            List<int[]> wanted = partition(random, IntStream.range(0, records).toArray());

            List<Assigned> assigned = assign(standing, wanted.toArray(int[][]::new));

            assertThat(assigned).hasSameSizeAs(wanted);
            assertThat(assigned).extracting(Assigned::id).doesNotHaveDuplicates();
            Map<UUID, Standing> byId = new HashMap<>();
            standing.forEach(each -> byId.put(each.id(), each));
            Set<UUID> used = new HashSet<>();
            for (int i = 0; i < wanted.size(); i++) {
                UUID id = assigned.get(i).id();
                Standing from = byId.get(id);
                used.add(id);
                switch (assigned.get(i).origin()) {
                    case KEPT -> assertThat(meet(from.members(), wanted.get(i))).isPositive();
                    case REVIVED -> {
                        assertThat(from.members()).isEmpty();
                        assertThat(wanted.get(i)).contains(from.founder());
                    }
                    case FRESH -> assertThat(from).isNull();
                }
            }
            for (int i = 0; i < wanted.size(); i++) {
                int[] cluster = wanted.get(i);
                if (assigned.get(i).origin() == Origin.FRESH) {
                    assertThat(standing)
                            .as("a fresh id only where nothing that touches the cluster was left over")
                            .allMatch(each -> used.contains(each.id())
                                    || (each.members().length > 0
                                            ? meet(each.members(), cluster) == 0
                                            : Arrays.stream(cluster).noneMatch(r -> r == each.founder())));
                }
            }
        });
    }

    @Test
    void doesNotDependOnTheOrderOfStandingIdsOrClusters() {
        Seeds.each(1000, random -> {
            int records = 1 + random.nextInt(12);
            List<Standing> standing = standing(random, records);
            List<int[]> wanted = partition(random, IntStream.range(0, records).toArray());
            int[] order = RandomGraphs.shuffled(random, wanted.size());
            List<Standing> otherStanding = Arrays.stream(RandomGraphs.shuffled(random, standing.size()))
                    .mapToObj(standing::get)
                    .toList();

            List<Assigned> one = assign(standing, wanted.toArray(int[][]::new));
            List<Assigned> two = assign(
                    otherStanding, Arrays.stream(order).mapToObj(wanted::get).toArray(int[][]::new));

            for (int i = 0; i < order.length; i++) {
                Assigned expected = one.get(order[i]);
                assertThat(two.get(i).origin()).isEqualTo(expected.origin());
                if (expected.origin() != Origin.FRESH) {
                    assertThat(two.get(i)).isEqualTo(expected);
                }
            }
        });
    }

    @Test
    void assigningAgainChangesNothing() {
        Seeds.each(1000, random -> {
            int records = 1 + random.nextInt(12);
            List<int[]> wanted = partition(random, IntStream.range(0, records).toArray());
            List<Assigned> first = assign(standing(random, records), wanted.toArray(int[][]::new));
            List<Standing> now = new ArrayList<>();
            for (int i = 0; i < wanted.size(); i++) {
                now.add(new Standing(first.get(i).id(), wanted.get(i), wanted.get(i)[0], set()));
            }

            List<Assigned> second = assign(now, wanted.toArray(int[][]::new));

            assertThat(second)
                    .extracting(Assigned::id)
                    .isEqualTo(first.stream().map(Assigned::id).toList());
            assertThat(second).extracting(Assigned::origin).containsOnly(Origin.KEPT);
        });
    }

    /** Live ids over some of the records, and retired ones. */
    private static List<Standing> standing(SplittableRandom random, int records) {
        List<Standing> standing = new ArrayList<>();
        int[] known =
                IntStream.range(0, records).filter(r -> random.nextInt(4) > 0).toArray();
        for (int[] members : partition(random, known)) {
            int founder = random.nextInt(4) == 0 ? random.nextInt(records) : members[random.nextInt(members.length)];
            int[] confirmed =
                    Arrays.stream(members).filter(r -> random.nextInt(3) == 0).toArray();
            standing.add(new Standing(new UUID(1, standing.size()), members, founder, confirmed));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            standing.add(retired(new UUID(2, i), random.nextInt(records)));
        }
        return standing;
    }

    private static List<int[]> partition(SplittableRandom random, int[] records) {
        Map<Integer, List<Integer>> parts = new HashMap<>();
        for (int record : records) {
            parts.computeIfAbsent(random.nextInt(1 + records.length / 2), p -> new ArrayList<>())
                    .add(record);
        }
        return parts.values().stream()
                .map(part -> part.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    private static List<Assigned> assign(List<Standing> standing, int[]... wanted) {
        AtomicLong next = new AtomicLong();
        return IdAssignment.assign(standing, List.of(wanted), () -> new UUID(9, next.incrementAndGet()));
    }

    private static long meet(int[] a, int[] b) {
        return Arrays.stream(a)
                .filter(x -> Arrays.stream(b).anyMatch(y -> x == y))
                .count();
    }

    private static Standing live(UUID id, int founder, int... members) {
        return new Standing(id, members, founder, set());
    }

    private static Standing retired(UUID id, int founder) {
        return new Standing(id, set(), founder, set());
    }

    private static Assigned kept(UUID id) {
        return new Assigned(id, Origin.KEPT);
    }

    private static Assigned fresh(int number) {
        return new Assigned(new UUID(NEW.getMostSignificantBits(), number), Origin.FRESH);
    }

    private static int[] set(int... ordinals) {
        return ordinals;
    }
}
