package io.karat.ui;

import io.karat.access.Accounts;
import io.karat.access.Role;
import io.karat.access.Source;
import io.karat.access.Sources;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sources and the stewards, read at most once for a page however many of its parts name them. */
@RequestScoped
class Directory {

    private final Sources sources;
    private final Accounts accounts;
    private @Nullable List<Source> known;
    private @Nullable List<String> stewards;

    Directory(Sources sources, Accounts accounts) {
        this.sources = sources;
        this.accounts = accounts;
    }

    /** By name. */
    List<Source> sources() {
        List<Source> read = known;
        if (read == null) {
            read = sources.all();
            known = read;
        }
        return read;
    }

    SourceNames names() {
        return SourceNames.of(sources());
    }

    /** Who may decide, by name. */
    List<String> stewards() {
        List<String> read = stewards;
        if (read == null) {
            read = accounts.able(Role.STEWARD);
            stewards = read;
        }
        return read;
    }
}
