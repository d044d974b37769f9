package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.golden.GoldenValues;
import io.karat.model.RecordData;
import io.karat.testing.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JsonBytesTest {

    /** Everything that has to be escaped or takes more than a byte, a lone surrogate too. */
    private static final String CHARACTERS = "ab \"\\/\b\t\n\f\r\0\u001f\u007f\u0080äß\u2028€漢\uD834\uDD1E\uD834";

    @Test
    void documentsAreByteForByteThoseOfTheMapper() {
        Seeds.each(500, random -> {
            TreeMap<String, List<String>> values = new TreeMap<>();
            Map<String, GoldenValues.Value> golden = new LinkedHashMap<>();
            Map<String, List<Object>> provenance = new LinkedHashMap<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                String name = "n" + text(random);
                List<String> list = Stream.generate(() -> "v" + text(random))
                        .limit(1 + random.nextInt(3))
                        .distinct()
                        .toList();
                int winner = random.nextInt(-1, 1_000_000);
                String rule = text(random);
                values.put(name, list);
                golden.put(name, new GoldenValues.Value(list, winner, rule));
                provenance.put(name, List.of(winner, rule));
            }
            Map<String, List<String>> inOrder = new LinkedHashMap<>();
            golden.forEach((name, value) -> inOrder.put(name, value.values()));

            assertThat(JsonBytes.of(new RecordData(values))).isEqualTo(mapped(values));
            assertThat(JsonBytes.values(new GoldenValues(golden))).isEqualTo(mapped(inOrder));
            assertThat(JsonBytes.provenance(new GoldenValues(golden))).isEqualTo(mapped(provenance));
        });
    }

    private static byte[] mapped(Object value) {
        return Json.write(value).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }
}
