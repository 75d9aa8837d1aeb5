package dev.sluice.app.evidence;

import dev.sluice.escalation.durable.BoundedFiles;
import dev.sluice.escalation.storage.EvidenceStorage;
import java.io.IOException;
import java.nio.file.Path;

/** The files of one package, wherever it lies. */
@FunctionalInterface
public interface PackageFiles {
    /** The largest file that is read, in bytes. */
    int LARGEST = 16 << 20;

    /**
     * The bytes of a file.
     *
     * @throws java.nio.file.NoSuchFileException where it is not there
     */
    byte[] read(String path) throws IOException;

    /** Those in a folder. */
    static PackageFiles in(Path folder) {
        return path -> BoundedFiles.bytes(folder.resolve(path), LARGEST);
    }

    /** Those at a location of a storage. */
    static PackageFiles in(EvidenceStorage storage, String location) {
        return path -> storage.read(location, path, LARGEST);
    }
}
