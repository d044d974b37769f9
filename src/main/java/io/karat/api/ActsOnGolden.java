package io.karat.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.karat.ledger.Command;
import io.karat.ledger.Comparison;
import io.karat.ledger.Comparisons;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.Outcome;
import io.karat.ledger.SourceRecords;
import io.karat.model.EntityType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/** What is done to golden records of which the caller names the versions that they saw. */
@ApplicationScoped
class ActsOnGolden {

    static final String KEY = "Idempotency-Key";
    static final String KEY_SAYS = "Of this act alone: sent again, it has the same answer and acts once";
    static final String STALE_SAYS =
            "A golden record has another version now: golden and comparison show what changed since it was seen";

    private static final int NAMED = 100;

    private final Acts acts;
    private final EntityTypes types;
    private final Comparisons comparisons;
    private final GoldenRecords goldens;
    private final SourceRecords records;

    ActsOnGolden(Acts acts, EntityTypes types, Comparisons comparisons, GoldenRecords goldens, SourceRecords records) {
        this.goldens = goldens;
        this.acts = acts;
        this.types = types;
        this.comparisons = comparisons;
        this.records = records;
    }

    String actor() {
        return acts.actor();
    }

    /** The act, as one that is done once where it came with a key. */
    static Command.OfSteward once(HttpHeaders headers, Command.OfSteward command) {
        String key = headers.getHeaderString(KEY);
        if (key == null || key.isBlank()) {
            return command;
        }
        if (key.strip().length() > Command.Once.LONGEST_KEY) {
            throw Refused.of(
                    Response.Status.BAD_REQUEST,
                    "key.long",
                    "An Idempotency-Key has up to " + Command.Once.LONGEST_KEY + " characters");
        }
        return new Command.Once(command, key.strip());
    }

    Response ask(String entity, HttpHeaders headers, boolean propose, Command.OnRecords act) {
        return ask(entity, act, once(headers, propose ? new Command.Propose(act) : act));
    }

    Response ask(String entity, boolean propose, Command.OfSteward act) {
        return ask(entity, act, propose ? new Command.Propose(act) : act);
    }

    /** On what its preview was made of, where the caller names that. */
    Response askAsForetold(String entity, HttpHeaders headers, boolean propose, Command.OnSeen act) {
        Command.OfSteward wanted = Foretold.given(headers)
                .<Command.OfSteward>map(foretold -> foretold.of(act))
                .orElse(act);
        return ask(entity, wanted, once(headers, propose ? new Command.Propose(wanted) : wanted));
    }

    /**
     * With what it was made of.
     *
     * @param about the golden records that it is about
     */
    RestResponse<PreviewDocument> foretell(String entity, Collection<UUID> about, Command.OnSeen act) {
        EntityType type = types.require(entity);
        long moment = records.moment(type.name());
        List<Command.BasedOn> seen = goldens.find(type.name(), about).stream()
                .map(view -> new Command.BasedOn(view.id(), view.version()))
                .toList();
        PreviewDocument preview = acts.preview(type, act, Response.Status.PRECONDITION_FAILED);
        return RestResponse.ResponseBuilder.ok(preview)
                .tag(new Foretold(seen, moment).tag())
                .build();
    }

    /** @param command that carries the act out */
    private Response ask(String entity, Command.OfSteward act, Command.OfSteward command) {
        EntityType type = types.require(entity);
        Outcome.OfSteward outcome = acts.outcome(type.name(), command);
        return outcome instanceof Outcome.Changed(String message)
                ? stale(type, message, act)
                : Acts.answer(outcome, Response.Status.PRECONDITION_FAILED);
    }

    PreviewDocument preview(String entity, Command.OfSteward command) {
        return acts.preview(types.require(entity), command, Response.Status.PRECONDITION_FAILED);
    }

    private Response stale(EntityType type, String message, Command.OfSteward act) {
        Problem problem = Problem.of(Response.Status.PRECONDITION_FAILED, "version.changed", message, List.of());
        Comparison comparison = comparisons.sinceSeen(type, act);
        Stale stale = new Stale(
                problem,
                comparison.members().stream().map(held -> golden(type, held)).toList(),
                comparison.lines().stream()
                        .map(line -> ChangeDocument.Line.of(line, true))
                        .toList());
        return problem.answer().entity(stale).build();
    }

    private Held golden(EntityType type, Comparison.Members held) {
        return new Held(
                held.golden(),
                held.seen(),
                held.version(),
                keys(
                        type,
                        held.now().stream()
                                .filter(record -> !held.then().contains(record))
                                .toList()),
                keys(
                        type,
                        held.then().stream()
                                .filter(record -> !held.now().contains(record))
                                .toList()));
    }

    private List<String> keys(EntityType type, List<Integer> ordinals) {
        return records.find(type.name(), ordinals.stream().limit(NAMED).toList()).stream()
                .map(record -> record.key().source() + "/" + record.key().key())
                .toList();
    }

    /** A problem, with what changed since the caller looked. */
    record Stale(@JsonUnwrapped Problem problem, List<Held> golden, List<ChangeDocument.Line> comparison) {}

    /**
     * @param seen the version that the caller named
     * @param came records, as SOURCE/KEY, up to 100; likewise those that went
     */
    record Held(UUID id, int seen, int version, List<String> came, List<String> went) {}
}
