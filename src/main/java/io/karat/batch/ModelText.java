package io.karat.batch;

import io.karat.model.AttributeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Writes decisions down as an entity model, with the reasons as comments. Values are never shown, only their patterns. */
final class ModelText {

    private static final int LONGEST_HEADER = 60;
    private static final Set<String> NOT_OF_ADDRESS = Set.of(
            "birth",
            "born",
            "naissance",
            "nacimiento",
            "nascita",
            "geburt",
            "geburtsort",
            "birthplace",
            "passport",
            "license",
            "licence",
            "nationality",
            "nationalitat",
            "nationalite",
            "nacionalidad",
            "citizenship",
            "id");

    private final String entity;
    private final Profile profile;
    private final Judge judge;
    private final List<Decision> decisions;
    private final List<Decision.Taken> taken;
    private final StringBuilder out = new StringBuilder();

    ModelText(String entity, Profile profile, Judge judge, List<Decision> decisions, List<Decision.Taken> taken) {
        this.entity = entity;
        this.profile = profile;
        this.judge = judge;
        this.decisions = decisions;
        this.taken = taken;
    }

    String text() {
        line(String.format(
                Locale.ROOT,
                "# Suggested by Karat from %d records with %d columns; %d records were looked at.",
                profile.rows(),
                profile.columns().size(),
                profile.sample().size()));
        line(
                "# Look it over before you use it: types first, then what is left out. README.md beside the models explains the keys.");
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Key key) {
                line(String.format(
                        Locale.ROOT,
                        "# The key of a record is column %s: filled in every record, each value once.",
                        quoted(key.column().header())));
            }
        }
        line(String.format(Locale.ROOT, "entity: %s", entity));
        title().ifPresent(title -> line(String.format(Locale.ROOT, "title: \"%s\"", title)));
        line("attributes:");
        taken.forEach(this::attribute);
        leftOut();
        matching();
        survivorship();
        quality();
        return out.toString();
    }

    private void attribute(Decision.Taken t) {
        ColumnProfile c = t.column();
        line(String.format(
                Locale.ROOT,
                "  # %s: %s filled, %d different%s. %s%s.",
                quoted(c.header()),
                percent(c.fill()),
                c.distinct(),
                c.text().patterns().isEmpty()
                        ? ""
                        : ", written " + String.join(" or ", c.text().patterns()),
                t.reasons().isEmpty()
                        ? "Nothing speaks for a certain type"
                        : capital(t.type().code().replace('-', ' ')) + ": " + String.join("; ", t.reasons()),
                judge.second(c)
                        .map(second -> ". Could also be " + second.code())
                        .orElse("")));
        List<String> keys = new ArrayList<>();
        keys.add("type: " + t.type().code());
        flag(keys, "pii", t.flags().pii(), false);
        flag(keys, "many", t.flags().many(), false);
        flag(keys, "exclusive", t.flags().exclusive(), false);
        flag(keys, "shared", t.flags().shared(), t.type().shareable());
        line(String.format(Locale.ROOT, "  %s: {%s}", t.name(), String.join(", ", keys)));
    }

    private static void flag(List<String> keys, String key, boolean value, boolean otherwise) {
        if (value != otherwise) {
            keys.add(key + ": " + value);
        }
    }

    private void leftOut() {
        boolean first = true;
        for (Decision decision : decisions) {
            if (decision instanceof Decision.LeftOut left) {
                if (first) {
                    line("# Left out:");
                    first = false;
                }
                line(String.format(
                        Locale.ROOT, "#   %s: %s", quoted(left.column().header()), left.reason()));
            }
        }
    }

    private void matching() {
        line("match:");
        line("  thresholds: {link: 0.95, review: 0.30}");
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Source source) {
                line(String.format(
                        Locale.ROOT,
                        "  # Column %s names the source: %s.",
                        quoted(source.column().header()),
                        source.reason()));
                line(String.format(Locale.ROOT, "  one-per-source: %s", source.clean()));
                line(String.format(
                        Locale.ROOT,
                        "  source-column: %s",
                        scalar(source.column().header())));
            }
        }
    }

    private void survivorship() {
        line("survivorship:");
        line("  default: {rule: most-recent}");
        List<String> address =
                taken.stream().filter(this::ofAddress).map(Decision.Taken::name).toList();
        if (address.size() > 1) {
            line(String.format(
                    Locale.ROOT, "  address_parts: {group: [%s], rule: most-complete}", String.join(", ", address)));
        }
        for (Decision.Taken t : taken) {
            if (t.type() == AttributeType.IDENTIFIER) {
                line(String.format(Locale.ROOT, "  %s: {rule: most-frequent}", t.name()));
            } else if (t.type() == AttributeType.TEXT && !address.contains(t.name())) {
                line(String.format(Locale.ROOT, "  %s: {rule: longest}", t.name()));
            }
        }
    }

    private boolean ofAddress(Decision.Taken t) {
        Header header = judge.header(t.column());
        if (header.words().stream().anyMatch(NOT_OF_ADDRESS::contains)) {
            return false;
        }
        return switch (t.type()) {
            case HOUSE_NUMBER, STREET, CITY, POSTCODE, COUNTRY -> true;
            case CATEGORY -> t.column().share(Trait.STATE) > 0.5;
            default -> false;
        };
    }

    private void quality() {
        for (Decision.Taken t : taken) {
            if (t.type() == AttributeType.DATE
                    && judge.people()
                    && judge.header(t.column()).says(AttributeType.DATE) > 0.9) {
                line("quality:");
                line(String.format(
                        Locale.ROOT,
                        "  - {id: %s-not-future, check: \"%s == null || %s <= today\", severity: warn}",
                        t.name().replace('_', '-'),
                        t.name(),
                        t.name()));
                return;
            }
        }
    }

    /** Of the names, else of the first text. */
    private Optional<String> title() {
        List<AttributeType> names = List.of(AttributeType.GIVEN_NAME, AttributeType.FAMILY_NAME);
        List<String> parts = new ArrayList<>();
        for (AttributeType type : names) {
            first(type).ifPresent(name -> parts.add("{" + name + "}"));
        }
        if (parts.size() == 2) {
            return Optional.of(String.join(" ", parts));
        }
        return first(AttributeType.FULL_NAME)
                .or(() -> first(AttributeType.ORGANISATION_NAME))
                .or(() -> first(AttributeType.TEXT))
                .map(name -> "{" + name + "}");
    }

    private Optional<String> first(AttributeType type) {
        return taken.stream()
                .filter(t -> t.type() == type)
                .map(Decision.Taken::name)
                .findFirst();
    }

    /** A header in a comment: on one line, not too long. */
    static String quoted(String header) {
        String shown = header.codePoints()
                .map(c -> Character.isISOControl(c)
                                || Character.getType(c) == Character.LINE_SEPARATOR
                                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                                || Character.getType(c) == Character.SURROGATE
                        ? '?'
                        : c)
                .limit(LONGEST_HEADER)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return '"' + shown + '"';
    }

    /** A header as a YAML scalar in double quotes. */
    private static String scalar(String header) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }

    private static String percent(double share) {
        return share > 0 && share < 0.01 ? "under 1 %" : Math.round(100 * share) + " %";
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
