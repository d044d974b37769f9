package io.karat.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.model.EntityType;
import org.junit.jupiter.api.Test;

/** The built-in parameters on organisations, products and records of few attributes. */
class OtherEntitiesTest {

    private static final double LINK = Math.log(0.95 / 0.05);
    private static final double REVIEW = Math.log(0.30 / 0.70);

    private static final EntityType ORGANISATION = People.type(
            "organisation",
            "name:organisation-name",
            "street:street",
            "house_number:house-number",
            "city:city",
            "postcode:postcode",
            "phone:phone",
            "website:url",
            "tax_id:identifier:exclusive");

    private static final Values BREWERY = People.record(
            "zealous fox brewery",
            "harbour lane",
            "12",
            "whitby",
            "58213",
            "4415550101",
            "zealousfox.example",
            "700895082");

    private static final EntityType PRODUCT =
            People.type("product", "title:text", "description:text", "maker:category", "price:money");

    private static double logOdds(EntityType type, Values a, Values b) {
        return new Scorer(type, Parameters.builtIn(type), DemotedValues.NONE)
                .score(a, b)
                .logOdds();
    }

    private static Values with(Values of, String attribute, String value) {
        return People.with(ORGANISATION, of, attribute, value);
    }

    @Test
    void an_organisation_with_a_misspelt_name_is_found_by_its_address() {
        Values misspelt = with(with(with(BREWERY, "name", "zealous fox brewry"), "tax_id", ""), "phone", "");
        assertThat(logOdds(ORGANISATION, BREWERY, misspelt)).isGreaterThan(LINK);
    }

    @Test
    void two_organisations_of_one_building_are_apart() {
        Values neighbour = People.record("ashgrove dental", "harbour lane", "12", "whitby", "58213", "", "", "");
        assertThat(logOdds(ORGANISATION, BREWERY, neighbour)).isLessThan(REVIEW);
        assertThat(logOdds(ORGANISATION, BREWERY, with(neighbour, "phone", "4415550101")))
                .isLessThan(LINK);
    }

    @Test
    void an_equal_tax_number_outweighs_another_name() {
        Values renamed = with(with(BREWERY, "name", "north coast beverages"), "website", "");
        assertThat(logOdds(ORGANISATION, BREWERY, renamed)).isGreaterThan(LINK);
    }

    @Test
    void one_product_described_twice_is_asked_about_at_least() {
        Values a = People.record("zenith turntable ps lx350h belt drive", "", "zenith", "99.0");
        Values b = People.record("zenith pslx350h belt drive turntable", "", "zenith", "98.5");
        assertThat(logOdds(PRODUCT, a, b)).isGreaterThan(REVIEW);
    }

    @Test
    void products_whose_model_numbers_differ_are_apart() {
        Values a = People.record("zenith digital camera dscw120 silver", "", "zenith", "99.0");
        Values b = People.record("zenith digital camera dscw150 silver", "", "zenith", "119.0");
        assertThat(logOdds(PRODUCT, a, b)).isLessThan(REVIEW);
    }

    @Test
    void a_full_name_alone_links_nobody_of_a_common_name() {
        EntityType type = People.type("contact", "name:full-name", "city:city");
        Values common = People.record("john smith", "london");
        assertThat(logOdds(type, common, common)).isLessThan(LINK);
        Values rare = People.record("adelaide winterbottom", "whitby");
        assertThat(logOdds(type, rare, rare)).isGreaterThan(LINK);
        assertThat(logOdds(type, rare, People.record("leopold winterbottom", "whitby")))
                .isLessThan(REVIEW);
    }
}
