package io.karat.boot;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HubStartTest {

    @Inject
    DataDirectory directory;

    @Inject
    DataSource database;

    @Test
    void isReadyOnItsOwnDatabase() throws Exception {
        given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet applied =
                        statement.executeQuery("SELECT count(*) FROM flyway_schema_history WHERE success")) {
            assertThat(applied.next()).isTrue();
            assertThat(applied.getInt(1)).isPositive();
            assertThat(connection.getMetaData().getURL()).contains("127.0.0.1");
        }
    }

    @Test
    void keepsItsSecretsAndLogInTheDataDirectory() {
        assertThat(directory.readSecret("session.key").orElseThrow()).hasSizeGreaterThan(16);
        assertThat(Files.exists(directory.file("logs/karat.log"))).isTrue();
        assertThat(directory.root().toString()).contains("hubs-under-test");
    }
}
