package io.karat.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFilesTest {

    private static final Path RULES = Path.of("matching-rules");
    private static final Path FAULTY = Path.of("src/test/resources/models/faulty");

    private static final String EXPECTED = """
            reference/names.yaml:4:1: 'codes' is no key of a list of codes; known are list, groups
            reference/names.yaml:3:5: a group needs two names at least, as [william, bill]
            reference/sizes.yaml:5:20: 'big' stands for a code that is not in the list
            reference/sizes.yaml:5:8: 's' is a code itself; only a source may mean another one
            reference/sizes.yaml:4:24: 'ten' stands for a code that is not in the list
            approval.yaml:6:5: approval needs 'attributes', whose values need it, or 'acts'
            approval.yaml:7:19: approval names 'tax', which is no attribute; known are name, tax_id
            approval.yaml:7:39: 'pin' is no act; known are merge, split, move, undo, create, delete
            approval.yaml:8:18: attributes names none; leave the key out
            approval.yaml:8:26: 'approvr' is no role that approves; did you mean 'approver'?
            approval.yaml:9:28: blind has to be true or false
            approval.yaml:9:35: 'who' is no key of approval; known are attributes, acts, by, blind
            approval.yaml:10:5: approval has to be a mapping of keys to values
            coded.yaml:3:33: only a category or a country has codes; take 'reference' out, or choose another type
            coded.yaml:4:37: there is no list of codes 'sizs' in reference; did you mean 'sizes'?
            empty.yaml:1:1: is empty; see the README beside the models
            no-yaml.yaml:3:1: is no YAML: expected ',' or '}', but got <scalar>
            person.yaml:1:9: an entity's name has small letters, digits and _ and begins with a letter
            person.yaml:2:1: 'titel' is no key of an entity model; did you mean 'title'?
            person.yaml:3:8: the title names 'famly_name', which is no attribute; did you mean 'family_name'?
            person.yaml:5:22: 'given-nam' is no attribute type; did you mean 'given-name'?
            person.yaml:5:38: pii has to be true or false
            person.yaml:6:36: 'manny' is no key of attribute 'family_name'; did you mean 'many'?
            person.yaml:7:14: 'BirthDate': an attribute's name has small letters, digits and _ and begins with a letter
            person.yaml:10:3: the key 'city' stands twice in attributes; remove one
            person.yaml:12:11: attribute 'street' needs a type
            person.yaml:14:15: review has to be at most link
            person.yaml:15:19: one-per-source has to be true or false
            person.yaml:17:19: 'most-recnt' is no survivorship rule; did you mean 'most-recent'?
            person.yaml:18:10: survivorship names 'email', which is no attribute; known are given_name, family_name, BirthDate, city, street
            person.yaml:19:16: source-priority needs 'order', a list of sources, the best one first
            person.yaml:20:31: 'order' belongs to the rule source-priority
            person.yaml:21:20: group 'address' names 'stret', which is no attribute; did you mean 'street'?
            person.yaml:22:18: 'city' stands in two groups; an attribute wins with one
            person.yaml:24:38: 'warning' is no severity; known are reject, quarantine, review, warn
            person.yaml:25:10: the quality rule 'a' stands twice
            person.yaml:26:5: a quality rule needs an id, by which findings name it
            quality.yaml:7:5: a quality rule needs an id, by which findings name it
            quality.yaml:8:10: a rule's id has small letters, digits and - and begins with a letter
            quality.yaml:9:5: the quality rule 'none' needs one of check, required, pattern, length, range, dates, is, codes
            quality.yaml:10:5: the quality rule 'two' needs only one of pattern, is
            quality.yaml:11:5: the quality rule 'about' needs 'attribute', whose values it looks at
            quality.yaml:12:30: the quality rule 'unknown' names 'nam', which is no attribute; did you mean 'name'?
            quality.yaml:13:45: say 'attribute' or 'attributes', not both
            quality.yaml:14:37: 'gtn' is not known for 'is'; did you mean 'gtin'?
            quality.yaml:15:38: 'name' has to be of type phone for this rule
            quality.yaml:16:43: min has to be at most max
            quality.yaml:16:43: 'name' has to be of type number, money or year for this rule
            quality.yaml:17:42: range needs 'min' or 'max'
            quality.yaml:18:48: min has to be a number
            quality.yaml:19:46: from has to be a date as 1900-01-31, or today
            quality.yaml:20:40: 'name' has to be of type date for this rule
            quality.yaml:21:41: min has to be at most max
            quality.yaml:22:24: 'check' is an expression that holds for a good record, for example price > 0.0
            quality.yaml:23:41: codes needs at least one code, or the name of a list
            quality.yaml:24:43: 'some' is not known for 'required'; known are all, any
            quality.yaml:24:59: 'fatal' is no severity; known are reject, quarantine, review, warn
            quality.yaml:25:42: there is no list of codes 'sizs' in reference; did you mean 'sizes'?
            reviews.yaml:5:16: due has to be a time up to ten years, as P3D or PT4H
            reviews.yaml:5:28: 'mach' is no key of due; did you mean 'match'?
            reviews.yaml:6:19: from has to be less than below
            reviews.yaml:6:51: second has to be always, or probabilities as {below: 0.8}
            reviews.yaml:6:70: 'over' is no key of second; known are from, below
            reviews.yaml:6:82: a change has two people already, who proposes and who approves; leave 'change' out of second
            reviews.yaml:6:108: second of conflict has to be always: a choice among values has no probability
            reviews.yaml:7:3: 'third' is no key of reviews; known are due, second, budget
            survival.yaml:10:12: 'union' keeps several values, and 'note' has one; say 'many: true' there, or choose another rule
            survival.yaml:11:34: from names 'address', which is no attribute; known are email, phone, street, city, price, note
            survival.yaml:12:10: 'phone' would come from its own winner: phone -> address -> phone; give one of them another rule
            survival.yaml:13:63: 'min' compares the values of one attribute, and a group takes all of its values from one record; choose another rule, or take the attribute out of the group
            survival.yaml:17:22: maximum has to be a whole number from 0 to 100
            survival.yaml:17:36: 'minimum' needs 'period', in which trust falls
            survival.yaml:18:36: minimum has to be at most maximum
            survival.yaml:18:48: period has to be a time up to a hundred years, as P2Y, P6M, P90D or PT12H
            survival.yaml:18:64: 'lineal' is no decay; did you mean 'linear'?
            survival.yaml:19:12: trust in 'web' needs 'maximum', its points of 100 for a new value
            survival.yaml:20:13: trust in others needs 'maximum', its points of 100 for a new value
            survival.yaml:20:14: 'max' is no key of trust in others; known are maximum, minimum, period, decay
            survival.yaml:21:21: by has to be a whole number from 1 to 100
            survival.yaml:21:31: downgrade names 'phone-vald', which is no quality rule; did you mean 'phone-valid'?
            survival2.yaml:9:12: 'e' would come from its own winner: e -> e; give one of them another rule
            survival2.yaml:10:25: 'trust' belongs to the rule trust
            survival2.yaml:10:52: 'then' belongs to 'when'
            survival2.yaml:11:13: 'when' is an expression over a record, for example source == "crm"
            survival2.yaml:11:42: beside 'when' there is no 'rule'; it stands under 'then' and 'else'
            survival2.yaml:12:6: 'when' needs 'then', the rule of the records for which it holds
            survival2.yaml:12:39: 'group' is no key of 'else'; known are rule, order, attribute, trust, others, downgrade, when, then, else
            survival2.yaml:13:6: from needs 'attribute', the one whose winner gives this one too
            survival3.yaml:8:12: 'on-conflict: review' stands at an attribute or a group, not at 'default'
            survival3.yaml:9:9: 'mail' keeps several values, so sources cannot disagree on it; leave 'on-conflict' out
            survival3.yaml:10:9: 'city' wins together with others; say 'on-conflict' at 'address'
            survival3.yaml:12:38: 'on-conflict' is 'review' (a steward is asked where sources disagree) or 'rule' (the rule decides)
            survival3.yaml:13:17: 'note' has to be of the type date, with one value
            survival3.yaml:13:23: 'until' is no key of valid; known are from, to
            text.yaml:1:1: an entity model has to be a mapping of keys to values
            thing.yaml:5:22: link has to lie between 0 and 1, both excluded
            thing2.yaml:1:1: the entity 'thing' is also described in thing.yaml; keep one
            """;

    @TempDir
    Path directory;

    @Test
    void loadsTheModelsThatComeWithTheHub() {
        List<EntityType> models = loaded(RULES);

        assertThat(models).extracting(EntityType::name).containsExactly("organisation", "person", "product");
        EntityType person = models.get(1);
        assertThat(person.labelMany()).isEqualTo("People");
        assertThat(person.attribute("birth_date")).hasValueSatisfying(date -> {
            assertThat(date.label()).isEqualTo("Birth date");
            assertThat(date.type()).isEqualTo(AttributeType.DATE);
        });
        assertThat(person.attribute("tax_id"))
                .hasValueSatisfying(id -> assertThat(id.exclusive()).isTrue());
        assertThat(person.matching()).isEqualTo(new Matching(0.95, 0.30, false, null));
        assertThat(person.survivorship().groups())
                .singleElement()
                .satisfies(group -> assertThat(group.attributes()).contains("street", "city"));
    }

    @Test
    void tellsAllProblemsOfAllFilesAtOnce() {
        List<String> problems = problems(FAULTY);

        assertThat(problems).containsExactly(EXPECTED.lines().toArray(String[]::new));
    }

    @Test
    void saysHowLongQuestionsMayWaitAndWhichNeedTwo() throws IOException {
        ReviewRules rules = only("""
                entity: a
                attributes: {x: {type: text}}
                reviews:
                  due: {match: P3D, quality: PT4H, change: P1D, conflict: P2D}
                  second: {match: {below: 0.8}, guard: {from: 0.5}, split: always, conflict: always}
                  budget: 500
                """).reviews();

        assertThat(rules.budget()).isEqualTo(500);
        assertThat(ReviewRules.NONE.budget()).isEqualTo(ReviewRules.UNLIMITED);

        assertThat(rules.due("match")).contains(Duration.ofDays(3));
        assertThat(rules.due("quality")).contains(Duration.ofHours(4));
        assertThat(rules.due("split")).isEmpty();
        assertThat(rules.due("change")).contains(Duration.ofDays(1));
        assertThat(rules.due("conflict")).contains(Duration.ofDays(2));
        assertThat(rules.asksTwo("conflict", 0.5)).isTrue();
        assertThat(rules.asksTwo("match", 0.79)).isTrue();
        assertThat(rules.asksTwo("match", 0.8)).isFalse();
        assertThat(rules.asksTwo("guard", 1)).isTrue();
        assertThat(rules.asksTwo("guard", 0.49)).isFalse();
        assertThat(rules.asksTwo("split", 0)).isTrue();
        assertThat(rules.asksTwo("quality", 0.5)).isFalse();
    }

    @Test
    void changesTheVersionWithTheMeaningOnly() throws IOException {
        String version = only("entity: a\nattributes:\n  x: {type: text}\n").version();

        assertThat(only("# a comment\nentity: a\nattributes: {x: {type: 'text'}}\n")
                        .version())
                .isEqualTo(version);
        assertThat(only("entity: a\nattributes:\n  x: {type: text, many: true}\n")
                        .version())
                .isNotEqualTo(version);
        assertThat(only("entity: a\nattributes:\n  x: {type: text}\n  y: {type: text}\n")
                        .version())
                .isNotEqualTo(version);
    }

    @Test
    void fillsInWhatIsNotSaid() throws IOException {
        EntityType type = only("entity: sales_point\nattributes:\n  shop_name: {type: text}\n");

        assertThat(type.label()).isEqualTo("Sales point");
        assertThat(type.title()).isEqualTo("{shop_name}");
        assertThat(type.matching()).isEqualTo(Matching.defaults());
        assertThat(type.survivorship().fallback()).isEqualTo(new SurvivorshipRule.MostRecent());
    }

    @Test
    void saysWhatToDoAboutADirectoryWithoutModels() {
        assertThat(problems(directory)).singleElement().asString().contains("--rules");
        assertThat(problems(directory.resolve("none")))
                .singleElement()
                .asString()
                .contains("--rules");
    }

    private EntityType only(String yaml) throws IOException {
        Files.writeString(directory.resolve("one.yaml"), yaml);
        return loaded(directory).getFirst();
    }

    private static List<EntityType> loaded(Path from) {
        return switch (ModelFiles.load(from)) {
            case ModelFiles.Loaded(List<EntityType> models) -> models;
            case ModelFiles.Faulty(List<Problem> problems) -> throw new AssertionError(problems.toString());
        };
    }

    private static List<String> problems(Path from) {
        return switch (ModelFiles.load(from)) {
            case ModelFiles.Loaded loaded -> throw new AssertionError("sound: " + loaded);
            case ModelFiles.Faulty(List<Problem> problems) ->
                problems.stream().map(Problem::toString).toList();
        };
    }
}
