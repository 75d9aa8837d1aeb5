package dev.sluice.escalation.custody;

import java.util.regex.Pattern;

/**
 * What was touched.
 *
 * @param packageId id of the package or of the quarantined record; empty where the log itself is meant
 * @param version version of the package, from 1; 0 where there are none
 * @param file the file of the package, as its manifest names it; empty for all of it
 * @param sha256 hash of what was touched: of the package's signed list of files, of the one file, of the record that
 *     was acquired, or of the list of a quarantined record's files
 */
public record Subject(String packageId, int version, String file, String sha256) {
    private static final Pattern PACKAGE_ID = Pattern.compile("([0-9a-f]{40})?");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{0,64}");
    private static final int LONGEST_PATH = 1_000;

    /** The log itself; last, for it is checked against the patterns. */
    static final Subject LOG = new Subject("", 0, "", "");

    /** Refuses an id or a hash that is none, and a path that is too long. */
    public Subject {
        if (!PACKAGE_ID.matcher(packageId).matches()) {
            throw new IllegalArgumentException("custody event's package is no id; allowed: 40 hex digits");
        }
        if (version < 0) {
            throw new IllegalArgumentException("custody event's version is " + version + "; allowed: 0 or more");
        }
        if (!HASH.matcher(sha256).matches()) {
            throw new IllegalArgumentException("custody event's hash is none; allowed: up to 64 hex digits");
        }
        CustodyText.allow("custody event's file", file, LONGEST_PATH);
    }

    /** A version of a package as a whole. */
    public static Subject ofPackage(String packageId, int version, String sha256) {
        return new Subject(packageId, version, "", sha256);
    }

    /**
     * A record beside the log, such as an event of a hold.
     *
     * @param path what it is called
     */
    public static Subject ofEntry(String path, String sha256) {
        return new Subject("", 0, path, sha256);
    }

    /** A quarantined record. */
    public static Subject ofRecord(String quarantineId, String sha256) {
        return new Subject(quarantineId, 0, "", sha256);
    }
}
