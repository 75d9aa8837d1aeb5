package dev.sluice.escalation.storage;

import dev.sluice.escalation.durable.BoundedFiles;
import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.DurableFiles.NewFolder;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Storage in a folder of a local disk. A parcel is written under {@code staging/} and moved to its location in one step.
 * A legal hold is a file under {@code holds/}: whoever deletes by hand is not stopped by it, and had better look there.
 */
public final class FolderStorage implements EvidenceStorage {
    /** Where parcels are written before they count. */
    public static final String STAGING = "staging";
    /** Where legal holds are remembered. */
    public static final String HOLDS = "holds";

    private final Path folder;
    private final DurableFiles files;

    private FolderStorage(Path folder, DurableFiles files) {
        this.folder = folder;
        this.files = files;
    }

    /** Opens the folder for writing, and makes it where it is missing. */
    public static FolderStorage open(Path folder, DurableFiles files) throws IOException {
        for (FileNames.Root root : FileNames.Root.values()) {
            files.createFolders(folder.resolve(root.folder()));
        }
        files.createFolders(folder.resolve(STAGING));
        return new FolderStorage(folder, files);
    }

    /** Opens the folder to be read only; nothing is made or changed. */
    public static FolderStorage reading(Path folder) {
        return new FolderStorage(folder, new DurableFiles((step, path) -> {
            throw new IOException("the folder is open for reading only");
        }));
    }

    @Override
    public void publish(List<Parcel> parcels) throws IOException {
        List<NewFolder> folders = new ArrayList<>(parcels.size());
        for (Parcel parcel : parcels) {
            if (contains(parcel.location())) {
                throw new FileAlreadyExistsException(at(parcel.location()).toString());
            }
            folders.add(new NewFolder(staging(parcel.location()), at(parcel.location()), parcel.files()));
        }
        files.publishFolders(folders);
    }

    @Override
    public boolean contains(String location) {
        return Files.exists(at(location), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public List<String> files(String location) throws IOException {
        Path parcel = at(location);
        if (!Files.isDirectory(parcel, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.walk(parcel)) {
            return entries.filter(entry -> !Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .map(entry -> parcel.relativize(entry).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public byte[] read(String location, String file, int limit) throws IOException {
        if (!FileNames.isPlain(file)) {
            throw new IOException("the file's name is no plain path");
        }
        return BoundedFiles.bytes(at(location).resolve(file), limit);
    }

    @Override
    public Path fetch(String location, Path scratch) {
        return at(location);
    }

    @Override
    public void visit(FileNames.Root root, Visitor visitor) throws IOException {
        visit(folder.resolve(root.folder()), root == FileNames.Root.PACKAGES ? 3 : 2, visitor);
    }

    @Override
    public void hold(String location, boolean on) throws IOException {
        if (!contains(location)) {
            throw new NoSuchFileException(location);
        }
        Path mark = holdMark(location);
        if (on && !Files.exists(mark)) {
            files.publishSecret(mark, new byte[0]);
        } else if (!on && Files.deleteIfExists(mark)) {
            files.syncFolder(mark.resolve("..").normalize());
        }
    }

    @Override
    public boolean held(String location) {
        return Files.exists(holdMark(location));
    }

    /** Takes it out of its place in one step first, so that a crash leaves no half of it there. */
    @Override
    public void delete(String location) throws IOException {
        Path staging = staging(location);
        if (contains(location)) {
            if (held(location)) {
                throw new HeldException(location);
            }
            files.withdraw(at(location), staging);
        }
        files.discard(staging);
    }

    @Override
    public boolean remains(String location) {
        return contains(location) || Files.exists(staging(location), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public String describe() {
        return folder.toString();
    }

    @Override
    public void close() {
        // Nothing is open between two calls.
    }

    /** Goes down as many levels as a location has; what is no folder, or named as none of ours, was not put there by us. */
    private void visit(Path parent, int levels, Visitor visitor) throws IOException {
        for (Path entry : entries(parent)) {
            boolean isFolder = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
            String path = folder.relativize(entry).toString().replace('\\', '/');
            if (levels > 1 && isFolder && isOnTheWay(entry)) {
                visit(entry, levels - 1, visitor);
            } else if (levels == 1 && isFolder && FileNames.isLocation(path)) {
                visitor.parcel(path);
            } else {
                visitor.stray(path);
            }
        }
    }

    private static boolean isOnTheWay(Path entry) {
        String name = String.valueOf(entry.getFileName());
        return (name.length() == 2 || name.length() == 40)
                && name.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    private static List<Path> entries(Path parent) throws IOException {
        if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.sorted().toList();
        }
    }

    private Path at(String location) {
        if (!FileNames.isLocation(location)) {
            throw new IllegalArgumentException("location '" + location + "' is none of ours");
        }
        return folder.resolve(location);
    }

    private Path staging(String location) {
        return folder.resolve(STAGING).resolve(flat(location));
    }

    private Path holdMark(String location) {
        return folder.resolve(HOLDS).resolve(flat(location));
    }

    /** One name for a location: what distinguishes it, without the folders above. */
    private static String flat(String location) {
        String[] parts = location.split("/", -1);
        return parts.length == 4 ? parts[2] + "-" + parts[3] : parts[2];
    }
}
