package io.karat.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a golden record that a caller saw, as the ETag in {@code If-Match}. */
final class Seen {

    static final String SAYS = "The ETag of the golden record as it was seen";

    private static final Pattern TAG = Pattern.compile("\"(\\d{1,9})\"");

    private Seen() {}

    static int version(HttpHeaders headers) {
        String value = headers.getHeaderString(HttpHeaders.IF_MATCH);
        if (value == null) {
            throw Refused.of(
                    Refused.PRECONDITION_REQUIRED,
                    "version.missing",
                    "Say which version you saw: If-Match with the ETag of the golden record");
        }
        Matcher tag = TAG.matcher(value.strip());
        if (!tag.matches()) {
            throw Refused.of(
                    Response.Status.PRECONDITION_FAILED,
                    "version.changed",
                    "If-Match has to be the one ETag that was seen; * says nothing about what you saw");
        }
        return Integer.parseInt(tag.group(1));
    }
}
