package io.karat.api;

import io.karat.ledger.Command;
import io.karat.ledger.Command.AsSeen;
import io.karat.ledger.Command.BasedOn;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a preview was made of, as its ETag: the golden records that it is about, in their versions, and the moment. Callers give
 * it back as {@code If-Match}.
 *
 * @param batch of the ledger, before which all was read
 */
record Foretold(List<BasedOn> golden, long batch) {

    static final String SAYS =
            "The ETag of the preview: nothing is done if a record, a golden record or a decision that it is about changed since";

    static final String TAG_SAYS = "What it would come to; its ETag, as If-Match, asks for just that";

    private static final Pattern TAG =
            Pattern.compile("\"(\\d{1,18})((?:\\.[0-9a-f-]{36}@\\d{1,9}){0," + AsSeen.MOST_GOLDEN + "})\"");
    private static final Pattern GOLDEN = Pattern.compile("\\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@(\\d+)");

    Foretold {
        golden = List.copyOf(golden);
    }

    EntityTag tag() {
        return new EntityTag(batch
                + golden.stream()
                        .map(seen -> "." + seen.golden() + "@" + seen.version())
                        .collect(Collectors.joining()));
    }

    /** Empty where the caller did not say. */
    static Optional<Foretold> given(HttpHeaders headers) {
        String value = headers.getHeaderString(HttpHeaders.IF_MATCH);
        if (value == null) {
            return Optional.empty();
        }
        Matcher tag = TAG.matcher(value.strip());
        if (!tag.matches()) {
            throw Refused.of(
                    Response.Status.PRECONDITION_FAILED,
                    "version.changed",
                    "If-Match has to be the one ETag of the preview; * says nothing about what you saw");
        }
        List<BasedOn> golden = new ArrayList<>();
        Matcher one = GOLDEN.matcher(tag.group(2));
        while (one.find()) {
            golden.add(new BasedOn(UUID.fromString(one.group(1)), Integer.parseInt(one.group(2))));
        }
        return Optional.of(new Foretold(golden, Long.parseLong(tag.group(1))));
    }

    /** The act, on what was foretold alone. */
    Command.AsSeen of(Command.OnSeen act) {
        return new Command.AsSeen(act, golden, batch);
    }
}
