package io.karat.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Lets the embedded database go before the hub. Linux may share out the processors by session, whatever the priorities of
 * threads (see sched(7), "The autogroup feature"): each connection of PostgreSQL is a session of its own, and has to wait
 * while the hub's is busy with a load. The hub's session steps back. Of no effect on other systems, and in control groups.
 */
final class SessionWeight {

    private static final Logger LOG = Logger.getLogger(SessionWeight.class);

    private static final Path OF_THIS_PROCESS = Path.of("/proc/self/autogroup");
    private static final Pattern NICE = Pattern.compile("nice (-?\\d+)");

    /** A tenth of the weight of a session that does nothing about it. */
    private static final int BACK = 10;

    private final Path file;
    private boolean steppedBack;

    SessionWeight() {
        this(OF_THIS_PROCESS);
    }

    SessionWeight(Path file) {
        this.file = file;
    }

    /** Steps back, unless somebody has seen to it. */
    void stepBack() {
        if (nice().filter(nice -> nice == 0).isPresent()) {
            steppedBack = write(BACK);
        }
    }

    /** As it was before this stepped back, unless somebody has changed it since; the session may outlive the hub. */
    void restore() {
        if (steppedBack && nice().filter(nice -> nice == BACK).isPresent()) {
            write(0);
        }
    }

    private Optional<Integer> nice() {
        try {
            Matcher found = NICE.matcher(Files.readString(file));
            return found.find() ? Optional.of(Integer.valueOf(found.group(1))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private boolean write(int nice) {
        try {
            Files.writeString(file, Integer.toString(nice), StandardOpenOption.WRITE);
            return true;
        } catch (IOException e) {
            LOG.debugf("the weight of the session stays as it is (%s)", e.getMessage());
            return false;
        }
    }
}
