package io.karat.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path parent;

    @Test
    void isMadeForItsOwnerAlone() throws IOException {
        DataDirectory directory = DataDirectory.open(parent.resolve("hub"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.root())))
                .isEqualTo("rwx------");
    }

    @Test
    void keepsASecretThatOnlyTheOwnerReads() throws IOException {
        DataDirectory directory = DataDirectory.open(parent.resolve("hub"));

        Path first = directory.writeSecret("admin.token", "one");
        Path second = directory.writeSecret("admin.token", "two");

        assertThat(second).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(second)))
                .isEqualTo("rw-------");
        assertThat(directory.readSecret("admin.token")).contains("two");
        assertThat(directory.readSecret("other")).isEmpty();
    }

    @Test
    void letsNoNameLeadOutOfIt() {
        DataDirectory directory = DataDirectory.open(parent.resolve("hub"));

        assertThatThrownBy(() -> directory.file("../elsewhere")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesASecondProcessWithAMessageThatSaysWhatToDo() throws Exception {
        DataDirectory.open(parent.resolve("hub"));

        Process second = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SecondHub.class.getName(),
                        parent.resolve("hub").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(second.waitFor()).isNotZero();
        assertThat(said).contains("is in use by another hub").contains("--data");
    }

    /** Runs in a process of its own. */
    static final class SecondHub {
        public static void main(String[] arguments) {
            DataDirectory.open(Path.of(arguments[0]));
        }
    }
}
