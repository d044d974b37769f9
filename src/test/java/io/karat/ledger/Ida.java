package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** One person of two records: what the shop says of her is older, and nothing of it survives. */
final class Ida {

    private static final Map<String, String> SAID =
            Map.of("given_name", "Ida", "family_name", "Fairweather", "birth_date", "1990-09-09", "city", "Hull");

    private Ida() {}

    /** Her golden record, of both records. */
    static UUID two(Lab lab) {
        lab.tell(Lab.upsert("crm", "ida", Lab.START.minusSeconds(60), SAID));
        lab.tell(shop("Leeds"));
        UUID ida = lab.goldenOf("crm", "ida");
        assertThat(lab.goldenOf("shop", "ida")).isEqualTo(ida);
        return ida;
    }

    /** What the shop says: first that she lives in Leeds, later in another city. */
    static Command.Upsert shop(String city) {
        Map<String, String> said = new HashMap<>(SAID);
        said.put("city", city);
        Instant earlier = Lab.START.minusSeconds(3_600);
        return Lab.upsert("shop", "ida", city.equals("Leeds") ? earlier : earlier.plusSeconds(60), said);
    }
}
