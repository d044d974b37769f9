package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.ledger.Cohesion;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.GoldenView;
import io.karat.ledger.RecordView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What holds the records of a golden record together. */
@ShowsValues
@Path("/api/v1/golden/{entity}/{id}/graph")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
@Tag(name = "Golden records")
class CohesionResource {

    private final GoldenRecords golden;
    private final Cohesion cohesion;
    private final EntityTypes types;

    CohesionResource(GoldenRecords golden, Cohesion cohesion, EntityTypes types) {
        this.golden = golden;
        this.cohesion = cohesion;
        this.types = types;
    }

    @GET
    @Operation(
            summary = "What holds its records together",
            description =
                    "Ties are pairs of records that speak for each other, or were joined by a steward; a bridge is a tie"
                            + " without which the golden record would have two parts; cut names the records that would go with it."
                            + " Apart are pairs that do not speak for each other, with the way over ties that leads from one to the"
                            + " other; not compared means that they share no key.")
    public Graph graph(String entity, UUID id) {
        String type = types.require(entity).name();
        GoldenView view = golden.find(type, id).filter(GoldenView::live).orElseThrow(Refused::unknownGolden);
        return Graph.of(cohesion.of(type, view.id()));
    }

    /**
     * @param records as {@code source/key}
     * @param tiesInAll of more than 2,000, or of more than 200 records, only those are listed that hold the whole together
     * @param pairsApart how many pairs do not speak for each other; at most 100 of them are listed
     * @param notLookedAt records beyond the first 600
     */
    record Graph(
            List<String> records, List<Tie> ties, int tiesInAll, List<Apart> apart, long pairsApart, int notLookedAt) {

        static Graph of(Cohesion.Graph graph) {
            List<String> names =
                    graph.records().stream().map(CohesionResource::name).toList();
            return new Graph(
                    names,
                    graph.ties().stream().map(t -> Tie.of(t, names)).toList(),
                    graph.tiesInAll(),
                    graph.apart().stream().map(a -> Apart.of(a, names)).toList(),
                    graph.apartInAll(),
                    graph.left());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Tie(
            String left,
            String right,
            double probability,
            double logOdds,
            List<String> keys,
            String sentence,
            boolean bridge,
            @Nullable String decidedBy,
            List<String> cut) {

        static Tie of(Cohesion.Tie tie, List<String> names) {
            return new Tie(
                    names.get(tie.left()),
                    names.get(tie.right()),
                    tie.why().probability(),
                    tie.why().logOdds(),
                    tie.why().keys(),
                    tie.why().sentence(),
                    tie.bridge(),
                    tie.decidedBy(),
                    tie.cut().stream().map(names::get).toList());
        }
    }

    record Apart(String left, String right, boolean compared, double probability, List<String> way) {

        static Apart of(Cohesion.Apart apart, List<String> names) {
            return new Apart(
                    names.get(apart.left()),
                    names.get(apart.right()),
                    !apart.why().keys().isEmpty(),
                    apart.why().probability(),
                    apart.way().stream().map(names::get).toList());
        }
    }

    private static String name(RecordView record) {
        return record.key().source() + "/" + record.key().key();
    }
}
