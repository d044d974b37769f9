package io.karat.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.testing.Seeds;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DictionaryTest {

    @Test
    void codesAreNumbersOfFirstAppearance() {
        Seeds.each(50, random -> {
            Dictionary dictionary = new Dictionary();
            Map<String, Integer> expected = new LinkedHashMap<>();
            int different = random.nextInt(1, 5_000);
            for (int i = 0; i < 5_000; i++) {
                // Of "Aa" and "BB" the hashes are the same.
                String value = (random.nextBoolean() ? "Aa" : "BB") + random.nextInt(different);
                int code = expected.computeIfAbsent(value, fresh -> expected.size());
                assertThat(dictionary.code(value)).isEqualTo(code);
            }
            assertThat(dictionary.size()).isEqualTo(expected.size());
            expected.forEach((value, code) -> assertThat(dictionary.value(code)).isEqualTo(value));
        });
    }
}
