package io.karat.boot;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/** The programs of PostgreSQL for this machine, unpacked once from the archive that the build brings along. */
final class PostgresBinaries {

    private static final String VERSION = "17.6.0";

    private final Path home;

    private PostgresBinaries(Path home) {
        this.home = home;
    }

    /** Unpacks below {@code parent} unless that is done; several processes may share one parent. */
    static PostgresBinaries unpack(Path parent) {
        Path home = parent.resolve("postgres-" + VERSION).toAbsolutePath();
        if (!Files.isDirectory(home)) {
            try {
                Files.createDirectories(parent);
                unpackAlone(parent, home);
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL cannot be unpacked to " + home, e);
            }
        }
        return new PostgresBinaries(home);
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    private static void unpackAlone(Path parent, Path home) throws IOException {
        Path guard = parent.resolve("postgres-" + VERSION + ".lock");
        try (FileChannel channel = FileChannel.open(guard, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (!held.isValid() || Files.isDirectory(home)) {
                return;
            }
            Path draft = Files.createTempDirectory(parent, "unpacking");
            try (InputStream archive = archive();
                    var tar =
                            new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    place(draft, entry, tar);
                }
            }
            Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void place(Path draft, TarArchiveEntry entry, InputStream content) throws IOException {
        Path target = draft.resolve(entry.getName()).normalize();
        if (!target.startsWith(draft)) {
            throw new IOException("The archive holds a path outside of it: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(parentOf(target));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, draft.resolve(entry.getLinkName()).normalize());
        } else {
            Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
            if ((entry.getMode() & 0100) != 0 && !target.toFile().setExecutable(true)) {
                throw new IOException("Cannot be made executable: " + target);
            }
        }
    }

    private static Path parentOf(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }

    private static InputStream archive() throws IOException {
        for (String name : archiveNames()) {
            InputStream found = resource(name);
            if (found != null) {
                return found;
            }
        }
        throw new IOException("No PostgreSQL for this machine (looked for " + archiveNames()
                + "). Set KARAT_DB_URL, KARAT_DB_USER and KARAT_DB_PASSWORD to use a server of your own.");
    }

    private static @Nullable InputStream resource(String name) {
        InputStream found = PostgresBinaries.class.getResourceAsStream("/" + name);
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return found != null || context == null ? found : context.getResourceAsStream(name);
    }

    private static List<String> archiveNames() {
        boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
        String arch = System.getProperty("os.arch", "");
        boolean arm = arch.equals("aarch64") || arch.equals("arm64");
        String system = mac ? "darwin" : "linux";
        return arm
                ? List.of("postgres-" + system + "-arm_64.txz", "postgres-" + system + "-aarch_64.txz")
                : List.of("postgres-" + system + "-x86_64.txz");
    }
}
