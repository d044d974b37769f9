package io.karat.access;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The systems that push records. */
@ApplicationScoped
public class Sources {

    /** What a name may be, in words. */
    public static final String NAMES =
            "The name of a source has up to 64 characters: lower-case letters and digits," + " and _ - after the first";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    @Transactional
    public List<Source> all() {
        return SourceRow.<SourceRow>listAll(Sort.by("name")).stream()
                .map(SourceRow::toSource)
                .toList();
    }

    @Transactional
    public Optional<Source> find(String name) {
        return SourceRow.<SourceRow>findByIdOptional(name).map(SourceRow::toSource);
    }

    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * Creates the source where there is none of this name. Cheap when there is.
     *
     * @throws IllegalArgumentException when this cannot be the name of a source
     */
    public void ensure(String name, String actor) {
        if (known.contains(name)) {
            return;
        }
        if (!isName(name)) {
            throw new IllegalArgumentException(NAMES);
        }
        QuarkusTransaction.requiringNew().run(() -> insert(name, actor));
        known.add(name);
    }

    private static void insert(String name, String actor) {
        SourceRow.getEntityManager()
                .createNativeQuery("insert into source (name, label, colour, created_at, created_by)"
                        + " select ?1, ?1, count(*) % ?2, ?3, ?4 from source on conflict do nothing")
                .setParameter(1, name)
                .setParameter(2, Source.COLOURS)
                .setParameter(3, Instant.now())
                .setParameter(4, actor)
                .executeUpdate();
    }

    /** False when there is no such source. */
    @Transactional
    public boolean rename(String name, String label, String actor) {
        return SourceRow.update("label = ?1, changedBy = ?2 where name = ?3", label, actor, name) == 1;
    }
}
