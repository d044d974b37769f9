package io.karat.ui;

import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.ledger.PinReport;
import io.karat.ledger.PinView;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values that stewards pinned: those that sources now contradict want a second look. */
@ShowsValues
@Path("/pins")
@RolesAllowed(Roles.VIEWER)
class PinsPage {

    private static final int ROWS = 50;

    private final Frames frames;
    private final PinReport pins;

    PinsPage(Frames frames, PinReport pins) {
        this.frames = frames;
        this.pins = pins;
    }

    @GET
    public Response show(
            @QueryParam("entity") @Nullable String entity,
            @QueryParam("standing") @Nullable String standing,
            @QueryParam("cursor") @Nullable String cursor) {
        EntityType type = frames.current(entity);
        PinView.Standing wanted = wanted(standing);
        PinReport.Page page = pins.list(type.name(), wanted, Typed.id(Typed.text(cursor)), ROWS);
        String asked = wanted == null ? "" : word(wanted);
        List<PinSheet.Row> rows =
                page.pins().stream().map(pin -> row(type, pin)).toList();
        UUID next = page.next();
        PinSheet sheet = new PinSheet(
                asked,
                rows,
                next == null ? "" : "/pins?entity=" + type.name() + "&standing=" + asked + "&cursor=" + next);
        return Html.page(Templates.pins(
                        frames.frame("golden", Messages.text("common-pinned-values"), type.name()), sheet))
                .build();
    }

    private static PinView.@Nullable Standing wanted(@Nullable String text) {
        return Arrays.stream(PinView.Standing.values())
                .filter(s -> word(s).equals(text))
                .findFirst()
                .orElse(null);
    }

    private static String word(PinView.Standing standing) {
        return standing.name().toLowerCase(Locale.ROOT);
    }

    private static PinSheet.Row row(EntityType type, PinView pin) {
        return new PinSheet.Row(
                pin.title(),
                "/golden/" + type.name() + "/" + pin.golden(),
                type.attribute(pin.attribute()).map(Attribute::label).orElse(pin.attribute()),
                String.join(", ", pin.values()),
                String.join(", ", pin.sources()),
                words(pin.standing()),
                tone(pin.standing()),
                pin.standing() == PinView.Standing.DISAGREE ? When.of(pin.changed()) : When.NEVER,
                pin.reason(),
                Words.actor(pin.author()),
                When.of(pin.at()),
                When.of(pin.expires()));
    }

    private static String words(PinView.Standing standing) {
        return switch (standing) {
            case AGREE -> Messages.text("golden-standing-agree");
            case OVERRULED -> Messages.text("golden-standing-overruled");
            case DISAGREE -> Messages.text("golden-standing-disagree");
        };
    }

    private static String tone(PinView.Standing standing) {
        return switch (standing) {
            case AGREE -> "good";
            case OVERRULED -> "";
            case DISAGREE -> "warn";
        };
    }
}
