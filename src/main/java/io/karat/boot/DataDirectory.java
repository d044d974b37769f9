package io.karat.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds everything a hub keeps outside its database: the embedded PostgreSQL, derived indexes, secrets
 * and logs. It is readable by its owner alone and serves one hub at a time.
 *
 * <p>The lock belongs to the process, not to this object: a process may open its directory any number of times, which is
 * what a restart of the application inside one process (tests, development mode) does.
 */
public final class DataDirectory {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path root;

    private DataDirectory(Path root) {
        this.root = root;
    }

    /**
     * Creates the directory where needed and locks it for this process.
     *
     * @throws DirectoryInUseException when another process holds it
     * @throws UncheckedIOException when it cannot be created or locked
     */
    public static DataDirectory open(Path path) {
        try {
            Path root = path.toAbsolutePath().normalize();
            Files.createDirectories(root);
            restrict(root, "rwx------");
            DataDirectory directory = new DataDirectory(root.toRealPath());
            directory.lock();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException("The data directory " + path + " cannot be used", e);
        }
    }

    /** The directory itself, absolute. */
    public Path root() {
        return root;
    }

    /** A file or directory below the root; it need not exist. */
    public Path file(String name) {
        Path file = root.resolve(name).normalize();
        if (!file.startsWith(root)) {
            throw new IllegalArgumentException("Not below the data directory: " + name);
        }
        return file;
    }

    /** A directory below the root, made where it does not exist. */
    public Path directory(String name) {
        try {
            return Files.createDirectories(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps a secret, and replaces an earlier one, in a file that only the owner can read. Never partly written. */
    public Path writeSecret(String name, String value) {
        return write(name, value, "rw-------");
    }

    /** The secret kept under this name, without the line's end. */
    public Optional<String> readSecret(String name) {
        Path file = file(name);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path write(String name, String value, String permissions) {
        Path file = file(name);
        try {
            Path draft = Files.createTempFile(root, "." + name, "");
            restrict(draft, permissions);
            Files.writeString(draft, value + "\n");
            return Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A system property outlives the class loaders of an application that restarts inside one process. */
    private void lock() throws IOException {
        String held = "io.karat.data.held:" + root;
        if (System.getProperty(held) != null) {
            return;
        }
        FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw new DirectoryInUseException(root);
        }
        // Reachable until the process ends, or the channel would be closed and the lock lost with it.
        Runtime.getRuntime().addShutdownHook(new Thread(lock::isValid, "karat-data-lock"));
        String process = Long.toString(ProcessHandle.current().pid());
        System.setProperty(held, process);
        channel.truncate(0);
        channel.write(StandardCharsets.US_ASCII.encode(process));
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void restrict(Path path, String permissions) throws IOException {
        if (POSIX) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }
}
