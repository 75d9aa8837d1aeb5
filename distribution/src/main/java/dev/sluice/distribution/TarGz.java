package dev.sluice.distribution;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes tar archives whose bytes depend on names, contents, links and the right to execute, and on nothing else of this
 * machine: order, owners, rights and times are ours.
 */
final class TarGz implements AutoCloseable {
    private static final int FILE = 0644;
    private static final int EXECUTABLE = 0755;
    private static final int STICKY = 01777;

    private final TarArchiveOutputStream tar;
    private final Instant time;

    private TarGz(OutputStream out, Instant time) {
        this.tar = new TarArchiveOutputStream(out, "UTF-8");
        this.time = time;
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    /** Writes to a new file, compressed. */
    static TarGz create(Path file, Instant time) throws IOException {
        return new TarGz(new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), 1 << 16), time);
    }

    /** Writes to a new file, as it is. */
    static TarGz createPlain(Path file, Instant time) throws IOException {
        return new TarGz(new BufferedOutputStream(Files.newOutputStream(file)), time);
    }

    /** A folder as one compressed file. */
    static void pack(Path folder, String name, Path file, Instant time) {
        try (TarGz out = create(file, time)) {
            out.folder(name, 0, EXECUTABLE);
            out.addAll(folder, name + "/");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Everything below a folder, under a prefix. */
    void addAll(Path folder, String prefix) throws IOException {
        add(folder, prefix, Tree.below(folder));
    }

    /** Some files of a folder, under a prefix. */
    void add(Path folder, String prefix, List<Path> paths) throws IOException {
        for (Path path : paths) {
            String name = prefix + folder.relativize(path).toString().replace('\\', '/');
            if (Files.isSymbolicLink(path)) {
                link(name, Files.readSymbolicLink(path).toString());
            } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                folder(name, 0, EXECUTABLE);
            } else {
                file(name, path);
            }
        }
    }

    /** A folder that a user owns. */
    void folder(String name, long owner, int mode) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name + "/");
        put(entry, mode, owner);
        tar.closeArchiveEntry();
    }

    /** A folder in which everybody may write and delete what is theirs. */
    void shared(String name) throws IOException {
        folder(name, 0, STICKY);
    }

    /** Some bytes as a file. */
    void bytes(String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        put(entry, FILE, 0);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    /** A file, with its right to be executed. */
    void file(String name, Path file) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(Files.size(file));
        put(entry, Files.isExecutable(file) ? EXECUTABLE : FILE, 0);
        Files.copy(file, tar);
        tar.closeArchiveEntry();
    }

    /** A symbolic link. */
    void link(String name, String target) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        put(entry, 0777, 0);
        tar.closeArchiveEntry();
    }

    private void put(TarArchiveEntry entry, int mode, long owner) throws IOException {
        entry.setMode(mode);
        entry.setIds((int) owner, (int) owner);
        entry.setNames("", "");
        entry.setModTime(time.toEpochMilli());
        tar.putArchiveEntry(entry);
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
