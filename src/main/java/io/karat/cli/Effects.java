package io.karat.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** What a plan changes, in words. */
final class Effects {

    private Effects() {}

    static String text(JsonNode effect) {
        return String.format(
                "%-18s%,12d%n%-18s%,12d%n%-18s%,12d%n%-18s%,12d%n%-18s%,12d (now %,d)%n",
                "records",
                effect.path("records").asLong(),
                "golden records",
                effect.path("clusters").asLong(),
                "clusters merged",
                effect.path("merged").asLong(),
                "clusters split",
                effect.path("split").asLong(),
                "open questions",
                effect.path("questionsThen").asLong(),
                effect.path("questionsNow").asLong());
    }
}
