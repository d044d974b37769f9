package io.karat.intake;

/** A body as a whole cannot be taken; nothing of it was. The message is for the sender. */
public final class BodyRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with it. */
    public enum Reason {
        MALFORMED,
        TOO_LARGE
    }

    private final Reason reason;
    private final String code;

    BodyRefused(Reason reason, String code, String message) {
        super(message);
        this.reason = reason;
        this.code = code;
    }

    static BodyRefused malformed(String code, String message) {
        return new BodyRefused(Reason.MALFORMED, code, message);
    }

    static BodyRefused tooLarge(String message) {
        return new BodyRefused(Reason.TOO_LARGE, "body.size", message);
    }

    public Reason reason() {
        return reason;
    }

    public String code() {
        return code;
    }
}
