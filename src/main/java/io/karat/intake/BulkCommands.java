package io.karat.intake;

import io.karat.ledger.Command;
import io.karat.ledger.Outcome;
import java.util.ArrayList;
import java.util.List;

/** The commands of some lines, and what becomes of the lines once the commands are answered. */
record BulkCommands(List<Line> lines, List<Command.OfSource> commands) {

    static BulkCommands of(String source, String actor, List<Line> lines) {
        List<Command.OfSource> commands = new ArrayList<>(lines.size());
        for (Line line : lines) {
            if (line instanceof Line.Read(long _, String key, Submission submission)) {
                commands.add(submission.command(source, key, actor));
            }
        }
        return new BulkCommands(lines, commands);
    }

    /** One result for each line, in their order. */
    List<LineResult> results(List<Outcome.OfSource> outcomes) {
        List<LineResult> results = new ArrayList<>(lines.size());
        int at = 0;
        for (Line line : lines) {
            results.add(
                    switch (line) {
                        case Line.Unread(long number, String key, Fault fault) ->
                            LineResult.rejected(number, key, fault);
                        case Line.Read(long number, String key, Submission _) ->
                            LineResult.of(number, key, outcomes.get(at++));
                    });
        }
        return results;
    }
}
