package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.ledger.Command;
import io.karat.ledger.Lane;
import io.karat.ledger.Ledgers;
import io.karat.ledger.Outcome;
import io.karat.ledger.RecordView;
import io.karat.ledger.SourceRecords;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import java.math.BigInteger;
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
        this.name = beginning + letters(UUID.randomUUID());
        this.source = name.toLowerCase(Locale.ROOT);
    }

    /** Of the whole alphabet: with few of them two families would be alike. */
    private static String letters(UUID id) {
        return new BigInteger(id.toString().replace("-", ""), 16)
                .toString(26)
                .chars()
                .skip(12)
                .map(c -> Character.isDigit(c) ? 'q' + c - '0' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
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

    /** As its source says. */
    void delete(String key) {
        Outcome.OfSource outcome = ledgers.submit(
                        "person",
                        new Command.Delete(new RecordKey(source, key), null, "source:" + source),
                        Lane.INTERACTIVE)
                .join();
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    }

    RecordView.State stateOf(String key) {
        return records.find("person", new RecordKey(source, key)).orElseThrow().state();
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
