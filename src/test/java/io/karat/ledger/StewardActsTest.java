package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.ledger.Command.Verdict;
import io.karat.model.RecordKey;
import io.karat.testing.Seeds;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever stewards do, mixed with what sources send: foretold, sound, and taken back without a trace. */
class StewardActsTest {

    private static final String ACTOR = "user:ada";
    private static final int PEOPLE = 14;
    private static final int ACTS = 25;

    @Test
    void aPreviewTellsWhatTheActDoesAndChangesNothing() {
        Map<String, Integer> carriedOut = new TreeMap<>();
        Seeds.each(4, random -> {
            try (Lab lab = Lab.fresh()) {
                lab.tell(DifferentialTest.history(random, PEOPLE));
                for (int i = 0; i < ACTS; i++) {
                    Command.OfSteward command = any(lab, random);
                    List<String> before = state(lab);

                    Preview preview = lab.writer().preview(command);

                    assertThat(state(lab))
                            .as("after the preview of %s", command)
                            .isEqualTo(before);
                    Outcome.OfSteward outcome = lab.act(command);
                    assertThat(preview.outcome().getClass()).isEqualTo(outcome.getClass());
                    assertThat(foretold(preview)).as("%s", command).isEqualTo(happened(lab, preview, before));
                    if (outcome instanceof Outcome.Done) {
                        carriedOut.merge(command.getClass().getSimpleName(), 1, Integer::sum);
                    }
                }
                assertThat(lab.violations()).isEmpty();
            }
        });
        assertThat(carriedOut.keySet())
                .as("every act was carried out at least once: %s", carriedOut)
                .contains("Decide", "Merge", "Split", "Transfer", "PinValue", "Unpin", "Undo");
    }

    @Test
    void allDecisionsUndoneLeaveWhatWouldStandWithoutThem() {
        Seeds.each(4, random -> {
            try (Lab lab = Lab.fresh();
                    Lab without = Lab.fresh()) {
                List<Command.OfSource> history = DifferentialTest.history(random, PEOPLE);
                int half = history.size() / 2;
                lab.tell(history.subList(0, half));
                for (int i = 0; i < ACTS; i++) {
                    lab.act(any(lab, random));
                    int from = half + i * (history.size() - half) / ACTS;
                    int to = half + (i + 1) * (history.size() - half) / ACTS;
                    lab.tell(history.subList(from, to));
                    assertThat(lab.violations()).isEmpty();
                }

                release(lab, random);

                without.tell(history);
                assertThat(lab.partition()).isEqualTo(without.partition());
                assertThat(lab.golden()).isEqualTo(without.golden());
                assertThat(lab.questions()).isEqualTo(without.questions());
                assertThat(lab.violations()).isEmpty();
            }
        });
    }

    @Test
    void whatWasMovedIsUndoneAsOne() {
        Seeds.with(1, random -> {
            try (Lab lab = Lab.fresh()) {
                lab.tell(DifferentialTest.history(random, PEOPLE));
                Map<String, String> before = lab.golden();
                List<UUID> live = live(lab);
                UUID from = live.stream()
                        .filter(g -> members(lab, g).size() > 1)
                        .findFirst()
                        .orElseThrow();
                UUID to = live.stream().filter(g -> !g.equals(from)).findFirst().orElseThrow();
                RecordKey moved = members(lab, from).getFirst();

                Outcome.OfSteward outcome = lab.act(new Command.Transfer(
                        from, lab.version(from), List.of(moved), to, null, "mistaken for another", ACTOR));

                assertThat(lab.goldenOf(moved.source(), moved.key())).isEqualTo(to);
                assertThat(live(lab)).as("both ids stay").isEqualTo(live);
                assertThat(lab.strings("select distinct act::text from decision where released_at is null"))
                        .hasSize(1);
                assertThat(lab.strings("select id from decision where released_at is null"))
                        .hasSize(2);
                lab.act(new Command.Undo(Objects.requireNonNull(((Outcome.Done) outcome).decision()), null, ACTOR));
                assertThat(lab.strings("select id from decision where released_at is null"))
                        .isEmpty();
                assertThat(lab.golden()).isEqualTo(before);
            }
        });
    }

