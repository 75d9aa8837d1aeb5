package dev.sluice.schemas.encryption;

import dev.sluice.schemas.encryption.SubjectKeys.Current;
import dev.sluice.schemas.encryption.SubjectKeys.Shredded;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Subjects' keys in a folder: one small file for each subject, under the hash of its name, replaced in one step. Writers
 * take turns by a lock on the file {@code keys.lock}, which needs a local disk; readers need none.
 */
public final class KeyFolder implements SubjectKeyStore {
    private static final String LOCK = "keys.lock";
    private static final String SUFFIX = ".key";
    private static final int LARGEST_FILE_BYTES = 1 << 16;
    /** The platform does not let one process lock a file twice, so its threads take turns here. */
    private static final Map<Path, Object> LOCKS = new ConcurrentHashMap<>();

    private final Path folder;
    private final Object turn;

    private KeyFolder(Path folder) {
        this.folder = folder;
        this.turn = LOCKS.computeIfAbsent(folder.toAbsolutePath().normalize(), path -> new Object());
    }

    /** Opens a folder for keys, and makes it where it is missing. */
    public static KeyFolder open(Path folder) throws IOException {
        try {
            KeyFiles.createFolder(folder.toAbsolutePath());
        } catch (IOException e) {
            throw cannot("written", folder, e);
        }
        return new KeyFolder(folder);
    }

    /**
     * Opens a folder that must be there: for those who read, to whom a folder that is missing is not an empty one.
     *
     * @throws IOException where there is none
     */
    public static KeyFolder existing(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    "key folder '" + folder + "' does not exist; allowed: the folder with the subjects' keys");
        }
        return new KeyFolder(folder);
    }

    @Override
    public SubjectKeys find(SubjectName subject) throws IOException {
        Path file = fileOf(subject);
        try {
            return KeyFileText.parse(new String(KeyFiles.read(file, LARGEST_FILE_BYTES), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return SubjectKeys.NONE;
        } catch (IllegalArgumentException e) {
            throw new IOException("key file '" + file + "' is damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw cannot("read", file, e);
        }
    }

    @Override
    public SubjectKeys create(SubjectName subject, Current key) throws IOException {
        return locked(() -> {
            SubjectKeys keys = find(subject);
            if (keys.current() != null) {
                return keys;
            }
            return write(subject, new SubjectKeys(key, keys.shredded()));
        });
    }

    @Override
    public boolean rewrap(SubjectName subject, Current expected, WrappedKey wrapped) throws IOException {
        return locked(() -> {
            SubjectKeys keys = find(subject);
            if (!expected.equals(keys.current())) {
                return false;
            }
            var unused = write(
                    subject,
                    new SubjectKeys(new Current(expected.id(), expected.createdAt(), wrapped), keys.shredded()));
            return true;
        });
    }

    @Override
    public SubjectKeys shred(SubjectName subject, Instant at) throws IOException {
        return locked(() -> {
            SubjectKeys keys = find(subject);
            Current current = keys.current();
            if (current == null) {
                return keys;
            }
            List<Shredded> shredded = new ArrayList<>(keys.shredded());
            shredded.add(new Shredded(current.id(), at));
            return write(subject, new SubjectKeys(null, shredded));
        });
    }

    @Override
    public void visit(Visitor visitor) throws IOException {
        for (Path shelf : entries(folder)) {
            for (Path file : Files.isDirectory(shelf) ? entries(shelf) : List.<Path>of()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(SUFFIX)) {
                    SubjectName subject = subjectOf(file, name);
                    visitor.subject(subject, find(subject));
                }
            }
        }
    }

    @Override
    public String describe() {
        return "key folder '" + folder + "'";
    }

    private SubjectKeys write(SubjectName subject, SubjectKeys keys) throws IOException {
        Path file = fileOf(subject);
        byte[] text = KeyFileText.of(keys).getBytes(StandardCharsets.UTF_8);
        if (!Files.exists(file)) {
            KeyFiles.createFolder(file.resolveSibling("").toAbsolutePath());
            KeyFiles.replace(file, text);
        } else if (keys.current() == null) {
            KeyFiles.replaceAndWipe(file, text);
        } else {
            KeyFiles.replace(file, text);
        }
        return keys;
    }

    private Path fileOf(SubjectName subject) {
        return folder.resolve(subject.hex().substring(0, 2)).resolve(subject.hex() + SUFFIX);
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T locked(Work<T> work) throws IOException {
        synchronized (turn) {
            try (FileChannel channel = FileChannel.open(
                            folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                return work.run();
            } catch (java.nio.file.FileSystemException e) {
                throw cannot("written", folder, e);
            }
        }
    }

    private static SubjectName subjectOf(Path file, String name) throws IOException {
        try {
            return new SubjectName(name.substring(0, name.length() - SUFFIX.length()));
        } catch (IllegalArgumentException e) {
            throw new IOException("key file '" + file + "' is none of ours; allowed: 64 hex digits and " + SUFFIX, e);
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private static IOException cannot(String what, Path path, IOException e) {
        return new IOException(
                "key folder or file '" + path + "' cannot be " + what + " ("
                        + e.getClass().getSimpleName() + ")",
                e);
    }
}
