package io.karat.boot;

/** The hub cannot start for a reason its operator can mend; the message says what to do. */
public class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Of the launcher: the hub refused. */
    public static final int REFUSED = 3;

    /** Of the launcher: a model or file is faulty. */
    public static final int FAULTY_MODEL = 4;

    private final int exitCode;

    public StartRefused(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /** With which code the process ends. */
    public final int exitCode() {
        return exitCode;
    }
}