    @Test
    void aMoveThatContradictsWhatStandsLeavesNothingBehind() {
        Seeds.with(1, random -> {
            try (Lab lab = Lab.fresh()) {
                lab.tell(DifferentialTest.history(random, PEOPLE));
                UUID from = live(lab).stream()
                        .filter(g -> members(lab, g).size() > 2)
                        .findFirst()
                        .orElseThrow();
                RecordKey moved = members(lab, from).getFirst();
                Outcome.Done split =
                        (Outcome.Done) lab.act(new Command.Split(from, lab.version(from), List.of(moved), null, ACTOR));
                UUID alone = lab.goldenOf(moved.source(), moved.key());
                UUID rest = split.golden().stream()
                        .filter(g -> !g.equals(alone))
                        .findFirst()
                        .orElseThrow();
                List<String> before = state(lab);

                Outcome.OfSteward back = lab.act(new Command.Transfer(
                        rest, lab.version(rest), List.of(members(lab, rest).getFirst()), alone, null, null, ACTOR));

                assertThat(back).isInstanceOf(Outcome.Contradicts.class);
                assertThat(state(lab)).isEqualTo(before);
                assertThat(lab.strings("select id from decision where released_at is null"))
                        .hasSize(1);
            }
        });
    }

    /** An act that may well be refused: on what is there, chosen by chance. */
    static Command.OfSteward any(Lab lab, SplittableRandom random) {
        List<UUID> live = live(lab);
        UUID golden = live.get(random.nextInt(live.size()));
        UUID other = live.get(random.nextInt(live.size()));
        List<RecordKey> members = members(lab, golden);
        List<RecordKey> some = members.subList(0, Math.max(1, members.size() / 2));
        int version = lab.version(golden);
        return switch (random.nextInt(8)) {
            case 0 -> new Command.Merge(golden, version, other, null, "seen together", ACTOR);
            case 1 -> new Command.Split(golden, version, some, null, ACTOR);
            case 2 -> new Command.Transfer(golden, version, some, other, null, null, ACTOR);
            case 3 -> new Command.PinValue(golden, version, "city", List.of("Bergen"), "told so", null, ACTOR);
            case 4 -> {
                List<String> pinned = lab.strings("select golden_id from pin where released_at is null");
                UUID at = pinned.isEmpty() ? golden : UUID.fromString(pinned.get(random.nextInt(pinned.size())));
                yield new Command.Unpin(at, lab.version(at), "city", ACTOR);
            }
            case 5 -> {
                List<String> standing =
                        lab.strings("select id from decision where released_at is null order by at, id");
                yield new Command.Undo(
                        standing.isEmpty() ? golden : UUID.fromString(standing.get(random.nextInt(standing.size()))),
                        null,
                        ACTOR);
            }
            default -> {
                List<String> open = lab.strings(
                        "select id || ' ' || evidence from review where state = 'open' order by left_anchor, right_anchor");
                if (open.isEmpty()) {
                    yield new Command.Merge(golden, version, other, null, null, ACTOR);
                }
                String[] review = open.get(random.nextInt(open.size())).split(" ");
                yield new Command.Decide(
                        UUID.fromString(review[0]),
                        random.nextBoolean() ? Verdict.SAME : Verdict.DIFFERENT,
                        Long.parseLong(review[1]),
                        null,
                        ACTOR);
            }
        };
    }

    /** All decisions and pins, in any order. */
    static void release(Lab lab, SplittableRandom random) {
        List<String> standing =
                new ArrayList<>(lab.strings("select id from decision where released_at is null order by at, id"));
        while (!standing.isEmpty()) {
            UUID one = UUID.fromString(standing.get(random.nextInt(standing.size())));
            assertThat(lab.act(new Command.Undo(one, null, ACTOR))).isInstanceOf(Outcome.Done.class);
            standing = lab.strings("select id from decision where released_at is null order by at, id");
        }
        for (String pin : lab.strings("select golden_id || ' ' || attribute from pin where released_at is null")) {
            UUID id = UUID.fromString(pin.split(" ")[0]);
            String attribute = pin.split(" ")[1];
            while (!lab.strings(
                                    "select golden_id from golden_record where golden_id = ?::uuid and state = 1",
                                    id.toString())
                            .isEmpty()
                    && approved(lab, lab.act(new Command.Unpin(id, lab.version(id), attribute, ACTOR)))
                            instanceof Outcome.Done) {}
        }
    }

