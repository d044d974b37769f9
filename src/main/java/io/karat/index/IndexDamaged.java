package io.karat.index;

import java.nio.file.Path;

/** What is derived from the database cannot be read: delete it and rebuild. Nothing is lost. */
public final class IndexDamaged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IndexDamaged(Path path, Throwable cause) {
        super("the index at " + path.getFileName() + " is damaged and has to be rebuilt", cause);
    }
}
