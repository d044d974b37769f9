package io.karat.publish;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.karat.publish.Receiver.Hook;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Subscribers that fail, and a hub that does: nothing is lost, order holds, and nobody waits for another. */
class DeliveryTest {

    private static final UUID ADA = new UUID(7, 1);
    private static final UUID GRACE = new UUID(7, 2);
    private static final UUID JOAN = new UUID(7, 3);

    private DeliveryLab lab;
    private Receiver receiver;
    private UUID subscription;

    @BeforeEach
    void open() throws IOException {
        lab = new DeliveryLab();
        receiver = new Receiver();
        subscription = receiver.subscribe(lab.subscriptions, DeliveryLab.ENTITY);
    }

    @AfterEach
    void close() {
        receiver.close();
        lab.close();
    }

    private List<Long> received() {
        return receiver.received().stream().map(Hook::seq).toList();
    }

    private static Map<String, List<Long>> bySubject(List<Hook> hooks) {
        return hooks.stream().collect(groupingBy(Hook::subject, mapping(Hook::seq, toList())));
    }

    private List<String> states(UUID golden) {
        return lab.deliveries(subscription).stream()
                .filter(d -> d.goldenId().equals(golden))
                .map(Delivery::state)
                .toList();
    }

    /** Answers with a failure for one golden record, and well for all others. */
    private void fails(UUID golden, int status) {
        receiver.answer(hook -> hook.subject().equals(golden.toString()) ? status : 204);
    }

    @Test
    void eachEventComesOnceSignedAndInTheOrderOfItsGoldenRecord() {
        SplittableRandom random = new SplittableRandom(5);
        List<UUID> people = List.of(ADA, GRACE, JOAN);
        for (int i = 0; i < 200; i++) {
            lab.commit(people.get(random.nextInt(3)));
        }
        lab.round();

        assertThat(lab.deliveries(subscription)).extracting(Delivery::error).containsOnlyNulls();
        assertThat(received()).hasSize(200).doesNotHaveDuplicates();
        assertThat(receiver.received()).allMatch(Hook::signed).noneMatch(Hook::replay);
        assertThat(bySubject(receiver.received()).values())
                .allSatisfy(seqs -> assertThat(seqs).isSorted());
        assertThat(lab.standing(subscription).lag()).isZero();
    }

    @Test
    void aFailedDeliveryIsTriedAgainAfterItsWaitAndNotBefore() {
        lab.commit(ADA);
        fails(ADA, 500);
        lab.round();
        lab.round();
        assertThat(received()).as("not before its time").containsExactly(1L);

        fails(GRACE, 500);
        lab.clock.advance(Duration.ofSeconds(4));
        lab.round();
        assertThat(received()).containsExactly(1L);
        lab.clock.advance(Duration.ofSeconds(2));
        lab.round();

        assertThat(received()).containsExactly(1L, 1L);
        assertThat(receiver.received())
                .extracting(Hook::id)
                .as("the subscriber can tell that it is one event")
                .containsOnly(receiver.received().getFirst().id());
        assertThat(lab.deliveries(subscription)).singleElement().satisfies(d -> {
            assertThat(d.state()).isEqualTo("delivered");
            assertThat(d.attempts()).isEqualTo(2);
        });
    }

    @Test
    void anEventThatFailedHoldsBackItsGoldenRecordAndNoOther() {
        lab.commit(ADA);
        lab.commit(ADA);
        lab.commit(GRACE);
        lab.commit(ADA);
        fails(ADA, 500);
        lab.round();
        assertThat(bySubject(receiver.received()))
                .containsEntry(GRACE.toString(), List.of(3L))
                .containsEntry(ADA.toString(), List.of(1L));

        fails(JOAN, 500);
        lab.untilDue(subscription);
        lab.round();
        assertThat(bySubject(receiver.received())).containsEntry(ADA.toString(), List.of(1L, 1L, 2L, 4L));
    }

    /** Until its attempts are spent. */
    private void letDie(UUID golden) {
        fails(golden, 500);
        for (int i = 0; i < Retries.ATTEMPTS; i++) {
            lab.round();
            lab.untilDue(subscription);
        }
        lab.clock.advance(Duration.ofMinutes(6)); // The pause of an endpoint that is down is over.
    }

    @Test
    void afterTheLastTryAnEventIsADeadLetterAndWhatFollowsItIsParked() {
        lab.commit(ADA);
        lab.commit(ADA);
        letDie(ADA);
        lab.commit(ADA);
        lab.commit(GRACE);
        lab.round();

        assertThat(received().stream().filter(seq -> seq == 1)).hasSize(Retries.ATTEMPTS);
        assertThat(states(ADA)).containsExactly("dead", "parked", "parked");
        assertThat(states(GRACE)).containsExactly("delivered");
        assertThat(lab.standing(subscription).deadLetters()).isEqualTo(1);
        assertThat(lab.standing(subscription).parked()).isEqualTo(2);
        assertThat(lab.standing(subscription).subscription().state()).isEqualTo(Subscription.State.ACTIVE);
        long dead = lab.deliveries(subscription).getFirst().id();
        assertThat(lab.log.find(dead).orElseThrow().attempts()).hasSize(Retries.ATTEMPTS);
    }

