package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.karat.access.Role;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two stewards at one queue, each in a browser of their own. */
@QuarkusTest
@Tag("browser")
final class StewardsTogetherTest {

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    DataSource database;

    @Test
    void takesOverAndTellsWhomItWasTakenFrom() {
        people.loadSamples();
        String ada = people.someone(Role.STEWARD);
        String grace = people.someone(Role.STEWARD);
        try (Chromium chromium = new Chromium(hub)) {
            Page hers = chromium.signedIn(ada, People.PASSWORD, Window.PROBED);
            Page others = chromium.signedIn(grace, People.PASSWORD, Window.LIGHT);
            String id = AtDesk.next(hers);

            others.navigate("/reviews/" + id);
            others.keyboard().press("t");
            others.waitForSelector(".toast:has-text('Taken over from " + ada + "')");
            assertThat(others.locator(".lease").textContent()).contains("yours");

            hers.evaluate("window.dispatchEvent(new Event('focus'))");
            hers.waitForSelector(".lease:has-text('taken over by " + grace + "')");
            hers.keyboard().press("1");
            hers.waitForSelector(".notice:has-text('" + grace + " is looking at this one')");

            others.keyboard().press("b");
            others.waitForSelector(".toast:has-text('Given back')");
            others.locator("summary:has-text('History')").click();
            assertThat(others.locator(".events").textContent())
                    .contains(grace + " took it over from " + ada)
                    .contains(grace + " gave it back");
        }
    }

    /** The page's clock is put forward; the database's is not, so the end of the lease is written there. */
    @Test
    void aClaimIsRenewedWhileSomebodyWorksAndFreeWhenTheyAreGone() {
        people.loadSamples();
        String ada = people.someone(Role.STEWARD);
        String grace = people.someone(Role.STEWARD);
        try (Chromium chromium = new Chromium(hub)) {
            Page hers = chromium.signedIn(ada, People.PASSWORD, Window.LIGHT);
            hers.clock().install();
            String id = AtDesk.next(hers);
            Instant claimed = claimedUntil(id);
            hers.waitForResponse("**/renew", () -> hers.clock().runFor(40_000));
            assertThat(claimedUntil(id)).isAfter(claimed);

            List<String> renewals = new ArrayList<>();
            hers.onRequest(request -> {
                if (request.url().endsWith("/renew")) {
                    renewals.add(request.url());
                }
            });
            hers.clock().runFor(130_000);
            int whileThere = renewals.size();
            hers.clock().runFor(480_000);
            hers.waitForSelector(".lease:has-text('your claim has ended')");
            assertThat(renewals).as("nobody has touched a key since").hasSize(whileThere);

            Page others = chromium.signedIn(grace, People.PASSWORD, Window.LIGHT);
            others.navigate("/reviews/" + id);
            others.keyboard().press("2");
            others.waitForSelector(".notice:has-text('" + ada + " is looking at this one')");
            endClaim(id);
            others.navigate("/reviews/" + id);
            others.keyboard().press("2");
            others.waitForSelector(".toast:has-text('Different')");
            others.keyboard().press("u");
            others.waitForSelector(".toast:has-text('Undone')");
        }
    }

