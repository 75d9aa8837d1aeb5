package dev.sluice.escalation.storage;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Files to be kept together under a location. Prints no content.
 *
 * @param location where; see {@link FileNames#isLocation}
 * @param files path to content
 */
public record Parcel(String location, SortedMap<String, byte[]> files) {
    /** Refuses a location and paths that could lead elsewhere, and a parcel without files. */
    public Parcel {
        if (!FileNames.isLocation(location)) {
            throw new IllegalArgumentException("location of a parcel is none of ours; allowed: such as"
                    + " packages/<2 hex digits>/<40 hex digits>/v1");
        }
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        if (files.isEmpty()) {
            throw new IllegalArgumentException("parcel " + location + " has no files; allowed: one or more");
        }
        files.forEach((path, content) -> {
            if (!FileNames.isPlain(path)) {
                throw new IllegalArgumentException("parcel " + location + " names a file by no plain path");
            }
            if (content.length > EvidenceStorage.LARGEST_FILE_BYTES) {
                throw new IllegalArgumentException("file " + path + " of parcel " + location + " has " + content.length
                        + " bytes; allowed: up to " + EvidenceStorage.LARGEST_FILE_BYTES);
            }
        });
    }

    @Override
    public String toString() {
        return "Parcel[" + location + ", " + files.size() + " files]";
    }
}
