package io.karat.golden;

import io.karat.golden.GoldenValues.Value;
import io.karat.model.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A golden record's title, from the entity type's template. */
public final class Title {
    private Title() {}

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    /**
     * Absent values leave no gaps; a record with none of the template's values is titled by its first value, one without
     * any value by its entity type's label.
     */
    public static String of(EntityType type, GoldenValues values) {
        String title = fill(type.title(), values);
        if (!title.isEmpty()) {
            return title;
        }
        return values.values().values().stream()
                .flatMap(value -> value.values().stream())
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse(type.label());
    }

    /**
     * Text stands in the title only where the values on both sides of it do (at the ends: on its one side). Where values
     * between two others are absent, the text is what stood around them if that was the same on both sides, else a blank.
     */
    private static String fill(String template, GoldenValues values) {
        StringBuilder title = new StringBuilder();
        List<String> texts = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(template);
        boolean none = true;
        boolean lastPresent = false;
        int end = 0;
        while (matcher.find()) {
            texts.add(template.substring(end, matcher.start()));
            end = matcher.end();
            Value value = values.values().get(matcher.group(1));
            lastPresent = value != null && !value.values().isEmpty();
            if (lastPresent && value != null) {
                boolean leading = none && texts.size() > 1;
                title.append(leading ? "" : joint(texts)).append(value.values().getFirst());
                texts.clear();
                none = false;
            }
        }
        if (lastPresent) {
            title.append(template, end, template.length());
        }
        return title.toString().strip();
    }

    private static String joint(List<String> texts) {
        return texts.stream().distinct().count() == 1 ? texts.getFirst() : " ";
    }
}