    @Test
    void aDeadLetterThatIsReplayedBringsWhatWasParkedAfterIt() {
        lab.commit(ADA);
        lab.commit(ADA);
        letDie(ADA);
        receiver.answer(_ -> 204);
        int before = receiver.received().size();

        assertThat(lab.replays.failed(lab.subscriptions.find(subscription).orElseThrow()))
                .isEqualTo(1);
        lab.round();

        List<Hook> after =
                receiver.received().subList(before, receiver.received().size());
        assertThat(after).extracting(Hook::seq).containsExactly(1L, 2L);
        assertThat(after).extracting(Hook::replay).containsExactly(true, false);
        assertThat(states(ADA)).containsExactly("delivered", "delivered");
    }

    @Test
    void aDeadLetterThatIsGivenUpLetsWhatWasParkedGoOn() {
        lab.commit(ADA);
        lab.commit(ADA);
        letDie(ADA);
        receiver.answer(_ -> 204);
        int before = receiver.received().size();

        long dead = lab.deliveries(subscription).getFirst().id();
        assertThat(lab.replays.discard(dead)).isTrue();
        assertThat(lab.replays.discard(dead)).as("only once").isFalse();
        lab.round();

        assertThat(received().subList(before, received().size())).containsExactly(2L);
        assertThat(states(ADA)).containsExactly("discarded", "delivered");
    }

    @Test
    void aReplayFromThePastComesAgainMarkedAndInOrder() {
        lab.commit(ADA);
        lab.commit(GRACE);
        lab.commit(ADA);
        lab.round();

        Subscription now = lab.subscriptions.find(subscription).orElseThrow();
        assertThat(lab.replays.from(now, 1)).isEqualTo(2);
        lab.commit(ADA);
        lab.round();

        List<Hook> again = receiver.received().subList(3, receiver.received().size());
        assertThat(again).extracting(Hook::seq).containsExactlyInAnyOrder(2L, 3L, 4L);
        assertThat(again).filteredOn(Hook::replay).extracting(Hook::seq).containsExactlyInAnyOrder(2L, 3L);
        assertThat(bySubject(again)).containsEntry(ADA.toString(), List.of(3L, 4L));
    }

    @Test
    void aRangeComesOnceMoreAndThePlaceInTheFeedStays() {
        lab.commit(ADA);
        lab.commit(ADA);
        lab.commit(GRACE);
        lab.round();

        Subscription now = lab.subscriptions.find(subscription).orElseThrow();
        assertThat(lab.replays.range(now, 2, 3)).isEqualTo(2);
        lab.round();

        assertThat(received().subList(3, 5)).containsExactlyInAnyOrder(2L, 3L);
        assertThat(lab.subscriptions.find(subscription).orElseThrow().position())
                .isEqualTo(3);
    }

    @Test
    void aSubscriberThatIsGoneIsDisabledAndResumedLosesNothing() {
        lab.commit(ADA);
        receiver.answer(_ -> 410);
        lab.round();
        lab.commit(GRACE);
        lab.clock.advance(Duration.ofDays(1));
        lab.round();

        Standing gone = lab.standing(subscription);
        assertThat(received()).containsExactly(1L);
        assertThat(gone.subscription().state()).isEqualTo(Subscription.State.DISABLED);
        assertThat(gone.subscription().reason()).contains("410");

        receiver.answer(_ -> 204);
        lab.subscriptions.resume(subscription, "user:ada");
        lab.round();
        assertThat(received()).containsExactlyInAnyOrder(1L, 1L, 2L);
    }

    @Test
    void anEndpointThatFailsForFiveDaysIsDisabledAndItsEventsWait() {
        receiver.answer(_ -> 500);
        int committed = 0;
        for (int hours = 0; hours <= 120; hours += 6) {
            lab.commit(new UUID(8, committed++));
            lab.round();
            lab.clock.advance(Duration.ofHours(6));
        }

        Standing lost = lab.standing(subscription);
        assertThat(lost.subscription().state()).isEqualTo(Subscription.State.DISABLED);
        assertThat(lost.subscription().reason()).contains("five days");
        assertThat(lost.lag()).as("nothing was given up silently").isEqualTo(committed);
    }

