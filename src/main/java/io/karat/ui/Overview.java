package io.karat.ui;

import java.util.List;

/** The first page: where a steward's work is, and how the hub stands. */
record Overview(
        List<Kind> kinds,
        List<SourceLine> sources,
        List<Mention> mentions,
        long open,
        String total,
        long mine,
        long held) {

    Overview {
        kinds = List.copyOf(kinds);
        sources = List.copyOf(sources);
        mentions = List.copyOf(mentions);
    }

    /** An entity type, its golden records and its open questions. */
    record Kind(String name, String many, String golden, String records, String open, boolean asks) {}

    /** Somebody was named in a comment on a question and has not read it yet. */
    record Mention(String url, String title, String author, When at, List<DeskTalk.Piece> text) {
        Mention {
            text = List.copyOf(text);
        }
    }

    record SourceLine(String name, String label, int colour, String live, String quarantined, boolean troubled) {}

    public boolean empty() {
        return sources.isEmpty();
    }
}
