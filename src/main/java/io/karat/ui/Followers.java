package io.karat.ui;

import io.karat.golden.Conflict;
import io.karat.golden.GoldenValues;
import io.karat.golden.Pin;
import io.karat.ledger.Preview;
import io.karat.ledger.Preview.Fate;
import io.karat.model.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people laid down about golden records, and goes with them or ends: pins, answered conflicts, open requests. */
final class Followers {

    private Followers() {}

    /** One sentence for each; what stays where it is has none. */
    static List<String> of(EntityType type, Preview preview) {
        List<String> said = new ArrayList<>();
        for (Preview.Result result : preview.golden()) {
            if (result.before() != null && (result.fate() == Fate.CHANGED || result.fate() == Fate.RETIRED)) {
                result.before()
                        .values()
                        .forEach((attribute, value) -> laidDown(value)
                                .filter(what -> !stands(result.after(), attribute, value))
                                .ifPresent(what -> said.add(override(type, preview, attribute, value, what))));
            }
        }
        preview.requests().forEach(request -> said.add(request(request)));
        return said;
    }

    private static Optional<String> laidDown(GoldenValues.Value value) {
        return switch (value.rule()) {
            case Pin.RULE -> Optional.of("pin");
            case Conflict.CHOSEN -> Optional.of("answer");
            default -> Optional.empty();
        };
    }

    private static boolean stands(@Nullable GoldenValues values, String attribute, GoldenValues.Value value) {
        GoldenValues.Value now = values == null ? null : values.values().get(attribute);
        return now != null && now.rule().equals(value.rule()) && now.values().equals(value.values());
    }

    private static String override(
            EntityType type, Preview preview, String attribute, GoldenValues.Value value, String what) {
        String label = type.attribute(attribute).map(a -> a.label()).orElse(attribute);
        return preview.golden().stream()
                .filter(other -> stands(other.after(), attribute, value) && !stands(other.before(), attribute, value))
                .findFirst()
                .map(other -> Messages.text("golden-follows-" + what, label, named(other.id())))
                .orElseGet(() -> Messages.text("golden-ends-" + what, label));
    }

    private static String request(Preview.Followed request) {
        String wanted = ChangeWords.proposed(request.act());
        return request.ends()
                ? Messages.text("golden-ends-request", wanted, request.title())
                : Messages.text("golden-follows-request", wanted, request.title(), named(request.golden()));
    }

    private static String named(@Nullable UUID golden) {
        return golden == null ? Messages.text("golden-the-new-one") : "\u2026" + Words.shortId(golden);
    }
}
