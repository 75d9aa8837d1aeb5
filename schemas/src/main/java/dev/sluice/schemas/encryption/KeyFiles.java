package dev.sluice.schemas.encryption;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Small files with keys: written whole or not at all, on the device when written, and for their owner's eyes only. */
final class KeyFiles {
    /** How the name of a file ends that a crash left half written. */
    static final String UNFINISHED = ".unfinished";

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> OWNER_FOLDER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private KeyFiles() {}

    /**
     * The bytes of a file that is ours; does not follow links.
     *
     * @throws NoSuchFileException where it is not there
     * @throws IOException where it is larger than the limit or no regular file
     */
    static byte[] read(Path file, int limit) throws IOException {
        return read(file, limit, LinkOption.NOFOLLOW_LINKS);
    }

    /** The same of a file that may have been handed over to us, which a mounted secret is as a link. */
    static byte[] readHandedOver(Path file, int limit) throws IOException {
        return read(file, limit, new LinkOption[0]);
    }

    private static byte[] read(Path file, int limit, LinkOption... links) throws IOException {
        if (!Files.exists(file, links)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file, links)) {
            throw new IOException("no regular file");
        }
        try (var in = Files.newInputStream(file, links)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new IOException("larger than " + limit + " bytes");
            }
            return bytes;
        }
    }

    /** Puts content under a name that is free. */
    static void create(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(file, OWNER_ONLY))) {
            write(channel, content);
        }
        sync(parent(file));
    }

    /** Puts content in the place of what has the name, in one step. */
    static void replace(Path file, byte[] content) throws IOException {
        Path staging = file.resolveSibling(file.getFileName() + UNFINISHED);
        Files.deleteIfExists(staging);
        try (FileChannel channel = FileChannel.open(
                staging,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                ownerOnly(file, OWNER_ONLY))) {
            write(channel, content);
        }
        Files.move(staging, file, StandardCopyOption.ATOMIC_MOVE);
        sync(parent(file));
    }

    /**
     * The same, and overwrites the old content where it lay. No file system promises that this reaches the old blocks;
     * what was in them is wrapped by a key besides.
     */
    static void replaceAndWipe(Path file, byte[] content) throws IOException {
        try (FileChannel old = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            replace(file, content);
            old.position(0);
            write(old, new byte[(int) old.size()]);
        }
    }

    /** Makes a folder that only its owner can enter, and those above it. */
    static void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = parent(folder);
        createFolder(parent);
        try {
            Files.createDirectory(folder, ownerOnly(folder, OWNER_FOLDER));
        } catch (java.nio.file.FileAlreadyExistsException e) {
            // Another process was first.
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        sync(parent);
    }

    private static void write(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    private static void sync(Path folder) throws IOException {
        if (posix(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path, Set<PosixFilePermission> permissions) {
        return posix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static Path parent(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("path '" + path + "' has no folder above it");
        }
        return parent;
    }
}
