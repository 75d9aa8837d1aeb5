package dev.sluice.escalation.log;

import dev.sluice.escalation.durable.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A log in a folder. Follows no links. */
public final class LogFolder implements LogStorage {
    private final Path folder;
    private final DurableFiles files;

    /** Of this folder, which is made when the first content is written. */
    public LogFolder(Path folder, DurableFiles files) {
        this.folder = folder;
        this.files = files;
    }

    @Override
    public byte @Nullable [] read(String name) throws IOException {
        Path file = file(name);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            // Opening a pipe would wait for ever.
            throw new IOException(name + " is no regular file");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(LARGEST_BYTES + 1);
            if (content.length > LARGEST_BYTES) {
                throw new IOException(name + " is larger than " + LARGEST_BYTES + " bytes");
            }
            return content;
        }
    }

    @Override
    public void write(SortedMap<String, byte[]> contents) throws IOException {
        SortedMap<Path, byte[]> paths = new TreeMap<>();
        contents.forEach((name, content) -> paths.put(file(name), content));
        files.replace(paths);
    }

    @Override
    public void delete(String name) throws IOException {
        Path file = file(name);
        Files.deleteIfExists(file);
        Path parent = file.getParent();
        if (parent != null
                && !parent.equals(folder)
                && list(name.substring(0, name.lastIndexOf('/') + 1)).isEmpty()) {
            // An object store has no empty folders, so a folder is not to keep them either.
            Files.deleteIfExists(parent);
        }
    }

    @Override
    public List<String> list(String prefix) throws IOException {
        Path parent = prefix.isEmpty() ? folder : file(prefix);
        if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.map(LogFolder::name).sorted().toList();
        }
    }

    private static String name(Path entry) {
        boolean isFolder = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
        return entry.getFileName() + (isFolder ? "/" : "");
    }

    private Path file(String name) {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder.normalize())) {
            throw new IllegalArgumentException("name '" + name + "' leads out of the log");
        }
        return file;
    }
}
