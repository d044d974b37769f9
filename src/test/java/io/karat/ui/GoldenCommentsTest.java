package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.karat.access.Role;
import io.karat.audit.Audit;
import io.karat.audit.Entry;
import io.karat.audit.Filter;
import io.karat.ledger.Command;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.Lane;
import io.karat.ledger.Ledgers;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.review.Remarks;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What people say about a golden record, in a real browser. */
@QuarkusTest
@Tag("browser")
final class GoldenCommentsTest {

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    Ledgers ledgers;

    @Inject
    GoldenRecords golden;

    @Inject
    Remarks remarks;

    @Inject
    Audit audit;

    private UUID organisation(String key, String name) {
        ledgers.submitAll(
                        "organisation",
                        List.of(new Command.Upsert(
                                new RecordKey("crm", key),
                                null,
                                RecordData.of(Map.of("name", name, "registration_id", key)),
                                "source:crm")),
                        Lane.BULK)
                .join();
        return golden.search("organisation", key, null, 1)
                .hits()
                .getFirst()
                .golden()
                .id();
    }

    @Test
    void aCommentIsSaidReadByOthersAndTakenBackByItsAuthorAlone() throws IOException {
        people.loadSamples();
        String path = "/golden/organisation/" + organisation("CMT-881", "Marrow Quay Tidewrights");
        String ada = people.someone(Role.STEWARD);
        try (Chromium chromium = new Chromium(hub)) {
            Page hers = chromium.signedIn(ada, People.PASSWORD, Window.PROBED);
            hers.navigate(path + "?tab=comments");
            hers.fill("#tabs textarea", "Moved to the <new> quay in May.");
            hers.locator("#tabs button:has-text('Say it')").press("Enter");
            hers.waitForSelector("#tabs .comment:has-text('Moved to the <new> quay in May.')");
            assertThat(AccessibilityTest.check(hers)).isEmpty();

            Page his = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.LIGHT);
            his.navigate(path + "?tab=comments");
            assertThat(his.locator(".comment").innerText()).contains(ada);
            assertThat(his.locator(".comment button").count()).isZero();
            Page viewer = chromium.signedIn(people.someone(Role.VIEWER), People.PASSWORD, Window.LIGHT);
            viewer.navigate(path + "?tab=comments");
            assertThat(viewer.locator("#tabs textarea").count()).isZero();

            hers.locator(".comment button:has-text('Take back')").press("Enter");
            hers.waitForSelector("#tabs:has-text('Nothing was said yet')");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void whatWasSaidComesAlongWhenGoldenRecordsAreMerged() {
        UUID one = organisation("CMT-882", "Ninefold Osprey Bindery");
        UUID other = organisation("CMT-883", "Harlequin Peat Works");
        remarks.add("organisation", one, "said of one", "user:ada");
        remarks.add("organisation", other, "said of the other", "user:ada");
        int version = golden.find("organisation", one).orElseThrow().version();
        ledgers.submit("organisation", new Command.Merge(one, version, other, null, null, "user:ada"))
                .join();
        UUID heir = golden.search("organisation", "CMT-882", null, 1)
                .hits()
                .getFirst()
                .golden()
                .id();

        assertThat(remarks.of("organisation", heir))
                .extracting(Remarks.Remark::text)
                .containsExactly("said of one", "said of the other");
        assertThat(audit.list(new Filter(null, "comment", null, heir, null, null), null, 10)
                        .entries())
                .extracting(Entry::actor)
                .containsExactly("user:ada", "user:ada");
        UUID first = remarks.of("organisation", heir).getFirst().id();
        assertThat(remarks.remove("organisation", first, "user:bob")).isFalse();
        assertThat(remarks.remove("organisation", first, "user:ada")).isTrue();
    }
}