    @Test
    void anOutageSpendsFewTriesAndEndsAtOnceWhenTheEndpointIsBack() {
        for (int i = 0; i < 40; i++) {
            lab.commit(new UUID(9, i));
        }
        receiver.answer(_ -> 503);
        for (int minutes = 0; minutes < 60; minutes++) {
            lab.round();
            lab.clock.advance(Duration.ofMinutes(1));
        }
        assertThat(receiver.received().size())
                .as("it is probed, one event at a time")
                .isLessThan(80);
        assertThat(lab.deliveries(subscription)).allMatch(d -> d.attempts() < Retries.ATTEMPTS);

        receiver.answer(_ -> 204);
        lab.clock.advance(Duration.ofMinutes(6));
        lab.round();
        assertThat(lab.deliveries(subscription))
                .hasSize(40)
                .allMatch(d -> d.state().equals("delivered"));
    }

    @Test
    void anEndpointThatIsBackAfterADayIsFoundByTheNextEventsAndGetsAll() {
        receiver.answer(_ -> 500);
        for (int hour = 0; hour < 24; hour++) {
            lab.commit(new UUID(10, hour));
            lab.round();
            lab.clock.advance(Duration.ofHours(1));
        }
        receiver.answer(_ -> 204);
        lab.commit(new UUID(10, 24));
        lab.round();

        assertThat(lab.deliveries(subscription))
                .hasSize(25)
                .allMatch(d -> d.state().equals("delivered"));
    }

    @Test
    void aPausedSubscriptionIsSentNothingAndGoesOnWhereItStopped() {
        lab.commit(ADA);
        lab.round();
        lab.subscriptions.pause(subscription, "user:ada");
        lab.commit(ADA);
        lab.commit(GRACE);
        lab.round();
        assertThat(received()).containsExactly(1L);

        lab.subscriptions.resume(subscription, "user:ada");
        lab.round();
        assertThat(received()).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    @Test
    void aSlowReceiverAndADeadOneHoldNobodyUp() throws Exception {
        CountDownLatch served = new CountDownLatch(1);
        UUID dead;
        try (Receiver closed = new Receiver()) {
            dead = closed.subscribe(lab.subscriptions, DeliveryLab.ENTITY);
        }
        try (Receiver slow = new Receiver()) {
            slow.answer(_ -> {
                await(served);
                return 204;
            });
            UUID slowOne = slow.subscribe(lab.subscriptions, DeliveryLab.ENTITY);
            lab.commit(ADA);
            lab.commit(ADA);
            List<Future<?>> turns = lab.begin();

            slow.next("golden.created");
            receiver.next("golden.created");
            receiver.next("golden.updated");
            assertThat(lab.standing(slowOne).pending())
                    .as("the slow one has not answered yet")
                    .isPositive();

            served.countDown();
            DeliveryLab.await(turns);
            assertThat(slow.received()).extracting(Hook::seq).containsExactly(1L, 2L);
        }
        assertThat(lab.standing(dead).subscription().lastError()).isEqualTo("cannot connect");
        assertThat(lab.standing(dead).pending()).isEqualTo(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @EnumSource(DeliveryStep.class)
    void aCrashAtAnyStepLosesNothingAndKeepsTheOrder(DeliveryStep step) {
        List<Long> committed = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            committed.add(lab.commit(List.of(ADA, GRACE, JOAN).get(i % 3)));
        }
        lab.crashAt(step, step == DeliveryStep.SENDING ? 5 : 1);
        lab.round();

        assertThat(received().stream().distinct().sorted().toList()).isEqualTo(committed);
        assertThat(lab.deliveries(subscription))
                .hasSize(9)
                .allMatch(d -> d.state().equals("delivered"));
        bySubject(receiver.received())
                .values()
                .forEach(seqs -> assertThat(firstTimes(seqs)).isSortedAccordingTo(Comparator.naturalOrder()));
    }

    private static List<Long> firstTimes(List<Long> seqs) {
        return seqs.stream().distinct().toList();
    }

    @Test
    void twoHubsNeverSendForOneSubscriptionAtATime() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        receiver.answer(_ -> {
            await(answered);
            return 204;
        });
        lab.commit(ADA);
        List<Future<?>> first = lab.begin();
        receiver.next("golden.created");
        DeliveryLab.await(lab.otherHub().start());
        answered.countDown();
        DeliveryLab.await(first);

        assertThat(received()).containsExactly(1L);
    }

    @Test
    void aSubscriptionThatIsDeletedWhileItIsServedEndsQuietly() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        receiver.answer(_ -> {
            await(answered);
            return 204;
        });
        lab.commit(ADA);
        lab.commit(ADA);
        List<Future<?>> turns = lab.begin();
        receiver.next("golden.created");
        assertThat(lab.subscriptions.delete(subscription, "user:ada")).isTrue();
        answered.countDown();
        DeliveryLab.await(turns);
        lab.commit(ADA);
        lab.round();

        assertThat(lab.standings.find(subscription)).isEmpty();
        assertThat(received()).as("what was under way, and nothing later").containsExactly(1L, 2L);
    }
}
