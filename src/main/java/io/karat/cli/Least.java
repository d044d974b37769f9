package io.karat.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The least that an option for a number may be. */
final class Least {
    private Least() {}

    /** @throws ParameterException where it is less */
    static void check(CommandLine command, String option, int given, int least) {
        if (given < least) {
            throw new ParameterException(command, option + " needs a number from " + least + " on, not " + given);
        }
    }
}
