package io.karat.boot;

import java.nio.file.Path;

/** Another hub works on the data directory. */
public final class DirectoryInUseException extends StartRefused {

    private static final long serialVersionUID = 1L;

    DirectoryInUseException(Path root) {
        super(
                "The data directory " + root
                        + " is in use by another hub. Stop that hub, or give this one a directory of"
                        + " its own with --data.",
                REFUSED);
    }
}
