package io.karat.ui;

import java.util.List;

/**
 * One verdict on many questions: what it is about, what it would come to, how far it is.
 *
 * @param verdict in words
 * @param total of its questions, those left out aside
 * @param done or taken back so far
 * @param left remaining time in words, or empty
 * @param typed the number has to be typed before it runs
 * @param own the person who looks may start, stop and undo it
 */
record BulkSheet(
        String id,
        String title,
        String verdict,
        String reason,
        String by,
        When at,
        String state,
        String tone,
        boolean drafted,
        boolean active,
        boolean undoable,
        boolean resumable,
        boolean own,
        boolean typed,
        long total,
        long done,
        String left,
        List<Figure> figures,
        List<Figure> kinds,
        List<Figure> reasons,
        List<Sample> samples,
        List<Failure> failures,
        String error) {

    BulkSheet {
        figures = List.copyOf(figures);
        kinds = List.copyOf(kinds);
        reasons = List.copyOf(reasons);
        samples = List.copyOf(samples);
        failures = List.copyOf(failures);
    }

    record Figure(String label, String number) {}

    /** @param effect what would come of it, or why nothing would */
    record Sample(String url, String title, List<String> effect) {
        Sample {
            effect = List.copyOf(effect);
        }
    }

    record Failure(String url, String title, String message) {}

    record Index(List<Line> lines) {
        Index {
            lines = List.copyOf(lines);
        }
    }

    record Line(String url, String title, String by, When at, String state, String tone, String figures) {}
}
