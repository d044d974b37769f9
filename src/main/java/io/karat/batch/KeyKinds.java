package io.karat.batch;

import io.karat.model.Attribute;
import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Numbers the kinds of keys of an entity type: one attribute alone, or two; all words of names and texts are one more attribute. */
final class KeyKinds {

    /** What an atom can tell apart; attributes beyond it share a column with words. */
    private static final int COLUMNS = 127;

    private final List<Attribute> attributes;
    private final int width;

    KeyKinds(EntityType type) {
        this.attributes = type.attributes();
        this.width = Math.min(attributes.size(), COLUMNS) + 1;
    }

    int count() {
        return width + width * width;
    }

    /** @param column of the atom */
    int of(int column) {
        return attribute(column);
    }

    /** In either order. */
    int of(int column, int other) {
        int a = attribute(column);
        int b = attribute(other);
        return width + width * Math.min(a, b) + Math.max(a, b);
    }

    private int attribute(int column) {
        return Math.min(column, width - 1);
    }

    /** The model's number of each attribute of a kind; the number of attributes stands for words. */
    int[] attributes(int kind) {
        return kind < width ? new int[] {kind} : new int[] {(kind - width) / width, (kind - width) % width};
    }

    /** As the model names them. */
    List<String> names(int kind) {
        int[] of = attributes(kind);
        boolean twice = of.length == 2 && of[0] == of[1];
        if (twice && of[0] == width - 1) {
            return List.of("word of " + words(), "word of " + words());
        }
        return Arrays.stream(of).mapToObj(this::name).toList();
    }

    private String name(int attribute) {
        return attribute < width - 1 ? attributes.get(attribute).name() : "word of " + words();
    }

    private String words() {
        return attributes.stream()
                .filter(attribute -> worded(attribute.type()))
                .map(Attribute::name)
                .collect(Collectors.joining("/"));
    }

    private static boolean worded(AttributeType type) {
        return type == AttributeType.FULL_NAME || type == AttributeType.ORGANISATION_NAME || type == AttributeType.TEXT;
    }
}
