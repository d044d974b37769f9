package io.karat.ui;

import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.access.Sources;
import io.karat.ledger.Cohesion;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.GoldenView;
import io.karat.ledger.Models;
import io.karat.ledger.RecordView;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.ui.GraphSheet.Node;
import io.karat.ui.GraphSheet.Step;
import io.karat.ui.GraphSheet.Tie;
import io.karat.ui.GraphSheet.Way;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The records of a golden record as a graph: what holds them together, and where it can be cut. */
@ShowsValues
@Path("/golden/{entity}/{id}/graph")
@RolesAllowed(Roles.VIEWER)
class GraphPage {

    private static final int TOLD = 3;

    private final Frames frames;
    private final GoldenRecords golden;
    private final Cohesion cohesion;
    private final Models models;
    private final Sources sources;

    GraphPage(Frames frames, GoldenRecords golden, Cohesion cohesion, Models models, Sources sources) {
        this.frames = frames;
        this.golden = golden;
        this.cohesion = cohesion;
        this.models = models;
        this.sources = sources;
    }

    /**
     * @param from number of a record, whose way to another is asked for
     * @param to number of that other
     */
    @GET
    public Response show(
            String entity, UUID id, @QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
        EntityType type = models.find(entity).orElseThrow(NotFoundException::new);
        GoldenView view = golden.find(type.name(), id).orElseThrow(NotFoundException::new);
        if (!view.live()) {
            return Html.to("/golden/" + type.name() + "/" + id);
        }
        Drawing drawing = new Drawing(type, view, cohesion.of(type.name(), id));
        GraphSheet sheet = drawing.sheet(number(from), number(to));
        return Html.page(Templates.graph(
                        frames.frame("golden", Messages.text("golden-graph-of", view.title()), type.name()), sheet))
                .build();
    }

    private static int number(@Nullable String text) {
        return text != null && text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
    }

    /** Puts the graph into the words of the page. */
    private final class Drawing {
        private final EntityType type;
        private final GoldenView view;
        private final Cohesion.Graph graph;
        private final List<Node> nodes;

        Drawing(EntityType type, GoldenView view, Cohesion.Graph graph) {
            this.type = type;
            this.view = view;
            this.graph = graph;
            SourceNames names = SourceNames.of(sources);
            this.nodes = IntStream.range(0, graph.records().size())
                    .mapToObj(i -> node(i, graph.records().get(i), names))
                    .toList();
        }

        private Node node(int number, RecordView record, SourceNames names) {
            int ties = (int) graph.ties().stream()
                    .filter(t -> t.left() == number || t.right() == number)
                    .count();
            return new Node(
                    number,
                    names.member(record.key()),
                    record.key().source() + "/" + record.key().key(),
                    type.attributes().stream()
                            .map(Attribute::name)
                            .flatMap(a -> record.data().get(a).stream().limit(1))
                            .limit(TOLD)
                            .collect(Collectors.joining(" ")),
                    ties);
        }

        GraphSheet sheet(int from, int to) {
            List<Tie> ties = graph.ties().stream().map(this::tie).toList();
            boolean drawn = nodes.size() > 1 && nodes.size() <= Cohesion.MOST_DRAWN && graph.left() == 0;
            return new GraphSheet(
                    path(),
                    type.name(),
                    view.title(),
                    summary(),
                    drawn,
                    nodes,
                    ties,
                    graph.apart().stream().map(this::apart).toList(),
                    Messages.count("golden-pairs", graph.apartInAll()),
                    known(from) && known(to) && from != to ? way(from, to) : null);
        }

        private boolean known(int number) {
            return number >= 0 && number < nodes.size();
        }

        private String path() {
            return "/golden/" + type.name() + "/" + view.id();
        }

        private List<String> summary() {
            long bridges = graph.ties().stream().filter(Cohesion.Tie::bridge).count();
            long decided =
                    graph.ties().stream().filter(t -> t.decidedBy() != null).count();
            List<String> said = new ArrayList<>();
            said.add(Messages.text(
                    "golden-records-and-ties",
                    nodes.size(),
                    Words.number(nodes.size()),
                    graph.tiesInAll(),
                    Words.number(graph.tiesInAll())));
            if (bridges > 0 && nodes.size() > 2) {
                said.add(Messages.count("golden-ties-are-bridges", bridges));
            }
            if (decided > 0) {
                said.add(Messages.count("golden-ties-were-decided", decided));
            }
            if (graph.left() > 0) {
                said.add(
                        Messages.text("golden-only-the-first", Words.number(nodes.size()), Words.number(graph.left())));
            }
            if (graph.ties().size() < graph.tiesInAll()) {
                said.add(Messages.text("golden-these-are-many"));
            }
            return said;
        }

        private Tie tie(Cohesion.Tie tie) {
            return new Tie(
                    nodes.get(tie.left()),
                    nodes.get(tie.right()),
                    Words.probability(tie.why().probability()),
                    tie.why().probability(),
                    tie.why().keys(),
                    ScoreWords.sentence(tie.why(), type),
                    tie.bridge() && nodes.size() > 2,
                    tie.decidedBy() == null ? "" : Words.actor(tie.decidedBy()),
                    tie.cut().stream().map(i -> nodes.get(i).member()).toList(),
                    path() + "/preview/split?"
                            + tie.cut().stream()
                                    .map(i -> "record=" + encoded(nodes.get(i).token()))
                                    .collect(Collectors.joining("&")));
        }

        private GraphSheet.Apart apart(Cohesion.Apart apart) {
            return new GraphSheet.Apart(
                    nodes.get(apart.left()),
                    nodes.get(apart.right()),
                    compared(apart),
                    ScoreWords.sentence(apart.why(), type),
                    apart.way().stream().map(nodes::get).toList());
        }

        private static String compared(Cohesion.Apart apart) {
            return apart.why().keys().isEmpty()
                    ? Messages.text("golden-never-compared")
                    : Messages.text(
                            "golden-compared", Words.probability(apart.why().probability()));
        }

        private Way way(int from, int to) {
            List<Integer> way = cohesion.way(graph, from, to);
            List<Step> steps = new ArrayList<>();
            for (int i = 1; i < way.size(); i++) {
                steps.add(step(way.get(i - 1), way.get(i)));
            }
            return new Way(nodes.get(from), nodes.get(to), direct(from, to), steps);
        }

        private String direct(int from, int to) {
            return graph.ties().stream().anyMatch(t -> joins(t, from, to))
                    ? Messages.text("golden-speak-directly")
                    : graph.apart().stream()
                            .filter(a -> Math.min(from, to) == a.left() && Math.max(from, to) == a.right())
                            .findFirst()
                            .map(a -> Messages.text("golden-between-the-two", compared(a)))
                            .orElse(Messages.text("golden-nothing-between-the-two"));
        }

        private Step step(int from, int to) {
            Cohesion.Tie tie = graph.ties().stream()
                    .filter(t -> joins(t, from, to))
                    .findFirst()
                    .orElseThrow();
            return new Step(
                    nodes.get(from),
                    nodes.get(to),
                    Words.probability(tie.why().probability()),
                    tie.decidedBy() == null
                            ? ScoreWords.sentence(tie.why(), type)
                            : Messages.text("golden-joined-by", Words.actor(tie.decidedBy())));
        }

        private static boolean joins(Cohesion.Tie tie, int a, int b) {
            return tie.left() == a && tie.right() == b || tie.left() == b && tie.right() == a;
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }
}
