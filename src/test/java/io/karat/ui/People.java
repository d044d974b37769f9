package io.karat.ui;

import io.karat.access.Accounts;
import io.karat.access.Role;
import io.karat.access.Sources;
import io.karat.demo.SampleRecord;
import io.karat.demo.SampleSources;
import io.karat.ledger.Command;
import io.karat.ledger.Lane;
import io.karat.ledger.Ledgers;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts sample records and people who sign in into the hub under test. */
@ApplicationScoped
class People {

    static final String PASSWORD = "correct horse battery";

    private static final int BATCH = 200;
    private static final int ENOUGH = 1_200;
    private static final long SEED = 7;

    private final Ledgers ledgers;
    private final Accounts accounts;
    private final Sources sources;

    private boolean loaded;

    People(Ledgers ledgers, Accounts accounts, Sources sources) {
        this.ledgers = ledgers;
        this.accounts = accounts;
        this.sources = sources;
    }

    /** A new account; its name. */
    String someone(Role role) {
        String name = role.label() + "-" + UUID.randomUUID().toString().substring(0, 6);
        accounts.create(name, PASSWORD, role, "user:test");
        return name;
    }

    void named(String name, Role role) {
        accounts.create(name, PASSWORD, role, "user:test");
    }

    /** Once for all tests of one hub; the people of the guide are among them. */
    synchronized void loadSamples() {
        if (loaded) {
            return;
        }
        SampleSources.NAMES.forEach(source -> sources.ensure(source, "user:test"));
        Map<String, List<SampleRecord>> byEntity = Stream.concat(
                        SampleSources.generate(SEED).stream().limit(ENOUGH), SampleSources.ofTheGuide().stream())
                .collect(Collectors.groupingBy(SampleRecord::entity));
        byEntity.forEach((entity, records) -> {
            for (int from = 0; from < records.size(); from += BATCH) {
                List<Command.OfSource> batch = records.subList(from, Math.min(records.size(), from + BATCH)).stream()
                        .map(People::upsert)
                        .toList();
                ledgers.submitAll(entity, batch, Lane.BULK).join();
            }
        });
        loaded = true;
    }

    private static Command.OfSource upsert(SampleRecord record) {
        return new Command.Upsert(
                new RecordKey(record.source(), record.key()),
                record.observedAt(),
                RecordData.of(record.data()),
                "source:" + record.source());
    }
}