    private Instant claimedUntil(String id) {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select claimed_until from review where id = ?::uuid")) {
            query.setString(1, id);
            try (ResultSet rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getObject(1, OffsetDateTime.class).toInstant();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void endClaim(String id) {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update review set claimed_until = now() - interval '1 second' where id = ?::uuid")) {
            update.setString(1, id);
            assertThat(update.executeUpdate()).isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void saysToAnotherWhatSheReadsOnHerFirstPage() throws IOException {
        people.loadSamples();
        String ada = people.someone(Role.STEWARD);
        String grace = people.someone(Role.STEWARD);
        try (Chromium chromium = new Chromium(hub)) {
            Page hers = chromium.signedIn(ada, People.PASSWORD, Window.LIGHT);
            Page others = chromium.signedIn(grace, People.PASSWORD, Window.PROBED);
            String id = AtDesk.next(hers);

            hers.keyboard().press("c");
            hers.keyboard().type("@" + grace + " <b>who</b> is this?");
            hers.locator(".talk button:has-text('Comment')").click();
            hers.waitForSelector(".toast:has-text('told to " + grace + "')");
            assertThat(hers.locator(".comment .said").textContent()).isEqualTo("@" + grace + " <b>who</b> is this?");

            others.navigate("/");
            others.locator("#mentions a").click();
            others.waitForSelector("[data-item='" + id + "'] .versus");
            assertThat(AccessibilityTest.check(others)).isEmpty();
            others.navigate("/");
            assertThat(others.locator("#mentions").count()).isZero();
        }
    }

    @Test
    void assignsSnoozesAndEscalatesByKeyboardAndTakesItBack() {
        people.loadSamples();
        String ada = people.someone(Role.STEWARD);
        String grace = people.someone(Role.STEWARD);
        try (Chromium chromium = new Chromium(hub)) {
            Page hers = chromium.signedIn(ada, People.PASSWORD, Window.LIGHT);
            Page others = chromium.signedIn(grace, People.PASSWORD, Window.LIGHT);

            String given = AtDesk.next(hers);
            hers.keyboard().press("a");
            hers.locator(".act select[name=to]:visible").selectOption(grace);
            hers.locator(".act button:has-text('Assign'):visible").click();
            hers.waitForSelector(".toast:has-text('Assigned to " + grace + "')");
            others.navigate("/reviews");
            assertThat(others.locator(".aside").textContent()).contains("1 for you");

            String asleep = AtDesk.inHand(hers);
            assertThat(asleep).isNotEqualTo(given);
            hers.keyboard().press("s");
            Locator why = hers.locator("[data-snooze] input[name=why]");
            why.fill("the register answers on Monday");
            why.press("Enter");
            hers.waitForSelector(".toast:has-text('Snoozed until')");
            hers.keyboard().press("u");
            hers.waitForSelector(".toast:has-text('Back in the queue')");
            assertThat(AtDesk.inHand(hers)).isEqualTo(asleep);

            hers.keyboard().press("x");
            hers.locator(".act select[name=to]:visible").selectOption(grace);
            Locator fraud = hers.locator("form[action*='/escalate'] input[name=why]");
            fraud.fill("looks like fraud");
            fraud.press("Enter");
            hers.waitForSelector(".toast:has-text('Escalated to " + grace + "')");
            hers.navigate("/reviews/" + asleep);
            hers.keyboard().press("1");
            hers.waitForSelector(".notice:has-text('escalated to " + grace + "')");

            others.navigate("/reviews?state=escalated");
            assertThat(others.locator(".queue a").textContent()).contains("escalated");
            others.locator("[data-row]").first().click();
            others.waitForSelector("[data-item='" + asleep + "']");
            others.locator("button:has-text('Give it back to all')").click();
            others.waitForSelector(".toast:has-text('Given back to all')");
            others.navigate("/reviews/" + given);
            others.locator("button:has-text('Unassign')").click();
            others.waitForSelector(".toast:has-text('Offered to everybody')");
        }
    }

    @Test
    void keepsAViewThatAnotherOpensByItsAddress() {
        people.loadSamples();
        String ada = people.someone(Role.STEWARD);
        String grace = people.someone(Role.STEWARD);
        try (Chromium chromium = new Chromium(hub)) {
            Page hers = chromium.signedIn(ada, People.PASSWORD, Window.LIGHT);
            Page others = chromium.signedIn(grace, People.PASSWORD, Window.LIGHT);
            hers.navigate("/reviews?entity=person&band=middle");
            hers.locator(".views summary").click();
            hers.locator(".views input[name=name]").fill("Middle of " + ada);
            hers.locator(".views input[name=shared]").check();
            hers.locator(".views button:has-text('Keep')").click();
            hers.waitForSelector(".views summary:has-text('View: Middle of " + ada + "')");
            hers.locator(".views summary").click();
            String address = hers.locator(".views a[aria-current]").getAttribute("href");

            others.navigate(address);

            assertThat(others.url()).endsWith("/reviews?entity=person&band=middle");
            assertThat(others.locator("select[name=band]").inputValue()).isEqualTo("middle");
            assertThat(others.locator(".views summary").textContent()).contains("Middle of " + ada);
        }
    }
}
