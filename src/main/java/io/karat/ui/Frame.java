package io.karat.ui;

import java.util.List;

/**
 * What surrounds every page.
 *
 * @param section of the rail that is current, for example {@code reviews}
 * @param title of the page, without the product's name
 * @param entity the entity type the person works with
 * @param openReviews in all entity types
 * @param assets changes whenever the style sheet or the script does
 */
record Frame(
        String section,
        String title,
        EntityChoice entity,
        List<EntityChoice> entities,
        Viewer viewer,
        long openReviews,
        String openReviewsText,
        String assets) {

    Frame {
        entities = List.copyOf(entities);
    }

    /** An entity type to choose. */
    record EntityChoice(String name, String one, String many) {

        public String oneInText() {
            return Words.inText(one);
        }

        public String manyInText() {
            return Words.inText(many);
        }
    }

    /** The person who looks, and the token their forms carry. */
    record Viewer(String name, String role, boolean steward, boolean admin, String theme, String csrf) {}

    public String choosing(String name) {
        return entity.name().equals(name) ? "page" : "";
    }
}
