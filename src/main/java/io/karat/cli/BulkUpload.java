package io.karat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends records in chunks, a few at a time. Chunks that hold one key twice are never under way together, so the hub sees
 * the records of one key in the order of the file.
 */
final class BulkUpload implements Upload {

    /** Told of each line that did not become a record. */
    interface Rejects {
        void reject(long line, String code, String reason);
    }

    private record Chunk(List<SourceLine.Parsed> lines, Set<String> keys, Future<JsonNode> answer) {}

    private final HubClient hub;
    private final String path;
    private final int chunkLines;
    private final int inFlight;
    private final Rejects rejects;
    private final Tally tally = new Tally();
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final Deque<Chunk> underWay = new ArrayDeque<>();
    private List<SourceLine.Parsed> gathering = new ArrayList<>();

    BulkUpload(HubClient hub, String path, ChunkSize size, Rejects rejects) {
        this.hub = hub;
        this.path = path;
        this.chunkLines = size.lines();
        this.inFlight = size.inFlight();
        this.rejects = rejects;
    }

    record ChunkSize(int lines, int inFlight) {
        ChunkSize {
            if (lines < 1 || lines > 10_000 || inFlight < 1 || inFlight > 16) {
                throw CommandFailure.usage("a chunk has 1 to 10000 lines, and 1 to 16 chunks are under way");
            }
        }
    }

    @Override
    public void add(SourceLine line) {
        switch (line) {
            case SourceLine.Parsed readable -> {
                gathering.add(readable);
                if (gathering.size() == chunkLines) {
                    send();
                }
            }
            case SourceLine.Unreadable unreadable -> {
                tally.addUnreadable();
                rejects.reject(unreadable.number(), unreadable.code(), unreadable.reason());
            }
        }
    }

    @Override
    public Tally finish() {
        send();
        while (!underWay.isEmpty()) {
            receive();
        }
        return tally;
    }

    @Override
    public Tally tally() {
        return tally;
    }

    private void send() {
        if (gathering.isEmpty()) {
            return;
        }
        List<SourceLine.Parsed> lines = gathering;
        gathering = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        StringBuilder body = new StringBuilder();
        for (SourceLine.Parsed line : lines) {
            keys.add(line.key());
            body.append(line.json()).append('\n');
        }
        while (underWay.size() >= inFlight || underWay.stream().anyMatch(other -> shares(other.keys(), keys))) {
            receive();
        }
        Future<JsonNode> answer = senders.submit(() -> hub.postLines(path, BodyPublishers.ofString(body.toString())));
        underWay.add(new Chunk(lines, keys, answer));
    }

    private static boolean shares(Set<String> some, Set<String> others) {
        return some.stream().anyMatch(others::contains);
    }

    private void receive() {
        Chunk chunk = underWay.remove();
        JsonNode answer = resultOf(chunk.answer());
        tally.add(answer.path("counts"));
        for (JsonNode result : answer.path("results")) {
            String status = result.path("status").asText();
            if (status.equals("rejected") || status.equals("quarantined")) {
                int at = result.path("line").asInt() - 1;
                long line = at >= 0 && at < chunk.lines().size()
                        ? chunk.lines().get(at).number()
                        : 0;
                String pointer = result.path("pointer").asText("");
                rejects.reject(
                        line,
                        result.path("code").asText(status),
                        (pointer.isEmpty() ? "" : pointer + ": ")
                                + result.path("message").asText(status));
            }
        }
    }

    private static JsonNode resultOf(Future<JsonNode> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CommandFailure failure) {
                throw failure;
            }
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.hub("interrupted while records were under way");
        }
    }

    @Override
    public void close() {
        senders.shutdownNow();
        senders.close();
    }
}
