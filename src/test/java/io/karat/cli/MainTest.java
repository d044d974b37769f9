package io.karat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

class MainTest {

    @Command(name = "murmur")
    static final class Murmur implements Runnable {

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            spec.commandLine().getOut().print("no line's end");
        }
    }

    @Test
    void whatACommandPrintsLastIsNotLost() {
        StringWriter terminal = new StringWriter();
        CommandLine line = Main.commandLine()
                .addSubcommand(new Murmur())
                .setOut(new PrintWriter(new BufferedWriter(terminal), true));

        assertThat(Main.run(line, "murmur")).isZero();

        assertThat(terminal).hasToString("no line's end");
    }
}
