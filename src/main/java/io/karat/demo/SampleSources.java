package io.karat.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Three sample sources that know the same people and organisations, each in its own way: {@code crm} writes names in full
 * and keeps contacts up to date, {@code billing} writes capitals, knows tax ids and where invoices go, {@code shop} has
 * what customers typed. Duplicates, conflicts, household members, twins, moves, married names, nicknames, typing errors
 * and placeholders are planted, and the truth is known. Last come the people of the stewards' guide.
 */
public final class SampleSources {

    /** The sources, as they are named in records. */
    public static final List<String> NAMES = List.of("crm", "billing", "shop");

    /** Of the demo. */
    public static final long SEED = 20_250_101;

    private static final int HOUSEHOLDS = 640;
    private static final int ORGANISATIONS = 340;

    private SampleSources() {}

    /** All records in the order in which they would arrive; the same for the same seed. About 3,000. */
    public static List<SampleRecord> generate(long seed) {
        Random random = new Random(seed);
        NameTables tables = NameTables.load();
        List<SampleRecord> records = new ArrayList<>();
        Population population = new Population(tables, random);
        PersonSources people = new PersonSources(random);
        for (int i = 0; i < HOUSEHOLDS; i++) {
            for (Population.Person person : population.household()) {
                records.addAll(people.recordsOf(person));
            }
        }
        OrganisationSources organisations = new OrganisationSources(tables, random);
        for (int i = 0; i < ORGANISATIONS; i++) {
            records.addAll(organisations.nextOrganisation());
        }
        Collections.shuffle(records, random);
        records.addAll(ofTheGuide());
        return List.copyOf(records);
    }

    /** The records of the people whom the stewards' guide speaks of, which are the same for every seed. */
    public static List<SampleRecord> ofTheGuide() {
        return GuidePeople.records();
    }
}
