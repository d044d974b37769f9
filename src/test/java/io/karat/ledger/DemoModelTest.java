package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.demo.SampleSources;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The demo's model of people has something to show with the sample data. */
class DemoModelTest {

    private static final EntityType SHOWN = Lab.type(Path.of("matching-rules", "demo"), "person");

    @Test
    void isTheShippedOneWithReviewAndApprovalOfTaxIds() {
        EntityType shipped = Lab.PERSON;

        assertThat(SHOWN.attributes()).isEqualTo(shipped.attributes());
        assertThat(SHOWN.matching()).isEqualTo(shipped.matching());
        assertThat(SHOWN.quality()).isEqualTo(shipped.quality());
        assertThat(SHOWN.reviews()).isEqualTo(shipped.reviews());
        assertThat(SHOWN.survivorship().reviewed()).containsExactly("tax_id");
        assertThat(shipped.survivorship().reviewed()).isEmpty();
        assertThat(SHOWN.approval().of(List.of("tax_id"))).isPresent();
        assertThat(SHOWN.approval().of(List.of("city"))).isEmpty();
    }

    @Test
    void someSourcesDisagreeOnATaxId() {
        try (Lab lab = Lab.fresh(SHOWN)) {
            lab.load(SampleSources.generate(SampleSources.SEED).stream()
                    .filter(record -> record.entity().equals("person"))
                    .map(record -> (Command.OfSource) new Command.Upsert(
                            new RecordKey(record.source(), record.key()),
                            record.observedAt(),
                            RecordData.of(record.data()),
                            "source:" + record.source()))
                    .toList());

            assertThat(lab.strings("select left_title from review where kind = 'conflict' and state = 'open'"))
                    .hasSizeBetween(2, 60);
            assertThat(lab.violations()).isEmpty();
            assertThat(lab.strings("select distinct golden_id from source_record where entity = 'person' and key in"
                            + " ('M-2041', 'B-118', '77310')"))
                    .as("the walk of the guide: two golden records that should be one")
                    .hasSize(2);
            assertThat(lab.strings("select left_title from review where state = 'open' and left_title || right_title"
                            + " like '%Ashdown%'"))
                    .as("and nothing asks about them")
                    .isEmpty();
        }
    }
}
