package io.karat.standardise;

import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import io.karat.model.ReferenceList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the codes of lists in the place of what sources say, for the attributes that have a list. */
final class Codes {

    private final EntityType type;
    private final @Nullable Listed[] listed;

    Codes(EntityType type) {
        this.type = type;
        this.listed = new Listed[type.attributes().size()];
        for (int i = 0; i < listed.length; i++) {
            ReferenceList list =
                    type.references().lists().get(type.attributes().get(i).name());
            listed[i] = list == null
                    ? null
                    : new Listed(list, type.attributes().get(i).type());
        }
    }

    /** The rule of an attribute that has a list; null where it has none. */
    @Nullable Rule rule(int attribute) {
        return listed[attribute];
    }

    /** The values of a record with codes where they stand for one, and as they were where not. */
    String[][] meant(String source, String[][] raws) {
        String[][] meant = raws.clone();
        for (int i = 0; i < meant.length; i++) {
            Listed by = listed[i];
            if (by != null) {
                meant[i] = new String[raws[i].length];
                for (int j = 0; j < meant[i].length; j++) {
                    meant[i][j] = by.code(source, raws[i][j]).orElse(raws[i][j]);
                }
            }
        }
        return meant;
    }

    /** By name, of the attributes that have a list. */
    Map<String, List<String>> byAttribute(String[][] meant) {
        Map<String, List<String>> codes = new HashMap<>();
        for (int i = 0; i < meant.length; i++) {
            if (listed[i] != null && meant[i].length > 0) {
                codes.put(type.attributes().get(i).name(), List.of(meant[i]));
            }
        }
        return codes;
    }

    /** A list, and the rule that reads what is written otherwise than in it: {@code Deutschland}, {@code Ltd.}. */
    private static final class Listed implements Rule {

        private final ReferenceList list;
        private final AttributeType type;

        /** Made when the first value asks for it. */
        private volatile @Nullable Map<String, String> byStandard;

        Listed(ReferenceList list, AttributeType type) {
            this.list = list;
            this.type = type;
        }

        Optional<String> code(String source, String raw) {
            Optional<String> known = list.code(source, raw);
            return known.isPresent() || !(read(raw) instanceof Value value)
                    ? known
                    : Optional.ofNullable(byStandard().get(value.text()));
        }

        private Standard read(String raw) {
            return Rules.of(type, "").apply(raw);
        }

        /** A code goes before a word that is written like it. */
        private Map<String, String> byStandard() {
            Map<String, String> made = byStandard;
            if (made == null) {
                made = new HashMap<>();
                for (String word : list.words().keySet()) {
                    put(word, made);
                }
                for (ReferenceList.Code code : list.codes().values()) {
                    put(code.code(), made);
                }
                byStandard = made;
            }
            return made;
        }

        private void put(String word, Map<String, String> into) {
            if (read(word) instanceof Value value) {
                list.code("", word).ifPresent(code -> into.put(value.text(), code));
            }
        }

        @Override
        public Standard apply(String meant) {
            Standard read = read(meant);
            if (list.code("", meant).isPresent()) {
                // A code may stand for what is no country: a list says what there is.
                return read instanceof None ? new Value(meant) : read;
            }
            return read instanceof Value value && Placeholders.is(type, value.text())
                    ? value
                    : new None("code.unknown", "Not in the list of codes '" + list.name() + "'.");
        }
    }
}
