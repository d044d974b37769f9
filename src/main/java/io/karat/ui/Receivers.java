package io.karat.ui;

import io.karat.ledger.GoldenView;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;

/** Which version of a golden record each subscription has been sent. */
@RequestScoped
class Receivers {

    List<GoldenSheet.Published> of(String entity, GoldenView view) {
        return List.of();
    }
}
