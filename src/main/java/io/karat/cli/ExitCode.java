package io.karat.cli;

/** How a command ends, as the launcher documents it. */
final class ExitCode {

    static final int DONE = 0;

    /** Done, with rejected lines or violations found. */
    static final int DONE_WITH_REJECTS = 1;

    static final int USAGE = 2;

    /** The hub cannot be reached, or refused. */
    static final int HUB = 3;

    /** A model, map or file is faulty. */
    static final int FAULTY_FILE = 4;

    private ExitCode() {}
}