    /** Where another person has to say so, another person says so. */
    static Outcome.OfSteward approved(Lab lab, Outcome.OfSteward outcome) {
        if (!(outcome instanceof Outcome.Proposed(UUID request, boolean _))) {
            return outcome;
        }
        String evidence = new ChangeRequests(lab.database)
                .find(request)
                .orElseThrow()
                .about()
                .evidence();
        return lab.act(new Command.Approve(request, evidence, null, null, "user:zoe"));
    }

    private static List<UUID> live(Lab lab) {
        return lab.strings("select golden_id from golden_record where state = 1 order by founder").stream()
                .map(UUID::fromString)
                .toList();
    }

    private static List<RecordKey> members(Lab lab, UUID golden) {
        return lab
                .strings(
                        "select source || ' ' || key from source_record where golden_id = ?::uuid and state = 1"
                                + " order by source collate \"C\", key collate \"C\"",
                        golden.toString())
                .stream()
                .map(row -> row.split(" "))
                .map(row -> new RecordKey(row[0], row[1]))
                .toList();
    }

    /** Everything that an act could change, except what a rolled back transaction uses up. */
    static List<String> state(Lab lab) {
        List<String> state = new ArrayList<>();
        state.addAll(lab.strings("select seq from ledger"));
        state.addAll(lab.strings(
                "select golden_id || ' ' || version || ' ' || state || ' ' || coalesce(heir::text, '') from golden_record"
                        + " order by golden_id"));
        state.addAll(
                lab.strings("select key || ' ' || coalesce(golden_id::text, '') from source_record order by ordinal"));
        state.addAll(lab.strings("select id || ' ' || state || ' ' || changed_at from review order by id"));
        state.addAll(lab.strings("select id || ' ' || coalesce(released_at::text, '') from decision order by id"));
        state.addAll(lab.strings("select id || ' ' || coalesce(released_at::text, '') from pin order by id"));
        return state;
    }

    static TreeSet<String> foretold(Preview preview) {
        return preview.golden().stream()
                .map(r -> (r.id() == null ? "new" : r.id().toString()) + " version " + r.version() + " " + r.records()
                        + (r.fate() == Preview.Fate.RETIRED && r.heir() != null ? " into " + r.heir() : ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the act changed, in the same words. */
    static TreeSet<String> happened(Lab lab, Preview preview, List<String> before) {
        Map<String, String> versions = new HashMap<>();
        before.forEach(line -> versions.put(line.split(" ")[0], line));
        TreeSet<String> happened = new TreeSet<>();
        for (String row : lab.strings(
                "select golden_id || ' ' || version || ' ' || state || ' ' || coalesce(heir::text, '') from golden_record")) {
            String[] parts = row.split(" ");
            if (!row.equals(versions.get(parts[0]))) {
                boolean known = versions.containsKey(parts[0]);
                happened.add((known ? parts[0] : "new") + " version " + parts[1] + " "
                        + members(lab, UUID.fromString(parts[0]))
                        + (parts[2].equals("2") && parts.length > 3 ? " into " + parts[3] : ""));
            }
        }
        return happened;
    }

    @Test
    void questionsThatWouldComeAndGoAreCounted() throws SQLException, InterruptedException {
        try (Lab lab = Lab.fresh()) {
            Seeds.with(3, random -> lab.tell(DifferentialTest.history(random, 40)));
            String[] review = lab.strings("select id || ' ' || evidence from review where state = 'open'"
                            + " order by left_anchor, right_anchor")
                    .getFirst()
                    .split(" ");
            int open = lab.questions().size();
            Command.Decide same = new Command.Decide(
                    UUID.fromString(review[0]), Verdict.SAME, Long.parseLong(review[1]), null, ACTOR);

            Preview preview = lab.writer().preview(same);
            lab.act(same);

            // The answered question is decided, not withdrawn.
            assertThat(lab.questions()).hasSize(open - 1 + preview.opened() - preview.closed());
        }
    }
}
