package io.karat.ledger;

import io.karat.golden.GoldenValues;
import io.karat.golden.Title;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Golden records and records for those who may not see what is personal: that there is a value, and nothing else of it. */
public final class Masked {

    /** Stands for one value or many, of any length. */
    public static final String SIGN = "\u2022\u2022\u2022";

    private static final int SHORT_ID = 8;

    private Masked() {}

    public static GoldenView of(EntityType type, GoldenView view) {
        Map<String, GoldenValues.Value> shown = new LinkedHashMap<>();
        view.values()
                .values()
                .forEach((name, value) -> shown.put(
                        name,
                        personal(type, name)
                                ? new GoldenValues.Value(List.of(SIGN), value.winner(), value.rule())
                                : value));
        GoldenValues values = new GoldenValues(shown);
        String id = view.id().toString();
        String title = titledByPersonal(type)
                ? type.label() + " " + id.substring(id.length() - SHORT_ID)
                : Title.of(type, values);
        return view.saying(values, title, view.marks());
    }

    public static RecordView of(EntityType type, RecordView record) {
        SortedMap<String, List<String>> shown = new TreeMap<>();
        record.data()
                .values()
                .forEach((name, values) -> shown.put(name, personal(type, name) ? List.of(SIGN) : values));
        return new RecordView(
                record.ordinal(),
                record.key(),
                record.state(),
                record.version(),
                record.observedAt(),
                record.receivedAt(),
                new RecordData(shown),
                record.findings().stream()
                        .filter(finding -> !personal(type, finding.attribute()))
                        .toList(),
                record.goldenId(),
                record.marks());
    }

    private static boolean titledByPersonal(EntityType type) {
        return type.attributes().stream()
                .filter(Attribute::pii)
                .anyMatch(attribute -> type.title().contains("{" + attribute.name() + "}"));
    }

    private static boolean personal(EntityType type, String attribute) {
        return type.attribute(attribute).map(Attribute::pii).orElse(false);
    }
}
