package io.karat.ui;

import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.ledger.Command;
import io.karat.ledger.Models;
import io.karat.ledger.Preview;
import io.karat.ledger.QueueFull;
import io.karat.model.EntityType;
import io.karat.review.Review;
import io.karat.review.Reviews;
import io.karat.ui.Desk.Notice;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the answer that changes golden records would come to, for the desk, which loads it after itself; changes nothing. */
@ShowsValues
@Path("/reviews/{id}/outlook")
@RolesAllowed(Roles.STEWARD)
class OutlookPage {

    private final Reviews reviews;
    private final Models models;
    private final Steward steward;
    private final PreviewSheets sheets;

    OutlookPage(Reviews reviews, Models models, Steward steward, PreviewSheets sheets) {
        this.reviews = reviews;
        this.models = models;
        this.steward = steward;
        this.sheets = sheets;
    }

    /** @param notice why nothing can be said, or null */
    record Outlook(
            List<String> summary,
            List<PreviewSheet.Result> results,
            @Nullable Notice notice) {
        Outlook {
            summary = List.copyOf(summary);
            results = List.copyOf(results);
        }
    }

    @GET
    public Response outlook(UUID id) {
        Review review = reviews.find(id).filter(asked -> asked.kind().pairs()).orElseThrow(NotFoundException::new);
        EntityType type = models.find(review.entity()).orElseThrow(NotFoundException::new);
        return Html.page(Templates.outlook(of(review, type))).build();
    }

    private Outlook of(Review review, EntityType type) {
        Command.Verdict verdict = review.kind() == Review.Kind.SPLIT ? Command.Verdict.DIFFERENT : Command.Verdict.SAME;
        var decide = new Command.Decide(review.id(), verdict, review.evidence(), null, steward.actor());
        try {
            Preview preview = steward.preview(type.name(), decide);
            Notice refusal = sheets.refusal(type, preview.outcome());
            return refusal == null
                    ? new Outlook(sheets.summary(type, preview, preview.waits()), sheets.results(type, preview), null)
                    : new Outlook(List.of(), List.of(), refusal);
        } catch (QueueFull _) {
            return new Outlook(List.of(), List.of(), Problems.busy());
        }
    }
}
