package io.karat.intake;

import io.karat.intake.PhysicalLines.Physical;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** NDJSON: one {@code {key, observedAt?, op?, data}} a line. */
final class JsonLines implements LineSource {

    private final PhysicalLines lines;
    private final SubmissionReader reader;

    JsonLines(Reader body, SubmissionReader reader) {
        this.lines = new PhysicalLines(body);
        this.reader = reader;
    }

    @Override
    public @Nullable Line next() throws IOException {
        for (Physical line = lines.next(); line != null; line = lines.next()) {
            if (!line.text().isBlank()) {
                return read(line);
            }
        }
        return null;
    }

    private Line read(Physical line) {
        if (!line.whole()) {
            return new Line.Unread(line.number(), null, SubmissionReader.tooLarge());
        }
        return switch (reader.readLine(line.text())) {
            case SubmissionReader.Sound(String key, Submission submission) ->
                new Line.Read(line.number(), key, submission);
            case SubmissionReader.Faulty faulty ->
                new Line.Unread(line.number(), faulty.key(), faulty.faults().getFirst());
        };
    }
}
