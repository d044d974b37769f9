package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.testing.SharedData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten thousand generated people through the ledger: how good, and how far the order of arrival matters. */
@Tag("nightly")
class LoadQualityTest {

    private static final Map<String, String> COLUMNS = Map.ofEntries(
            Map.entry("given_name", "given_name"),
            Map.entry("middle_name", "middle_name"),
            Map.entry("surname", "family_name"),
            Map.entry("sex", "sex"),
            Map.entry("dob", "birth_date"),
            Map.entry("street_number", "house_number"),
            Map.entry("street", "street"),
            Map.entry("city", "city"),
            Map.entry("state", "state"),
            Map.entry("postcode", "postcode"),
            Map.entry("phone", "phone"),
            Map.entry("email", "email"),
            Map.entry("national_id", "tax_id"));

    private static List<Command.Upsert> people() {
        List<Command.Upsert> commands = new ArrayList<>();
        for (Map<String, String> row : SharedData.records("gen_10k")) {
            Map<String, String> data = new HashMap<>();
            COLUMNS.forEach((column, attribute) -> data.put(attribute, row.get(column)));
            commands.add(Lab.upsert("crm", row.get("id"), data));
        }
        return commands;
    }

    @Test
    void theLoadIsGoodAndItsOrderHardlyMatters() {
        List<Command.Upsert> people = people();
        Set<Set<String>> truth = SharedData.truth("gen_10k", "crm/");
        Set<Set<String>> first;
        try (Lab lab = Lab.fresh()) {
            long start = System.nanoTime();
            Loads.load(lab, people, 500);
            double seconds = (System.nanoTime() - start) / 1e9;
            first = lab.partition();
            System.out.printf(
                    "gen_10k: %.0f records/s, pairwise F1 %.4f, %d open questions%n",
                    people.size() / seconds,
                    Loads.f1(first, truth),
                    lab.questions().size());
            assertThat(lab.violations()).isEmpty();
            assertThat(Loads.f1(first, truth)).isGreaterThan(0.93);
        }
        List<Command.Upsert> shuffled = new ArrayList<>(people);
        shuffled.addAll(people);
        Collections.shuffle(shuffled, new Random(7));
        try (Lab lab = Lab.fresh()) {
            Loads.load(lab, shuffled, 137);
            Set<Set<String>> second = lab.partition();
            long common = Loads.common(first, second);
            System.out.printf(
                    "gen_10k in another order, other batches, each record twice: %d pairs only in the first, %d only in the second, of %d%n",
                    Loads.pairs(first) - common, Loads.pairs(second) - common, common);
            Loads.only(first, second).stream().limit(10).forEach(c -> System.out.println("only first:  " + c));
            Loads.only(second, first).stream().limit(10).forEach(c -> System.out.println("only second: " + c));
            assertThat(lab.violations()).isEmpty();
            assertThat(Loads.f1(first, second)).isGreaterThan(0.9995);
        }
    }
}
