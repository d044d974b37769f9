package io.karat.ui;

import java.util.List;

/** The first page: where a steward's work is, and how the hub stands. */
record Overview(List<Kind> kinds, List<SourceLine> sources, long open, long mine, long held) {

    Overview {
        kinds = List.copyOf(kinds);
        sources = List.copyOf(sources);
    }

    /** An entity type, its golden records and its open questions. */
    record Kind(String name, String many, String golden, String records, String open, boolean asks) {}

    record SourceLine(String name, String label, int colour, String live, String quarantined, boolean troubled) {}

    public boolean empty() {
        return sources.isEmpty();
    }
}
