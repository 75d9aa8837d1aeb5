package dev.sluice.app.export;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * What is being made, in a folder of its own beside where it will be, which only its owner may read. It gets its name once
 * it is whole; where something fails it goes away.
 */
final class Staged implements AutoCloseable {
    private final Path target;
    private final Path folder;

    private Staged(Path target, Path folder) {
        this.target = target;
        this.folder = folder;
    }

    /**
     * Makes the folder.
     *
     * @throws FileAlreadyExistsException where there is something of the target's name
     */
    static Staged open(Path output) throws IOException {
        Path target = output.toAbsolutePath().normalize();
        requireFree(target);
        Path parent = target.resolveSibling(".").normalize();
        Files.createDirectories(parent);
        return new Staged(target, Files.createTempDirectory(parent, ".unfinished-", ownerOnly(parent)));
    }

    /** Refuses a name that is taken. */
    static void requireFree(Path target) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
    }

    /** The file or folder to be made; does not exist yet. */
    Path content() {
        return folder.resolve("content");
    }

    /** Gives it its name. */
    void publish() throws IOException {
        requireFree(target);
        try {
            Files.move(content(), target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(content(), target);
        }
    }

    @Override
    public void close() throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static FileAttribute<?>[] ownerOnly(Path parent) {
        return parent.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }
}
