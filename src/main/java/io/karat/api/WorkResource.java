package io.karat.api;

import io.karat.access.Access;
import io.karat.access.Roles;
import io.karat.ledger.Models;
import io.karat.review.Deadlines;
import io.karat.review.Workload;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** How the work on questions goes. */
@Path("/api/v1/work")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
@Tag(name = "Reviews")
class WorkResource {

    private static final int LONGEST = 366;
    private static final String OTHERS = "others";

    private final Workload workload;
    private final Models models;
    private final Access access;

    WorkResource(Workload workload, Models models, Access access) {
        this.workload = workload;
        this.models = models;
        this.access = access;
    }

    @GET
    @Operation(
            summary = "Open questions by age, overdue ones, and answers by day and person",
            description = "Administrators see everybody by name; all others see themselves, and the rest as others.")
    public Document work(@RestQuery @DefaultValue("30") @Min(1) int days) {
        boolean all = access.roles().contains(Roles.ADMIN);
        String self = access.actor();
        return new Document(
                Workload.AGES,
                workload.waiting(),
                workload.overdue(Deadlines.of(models.all())),
                workload.days(Math.min(days, LONGEST)).stream()
                        .map(day -> all || day.author().equals(self)
                                ? day
                                : new Workload.Day(day.day(), OTHERS, day.decided(), day.takenBack(), day.overturned()))
                        .toList());
    }

    /** @param ages in days, at which a class of waiting begins; the first begins at 0 */
    record Document(
            List<Integer> ages,
            List<Workload.Waiting> waiting,
            List<Workload.Overdue> overdue,
            List<Workload.Day> days) {}
}
