package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Golden records that change together are written together, whatever they are called. */
class ManyAtOnceTest {

    /** More than are written one by one. */
    private static final int MANY = 100;

    /** Where every letter and digit differs from person to person, none is like another. */
    private static String word(int person) {
        return Character.toString('a' + person % 26).repeat(4)
                + Character.toString('a' + person / 26).repeat(5);
    }

    private static Command.OfSource named(int person, String family) {
        return new Command.Upsert(
                new RecordKey("crm", "p" + person),
                Lab.START.plusSeconds(60),
                RecordData.of(
                        Map.of("given_name", word(person), "family_name", family, "email", word(person) + "@x.org")),
                "source:crm");
    }

    private static List<String> titles(Lab lab, int state) {
        return lab.strings("select title from golden_record where state = " + state + " order by founder");
    }

    @Test
    void valuesThatLookLikeSyntaxStayWhatTheyAre() {
        String odd = "O'Neill \"Ned\" {a,b} \\N \\ NULL ,; Zoë 松本";
        try (Lab lab = Lab.fresh()) {
            lab.tell(IntStream.range(0, MANY)
                    .mapToObj(p -> named(p, word(p + 300)))
                    .toList());
            assertThat(titles(lab, 1)).hasSize(MANY);

            lab.tell(IntStream.range(0, MANY).mapToObj(p -> named(p, odd + p)).toList());

            List<String> titles = titles(lab, 1);
            assertThat(titles).hasSize(MANY);
            for (int person = 0; person < MANY; person++) {
                assertThat(titles.get(person)).contains(odd + person);
            }
            assertThat(lab.strings("select distinct version from golden_record"))
                    .containsExactly("2");
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void theyRetireTogether() {
        try (Lab lab = Lab.fresh()) {
            lab.tell(IntStream.range(0, MANY)
                    .mapToObj(p -> named(p, word(p + 300)))
                    .toList());

            lab.tell(IntStream.range(0, MANY)
                    .mapToObj(p -> (Command.OfSource)
                            new Command.Delete(new RecordKey("crm", "p" + p), Lab.START.plusSeconds(90), "source:crm"))
                    .toList());

            assertThat(titles(lab, 1)).isEmpty();
            assertThat(titles(lab, 2)).hasSize(MANY);
            assertThat(lab.strings("select distinct coalesce(heir::text, 'none') from golden_record"))
                    .containsExactly("none");
            assertThat(lab.violations()).isEmpty();
        }
    }
}
