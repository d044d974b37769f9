package io.karat.cli;

/** A command cannot go on, for a reason that its user can mend; the message says what to do. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandFailure(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    static CommandFailure usage(String message) {
        return new CommandFailure(message, ExitCode.USAGE);
    }

    static CommandFailure hub(String message) {
        return new CommandFailure(message, ExitCode.HUB);
    }

    static CommandFailure file(String message) {
        return new CommandFailure(message, ExitCode.FAULTY_FILE);
    }

    int exitCode() {
        return exitCode;
    }
}
