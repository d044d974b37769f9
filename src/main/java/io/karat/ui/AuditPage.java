package io.karat.ui;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.karat.access.Roles;
import io.karat.audit.Audit;
import io.karat.audit.AuditFile;
import io.karat.audit.Checkpoint;
import io.karat.audit.Entry;
import io.karat.audit.Filter;
import io.karat.audit.Verification;
import io.karat.ledger.Models;
import io.karat.model.EntityType;
import io.karat.ui.AuditSheet.Asked;
import io.karat.ui.AuditSheet.Choice;
import io.karat.ui.AuditSheet.Line;
import io.karat.ui.AuditSheet.Link;
import io.karat.ui.AuditSheet.Verified;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Collator;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Who did what, and whether the record of it is as it was written. */
@Path("/audit")
@RolesAllowed(Roles.ADMIN)
class AuditPage {

    private static final int LINES = 50;

    private final Frames frames;
    private final Audit audit;
    private final AuditFile file;
    private final ObjectMapper json;
    private final Models models;

    AuditPage(Frames frames, Audit audit, AuditFile file, ObjectMapper json, Models models) {
        this.frames = frames;
        this.audit = audit;
        this.file = file;
        this.json = json;
        this.models = models;
    }

    @GET
    public Response show(@BeanParam Wanted wanted, @QueryParam("before") @Nullable String before) {
        Audit.Page page = audit.list(wanted.filter(), Typed.number(before), LINES);
        AuditSheet sheet = new AuditSheet(
                wanted.asked(),
                AuditWords.KINDS.stream()
                        .map(kind -> new Choice(kind, AuditWords.kind(kind), kind.equals(Typed.text(wanted.kind))))
                        .sorted(Comparator.comparing(Choice::label, Collator.getInstance(Locales.locale())))
                        .toList(),
                page.entries().stream().map(this::line).toList(),
                "/audit/export?" + wanted.query(),
                page.next() == null ? "" : "/audit?" + wanted.query() + "&before=" + page.next());
        return Html.page(Templates.audit(frames.frame("settings", Messages.text("common-audit")), sheet))
                .build();
    }

    @GET
    @Path("export")
    public Response export(@BeanParam Wanted wanted, @QueryParam("format") @Nullable String format) {
        AuditFile.Format written = AuditFile.Format.of(Typed.text(format)).orElseThrow(NotFoundException::new);
        Filter filter = wanted.filter();
        StreamingOutput body = out -> file.write(filter, written, out);
        return Response.ok(body, written.type())
                .header("Content-Disposition", "attachment; filename=\"audit." + written.label() + '"')
                .build();
    }

    @GET
    @Path("verification")
    public Response verify(@QueryParam("checkpoint") @Nullable String checkpoint) {
        String typed = Typed.text(checkpoint);
        Checkpoint kept = Checkpoint.parse(typed).orElse(null);
        Verified verified = !typed.isEmpty() && kept == null
                ? new Verified(false, "", "", null, When.NEVER, List.of(Messages.text("audit-a-checkpoint-is")))
                : verified(audit.verify(kept));
        return Html.page(Templates.verified(verified)).build();
    }

    private static Verified verified(Verification verification) {
        Checkpoint last = verification.checkpoint();
        return new Verified(
                verification.good(),
                Messages.count("audit-entries-counted", verification.entries()),
                verification.erased() == 0 ? "" : Words.number(verification.erased()),
                last == null ? null : last.text(),
                last == null ? When.NEVER : When.of(last.at()),
                verification.faults().stream()
                        .map(fault -> Messages.text(
                                "audit-fault-at-place",
                                Long.toString(fault.place()),
                                Messages.translated(fault.message())))
                        .toList());
    }

    private Line line(Entry entry) {
        String subject = Words.orEmpty(entry.subject());
        return new Line(
                When.of(entry.at()),
                Words.actor(entry.actor()),
                AuditWords.act(entry.kind()),
                entry.kind(),
                entry.golden().stream()
                        .map(id -> new Link("/golden/" + entry.entity() + "/" + id, Words.shortId(id)))
                        .toList(),
                Typed.id(subject) == null ? subject : "",
                Words.orEmpty(entry.reason()),
                AuditWords.changes(json, ofAttributes(entry), entry.before(), entry.after()),
                entry.erased());
    }

    /** The type whose attributes the entry names; null where it names none. */
    private @Nullable EntityType ofAttributes(Entry entry) {
        String entity = entry.entity();
        return entity != null && entry.kind().startsWith("pin.")
                ? models.find(entity).orElse(null)
                : null;
    }

    /** Filters as they stand in the address; what cannot be read is left out. */
    static final class Wanted {

        @RestQuery
        public @Nullable String who;

        @RestQuery
        public @Nullable String kind;

        @RestQuery
        public @Nullable String golden;

        @RestQuery
        public @Nullable String from;

        @RestQuery
        public @Nullable String until;

        Filter filter() {
            Instant last = day(until);
            return new Filter(
                    Typed.given(who),
                    Typed.given(kind),
                    null,
                    Typed.id(Typed.text(golden)),
                    day(from),
                    last == null
                            ? null
                            : last.atOffset(ZoneOffset.UTC).plusDays(1).toInstant());
        }

        Asked asked() {
            return new Asked(
                    Typed.text(who),
                    Typed.text(kind),
                    Typed.text(golden),
                    Typed.text(from),
                    Typed.text(until),
                    !filter().equals(Filter.ALL));
        }

        String query() {
            return "who=" + encoded(who) + "&kind=" + encoded(kind) + "&golden=" + encoded(golden) + "&from="
                    + encoded(from) + "&until=" + encoded(until);
        }

        private static String encoded(@Nullable String text) {
            return URLEncoder.encode(Typed.text(text), StandardCharsets.UTF_8);
        }

        private static @Nullable Instant day(@Nullable String text) {
            try {
                return Typed.text(text).isEmpty()
                        ? null
                        : LocalDate.parse(Typed.text(text))
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant();
            } catch (DateTimeParseException _) {
                return null;
            }
        }
    }
}
