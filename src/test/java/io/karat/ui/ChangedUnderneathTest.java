package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.karat.access.Role;
import io.karat.access.Sources;
import io.karat.ledger.Command;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.Lane;
import io.karat.ledger.Ledgers;
import io.karat.ledger.Outcome;
import io.karat.ledger.RecordView;
import io.karat.ledger.SourceRecords;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.review.Review;
import io.karat.review.Reviews;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Data that change between a steward's look and act: nothing is lost, and what changed is shown. */
@QuarkusTest
@Tag("browser")
final class ChangedUnderneathTest {

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    Ledgers ledgers;

    @Inject
    Sources sources;

    @Inject
    GoldenRecords golden;

    @Inject
    SourceRecords records;

    @Inject
    Reviews reviews;

    private final String name = "Under" + UUID.randomUUID().toString().replaceAll("[0-9-]", "");

    @Test
    void keepsWhatWasTypedAndShowsItThreeWays() throws IOException {
        Map<String, String> una = person("1928-01-17");
        UUID id = send(name, una);
        try (Chromium chromium = new Chromium(hub)) {
            Page hers = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            Page his = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.LIGHT);
            hers.navigate(path(id) + "/edit");
            hers.fill("[name='value.city']", "York");
            hers.fill("[name='value.middle_name']", "Maud");
            hers.fill("[name=reason]", "a letter of hers");

            his.navigate(path(id) + "/edit");
            his.fill("[name='value.city']", "Hull");
            his.fill("[name=reason]", "the register");
            his.click("button.primary");
            his.waitForSelector(".toast:has-text('Pinned')");
            Map<String, String> moved = new HashMap<>(una);
            moved.put("street", "Quay Lane");
            send(name, moved);

            hers.click("button.primary");
            hers.waitForSelector(".notice:has-text('What you typed is kept')");
            assertThat(line(hers, "City")).containsExactly("Leeds", "York", "Hull changed");
            assertThat(line(hers, "Middle name")).containsExactly("nothing", "Maud", "nothing");
            assertThat(line(hers, "Street")).containsExactly("nothing", "–", "Quay Lane changed");
            assertThat(hers.inputValue("[name='value.city']")).isEqualTo("York");
            assertThat(hers.inputValue("[name='value.middle_name']")).isEqualTo("Maud");
            assertThat(hers.inputValue("[name='value.street']")).isEqualTo("Quay Lane");
            assertThat(hers.inputValue("[name=reason]")).isEqualTo("a letter of hers");
            assertThat(AccessibilityTest.check(hers)).isEmpty();
            assertThat(value(id, "city")).as("nothing was changed yet").containsExactly("Hull");

            hers.click("button.primary");
            hers.waitForSelector(".toast:has-text('Pinned')");
            assertThat(value(id, "city")).containsExactly("York");
            assertThat(value(id, "middle_name")).containsExactly("Maud");
            hers.navigate("/pins?entity=person");
            assertThat(hers.locator("tbody tr", new Page.LocatorOptions().setHasText(name))
                            .allInnerTexts())
                    .as("what was not touched is not pinned")
                    .hasSize(2);
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void takesWhatWasTypedToWhereTheRecordWentMeanwhile() {
        UUID one = send(name + "-1", person("1927-02-18"));
        Map<String, String> other = new HashMap<>(person("1971-11-30"));
        other.put("given_name", "Zebedee");
        other.put("city", "Oslo");
        UUID two = send(name + "-2", other);
        assertThat(two).isNotEqualTo(one);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.LIGHT);
            page.navigate(path(two) + "/edit");
            page.fill("[name='value.middle_name']", "Maud");
            page.fill("[name=reason]", "a letter");
            int version = golden.find("person", one).orElseThrow().version();
            assertThat(ledgers.submit("person", new Command.Merge(one, version, two, null, null, "user:test"))
                            .join())
                    .isInstanceOf(Outcome.Done.class);
            UUID heir = golden.find("person", two).orElseThrow().live() ? two : one;

            page.click("button.primary");
            page.waitForSelector(".notice:has-text('What you typed is kept')");
            assertThat(page.inputValue("[name='value.middle_name']")).isEqualTo("Maud");
            page.click("button.primary");
            page.waitForSelector(".toast:has-text('Pinned')");
            assertThat(value(heir, "middle_name")).containsExactly("Maud");
        }
    }

    @Test
    void showsAtTheDeskWhichValuesChangedSinceTheQuestionWasOpened() throws IOException {
        people.loadSamples();
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            UUID id = UUID.fromString(AtDesk.next(page, "?entity=person&kind=match"));
            Review review = reviews.find(id).orElseThrow();
            String middle = records.find("person", review.rightRecords()).stream()
                    .flatMap(record -> record.data().get("middle_name").stream())
                    .findFirst()
                    .orElse("Quentin");
            RecordView left = records.find("person", review.leftRecords()).getFirst();
            List<String> before = left.data().get("middle_name");
            String was = before.isEmpty() ? "nothing" : String.join(", ", before);
            String family = String.join(", ", left.data().get("family_name"));
            Map<String, List<String>> data = new HashMap<>(left.data().values());
            data.put("middle_name", List.of(middle));
            send(left.key(), new RecordData(new TreeMap<>(data)));

            page.fill(".verdict [name=reason]", "two people");
            page.locator("h1").click();
            page.keyboard().press("2");
            page.waitForSelector(".notice:has-text('Changed since you opened it')");
            assertThat(AtDesk.inHand(page)).isEqualTo(id.toString());
            assertThat(line(page, "Middle name").getLast()).isEqualTo(middle + " changed");
            assertThat(page.locator("table.three:not(.of-records) thead th").count())
                    .as("nothing was typed")
                    .isEqualTo(3);
            Locator said = page.locator(".of-records");
            assertThat(said.locator(".head").allInnerTexts())
                    .as("of the records that were asked about")
                    .singleElement()
                    .asString()
                    .contains(left.key().key(), "the source says otherwise");
            assertThat(said.locator("tr.changed th").allInnerTexts())
                    .as("when it was observed, too, if that was another minute")
                    .startsWith("Middle name")
                    .isSubsetOf("Middle name", "Observed");
            assertThat(said.locator("tr.changed").first().locator("td").allInnerTexts())
                    .containsExactly(was, middle + " changed");
            assertThat(said.locator("tr:has-text('Family name') td").allInnerTexts())
                    .as("what did not change stands beside it")
                    .containsExactly(family, family);
            assertThat(page.locator(".still").textContent()).contains("as you saw");
            assertThat(page.inputValue(".verdict [name=reason]")).isEqualTo("two people");
            assertThat(AccessibilityTest.check(page)).isEmpty();

            page.keyboard().press("2");
            page.waitForSelector(".toast:has-text('Different')");
            page.keyboard().press("u");
            page.waitForSelector(".toast:has-text('Undone')");
            assertThat(page.locator("table.three").count()).isZero();
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private static List<String> line(Page page, String label) {
        Locator row = page.locator("table.three tbody tr:has(th:has-text('" + label + "'))")
                .first();
        return row.locator("td").allInnerTexts();
    }

    private List<String> value(UUID id, String attribute) {
        return golden.find("person", id)
                .orElseThrow()
                .values()
                .values()
                .get(attribute)
                .values();
    }

    private static String path(UUID id) {
        return "/golden/person/" + id;
    }

    private Map<String, String> person(String born) {
        return Map.of("given_name", "Una", "family_name", name, "birth_date", born, "city", "Leeds");
    }

    private UUID send(String key, Map<String, String> data) {
        return send(new RecordKey("shop", key), RecordData.of(data));
    }

    private UUID send(RecordKey key, RecordData data) {
        sources.ensure(key.source(), "user:test");
        Outcome.OfSource outcome = ledgers.submit(
                        "person", new Command.Upsert(key, null, data, "source:" + key.source()), Lane.INTERACTIVE)
                .join();
        return ((Outcome.Accepted) outcome).goldenId();
    }
}
