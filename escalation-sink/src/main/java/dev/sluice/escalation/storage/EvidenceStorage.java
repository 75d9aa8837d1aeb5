package dev.sluice.escalation.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps parcels of files, each under a location, each whole or not at all and the same as long as it is kept. There is
 * nothing here to change one. Methods throw {@link IOException} where the storage cannot be reached, read or written; its
 * message is one line. Not thread-safe.
 */
public interface EvidenceStorage extends AutoCloseable {
    /** The largest file that a parcel may hold. */
    int LARGEST_FILE_BYTES = 64 << 20;

    /**
     * Keeps parcels. On return each is whole and durable; where it throws, each is there whole or counts for nothing, and
     * publishing the same again finishes the work.
     *
     * @throws java.nio.file.FileAlreadyExistsException where a location holds a parcel already, which stays as it is
     */
    void publish(List<Parcel> parcels) throws IOException;

    /** Whether the location holds a whole parcel. */
    boolean contains(String location) throws IOException;

    /** Paths of all files that are at the location, whoever put them there; sorted; none where there is no parcel. */
    List<String> files(String location) throws IOException;

    /**
     * The bytes of one file.
     *
     * @param limit in bytes
     * @throws java.nio.file.NoSuchFileException where it is not there
     * @throws IOException also where it is larger, or its path is no plain name
     */
    byte[] read(String location, String file, int limit) throws IOException;

    /**
     * A folder on this machine with all files of the parcel, to be read only.
     *
     * @param scratch a new folder that may be written, for storage that is elsewhere; its caller removes it
     */
    default Path fetch(String location, Path scratch) throws IOException {
        for (String file : files(location)) {
            if (!FileNames.isPlain(file)) {
                throw new IOException("a file at " + location + " has a name that is no plain path");
            }
            Path target = scratch.resolve(file);
            Files.createDirectories(target.resolve("..").normalize());
            Files.write(target, read(location, file, LARGEST_FILE_BYTES));
        }
        return scratch;
    }

    /** Visits what lies under a root, in no order. */
    void visit(FileNames.Root root, Visitor visitor) throws IOException;

    /**
     * Puts a legal hold on a parcel or takes it off. What holds it is the storage's own means where it has some; a folder
     * only remembers it.
     *
     * @throws java.nio.file.NoSuchFileException where there is no parcel
     */
    void hold(String location, boolean on) throws IOException;

    /** Whether there is a legal hold on the parcel. */
    boolean held(String location) throws IOException;

    /**
     * Deletes a parcel, for good; what a crash left of it counts for nothing, and deleting again finishes the work. The
     * caller has written down why before.
     *
     * @throws HeldException where there is a legal hold on it
     * @throws IOException also where the storage keeps it locked; it is whole then
     */
    void delete(String location) throws IOException;

    /**
     * Why a parcel cannot be deleted now: a legal hold, a lock; null where it can, or is not there.
     */
    default @Nullable String objection(String location) throws IOException {
        return held(location) ? "is under a legal hold" : null;
    }

    /** Whether anything is left of a parcel, be it a part that counts for nothing. */
    default boolean remains(String location) throws IOException {
        return contains(location);
    }

    /** Whether each case is encrypted under a key of its own, which can be destroyed. */
    default boolean shreds() {
        return false;
    }

    /**
     * Destroys the key of a case, and with it all that is kept of the case, wherever copies lie; the caller has written
     * down why before. Doing it again changes nothing.
     *
     * @param caseId id of the package or of the quarantined record
     * @param at when, as it will be remembered
     * @return whether there is or was such a key; false where the storage does not encrypt by case
     */
    default boolean shred(String caseId, Instant at) throws IOException {
        return false;
    }

    /** Where it is, for messages: a path or an address, no secrets. */
    String describe();

    @Override
    void close() throws IOException;

    /** Hears what lies in the storage. */
    interface Visitor {
        /** A whole parcel. */
        void parcel(String location) throws IOException;

        /** Something that no parcel has there; a path for messages. */
        void stray(String path) throws IOException;
    }
}
