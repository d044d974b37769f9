package io.karat.ui;

import io.karat.access.Sources;
import io.karat.golden.GoldenValues;
import io.karat.ledger.Outcome;
import io.karat.ledger.Preview;
import io.karat.ledger.Preview.Fate;
import io.karat.ledger.RecordView;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.publish.Subscription;
import io.karat.publish.Subscriptions;
import io.karat.ui.Desk.Notice;
import io.karat.ui.PreviewSheet.Line;
import io.karat.ui.PreviewSheet.Result;
import jakarta.enterprise.context.RequestScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts a preview into the words of the page. */
@RequestScoped
class PreviewSheets {

    private final Sources sources;
    private final Subscriptions subscriptions;
    private final Deliveries deliveries;
    private final HeldApart apart;

    PreviewSheets(Sources sources, Subscriptions subscriptions, Deliveries deliveries, HeldApart apart) {
        this.deliveries = deliveries;
        this.apart = apart;
        this.sources = sources;
        this.subscriptions = subscriptions;
    }

    List<Result> results(EntityType type, Preview preview) {
        SourceNames names = SourceNames.of(sources);
        return preview.golden().stream().map(r -> result(type, r, names)).toList();
    }

    Evidence evidence(EntityType type, Strongest strongest, List<RecordView> left, List<RecordView> right) {
        return Evidence.ofTwo(
                type, strongest, apart.between(type.name(), left, right), left.size() + right.size(), null);
    }

    /** What it comes to: ids, questions, subscribers. */
    List<String> summary(EntityType type, Preview preview) {
        return summary(type, preview, false);
    }

    /** @param waits whether another person has to approve it first */
    List<String> summary(EntityType type, Preview preview, boolean waits) {
        List<String> said = new ArrayList<>();
        if (waits) {
            said.add(Messages.text("golden-nothing-changes-before-then"));
        }
        if (preview.golden().isEmpty()) {
            said.add(Messages.text("golden-none-changes"));
        } else {
            said.add(ids(preview));
            said.add(told(type, preview.golden().size()));
            said.addAll(Followers.of(type, preview));
        }
        if (preview.closed() > 0) {
            said.add(Messages.count("golden-questions-will-no-longer-arise", preview.closed()));
        }
        if (preview.opened() > 0) {
            said.add(Messages.count("golden-questions-will-come-up", preview.opened()));
        }
        return said;
    }

    /** Which versions of what would change are out already, by who has them. */
    List<String> received(EntityType type, Preview preview) {
        Map<String, List<String>> versions = new TreeMap<>();
        for (Preview.Result result : preview.golden()) {
            UUID id = result.id();
            if (id != null) {
                deliveries
                        .received(type.name(), id)
                        .forEach((name, version) -> versions.computeIfAbsent(name, _ -> new ArrayList<>())
                                .add(Messages.text("golden-received-version", version.toString(), Words.shortId(id))));
            }
        }
        return versions.isEmpty()
                ? List.of(Messages.text("golden-nobody-has-received"))
                : versions.entrySet().stream()
                        .map(e -> Messages.text("golden-already-received", e.getKey(), String.join(", ", e.getValue())))
                        .toList();
    }

    private static String ids(Preview preview) {
        List<String> parts = new ArrayList<>();
        for (Fate fate : List.of(Fate.CHANGED, Fate.REVIVED, Fate.CREATED, Fate.RETIRED)) {
            long n = preview.golden().stream().filter(r -> r.fate() == fate).count();
            if (n > 0) {
                String key = "golden-ids-" + fate.name().toLowerCase(Locale.ROOT);
                parts.add(Messages.count(parts.isEmpty() ? key + "-first" : key, n));
            }
        }
        return String.join(", ", parts) + ".";
    }

    private String told(EntityType type, int events) {
        List<String> active = subscriptions.all().stream()
                .filter(s -> s.entity().equals(type.name()) && s.state() == Subscription.State.ACTIVE)
                .map(Subscription::name)
                .toList();
        return active.isEmpty()
                ? Messages.text("golden-no-system-subscribes")
                : Messages.text("golden-told-of-it", events, Words.number(events), String.join(", ", active));
    }

    private static Result result(EntityType type, Preview.Result result, SourceNames names) {
        return new Result(
                result.title(),
                result.id() == null ? "" : Words.shortId(result.id()),
                fate(result),
                tone(result.fate()),
                result.heir() == null ? "" : Words.shortId(result.heir()),
                type.attributes().stream()
                        .map(attribute -> line(attribute, result))
                        .filter(line ->
                                !line.before().isEmpty() || !line.after().isEmpty())
                        .toList(),
                result.records().stream().map(names::member).toList());
    }

    private static String fate(Preview.Result result) {
        return switch (result.fate()) {
            case CHANGED -> Messages.text("golden-fate-changed", Integer.toString(result.version()));
            case CREATED -> Messages.text("golden-fate-created");
            case REVIVED -> Messages.text("golden-fate-revived", Integer.toString(result.version()));
            case RETIRED -> Messages.text("golden-fate-retired");
        };
    }

    private static String tone(Fate fate) {
        return switch (fate) {
            case CHANGED -> "good";
            case CREATED, REVIVED -> "gold";
            case RETIRED -> "";
        };
    }

    private static Line line(Attribute attribute, Preview.Result result) {
        GoldenValues.Value after = value(result.after(), attribute);
        return new Line(
                attribute.label(),
                text(value(result.before(), attribute)),
                text(after),
                after != null && after.rule().equals("pin"));
    }

    private static GoldenValues.@Nullable Value value(@Nullable GoldenValues values, Attribute attribute) {
        return values == null ? null : values.values().get(attribute.name());
    }

    private static String text(GoldenValues.@Nullable Value value) {
        return value == null ? "" : value.values().stream().collect(Collectors.joining(", "));
    }

    /** Why the act would be refused, or null. */
    @Nullable Notice refusal(EntityType type, Outcome.OfSteward outcome) {
        return switch (outcome) {
            case Outcome.Done _, Outcome.Proposed _ -> null;
            case Outcome.Changed changed -> Problems.changed(changed);
            case Outcome.Contradicts contradicts -> apart.notice(type.name(), contradicts);
            case Outcome.Waits waits -> Problems.waits(waits);
            case Outcome.Refused refused -> Problems.refused(refused);
        };
    }
}
