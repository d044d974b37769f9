package io.karat.ui;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
final class SignInPageTest {

    @Test
    void showsTheFormWithItsTokenAndNoInlineScript() {
        given().get("/login")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(containsString("name=\"_csrf\""))
                .body(not(containsString(" style=")))
                .body(not(containsString("<script>")));
    }

    @Test
    void saysWhatWentWrong() {
        given().get("/login?problem=wrong").then().body(containsString("The name or the password is wrong."));
    }

    @Test
    void escapesWhatTheAddressHandsOn() {
        given().queryParam("next", "/\"><script>alert(1)</script>")
                .get("/login")
                .then()
                .body(not(containsString("<script>alert")));
    }

    @Test
    void servesTheStyleSheetAndTheScript() {
        given().get("/assets/karat.css").then().statusCode(200).contentType(containsString("text/css"));
        given().get("/assets/karat.js").then().statusCode(200);
        given().get("/webjars/htmx.org/2.0.8/dist/htmx.min.js").then().statusCode(200);
    }
}
