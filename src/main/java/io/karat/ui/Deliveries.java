package io.karat.ui;

import io.karat.publish.Delivery;
import io.karat.publish.DeliveryLog;
import io.karat.publish.Replays;
import io.karat.publish.Standing;
import io.karat.publish.Standings;
import io.karat.publish.Subscription;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What was delivered, what failed, and sending it again. */
@RequestScoped
class Deliveries {

    private final Standings standings;
    private final DeliveryLog log;
    private final Replays replays;

    Deliveries(Standings standings, DeliveryLog log, Replays replays) {
        this.standings = standings;
        this.log = log;
        this.replays = replays;
    }

    List<Standing> standings() {
        return standings.all();
    }

    List<Delivery> dead(int limit) {
        return log.list(new DeliveryLog.Filter(null, "dead", null, null), limit);
    }

    List<GoldenSheet.Published> of(String entity, UUID golden) {
        return standings.of(entity, golden).stream().map(Deliveries::published).toList();
    }

    /** The version of a golden record that each system has, by the name of its subscription; without those that have none. */
    Map<String, Integer> received(String entity, UUID golden) {
        Map<String, Integer> received = new TreeMap<>();
        standings.of(entity, golden).forEach(published -> {
            if (published.version() != null) {
                received.put(published.name(), published.version());
            }
        });
        return received;
    }

    void replayFailed(Subscription subscription) {
        replays.failed(subscription);
    }

    boolean replay(long letter) {
        return replays.deadLetter(letter);
    }

    boolean discard(long letter) {
        return replays.discard(letter);
    }

    private static GoldenSheet.Published published(Standing.Published published) {
        Integer has = published.version();
        int behind = published.latest() - (has == null ? 0 : has);
        String tone = switch (published.state()) {
            case ACTIVE -> "good";
            case PAUSED -> "";
            case DISABLED -> "bad";
        };
        return new GoldenSheet.Published(
                published.name(),
                Messages.text("admin-subscription-" + published.state().label()),
                tone,
                has == null
                        ? Messages.text("golden-has-nothing-yet")
                        : Messages.text("golden-has-version", has.toString()),
                published.current()
                        ? Messages.text("golden-up-to-date")
                        : Messages.count("golden-versions-behind", behind));
    }
}
