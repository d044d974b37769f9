package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.ledger.Command;
import io.karat.ledger.Lane;
import io.karat.ledger.Ledgers;
import io.karat.ledger.Outcome;
import io.karat.ledger.SourceRecords;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** People of a family name that no other test has, from a source of their own. */
final class OneFamily {

    private final Ledgers ledgers;
    private final SourceRecords records;
    private final String name;
    private final String source;

    /** @param beginning of its name, in letters */
    OneFamily(String beginning, Ledgers ledgers, SourceRecords records) {
        this.ledgers = ledgers;
        this.records = records;
        this.name = beginning + UUID.randomUUID().toString().replaceAll("[0-9-]", "");
        this.source = name.toLowerCase(Locale.ROOT);
    }

    String name() {
        return name;
    }

    /** As pages and addresses name it. */
    String record(String key) {
        return source + "/" + key;
    }

    /** Returns the golden record that it is in then. */
    UUID push(String key, String given, String born, String city) {
        return push(key, given, born, city, null);
    }

    UUID push(String key, String given, String born, String city, @Nullable Instant observed) {
        Outcome.OfSource outcome = ledgers.submit("person", upsert(key, given, born, city, observed), Lane.INTERACTIVE)
                .join();
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        return goldenOf(key);
    }

    /** @param keys of records that say the same */
    void push(List<String> keys, String given, String born, String city) {
        ledgers.submitAll(
                        "person",
                        keys.stream()
                                .map(key -> upsert(key, given, born, city, null))
                                .toList(),
                        Lane.BULK)
                .join();
    }

    private Command.Upsert upsert(String key, String given, String born, String city, @Nullable Instant observed) {
        return new Command.Upsert(
                new RecordKey(source, key),
                observed,
                RecordData.of(Map.of("given_name", given, "family_name", name, "birth_date", born, "city", city)),
                "source:" + source);
    }

    UUID goldenOf(String key) {
        return Objects.requireNonNull(
                records.find("person", new RecordKey(source, key)).orElseThrow().goldenId());
    }
}
