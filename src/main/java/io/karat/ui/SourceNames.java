package io.karat.ui;

import io.karat.access.Source;
import io.karat.access.Sources;
import io.karat.model.RecordKey;
import io.karat.ui.Desk.Member;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The labels and colours of the sources, as of one page. */
record SourceNames(Map<String, Source> known) {

    SourceNames {
        known = Map.copyOf(known);
    }

    static SourceNames of(Sources sources) {
        return of(sources.all());
    }

    static SourceNames of(List<Source> sources) {
        return new SourceNames(sources.stream().collect(Collectors.toMap(Source::name, Function.identity())));
    }

    Member member(RecordKey key) {
        return new Member(label(key.source()), colour(key.source()), key.key());
    }

    String label(String name) {
        Source source = known.get(name);
        return source == null ? name : source.label();
    }

    int colour(String name) {
        Source source = known.get(name);
        return source == null ? Math.floorMod(name.hashCode(), Source.COLOURS) : source.colour();
    }
}
