package dev.sluice.escalation.vault;

import dev.sluice.escalation.digest.Sha256;
import java.util.regex.Pattern;

/**
 * Names on disk for ids that strangers chose. An id may hold anything: slashes, NUL, line breaks, a megabyte of text,
 * or differ from another one only in case. So a package's name is a hash, and a part of a file's name is the id itself
 * only where it is short and plain.
 */
final class Names {
    /** Hex digits of a package id: 160 bits of SHA-256. */
    static final int PACKAGE_ID_LENGTH = 40;

    static final String PACKAGES = "packages";
    static final String QUARANTINE = "quarantine";
    static final String STAGING = "staging";
    static final String CUSTODY = "custody";
    /** The transparency log; {@code dev.sluice.escalation.ledger} looks after what is in it. */
    static final String LOG = "log";

    /** Holds and erasure requests; {@code dev.sluice.escalation.journal} looks after what is in it. */
    static final String JOURNAL = "journal";

    /** No upper case, for some file systems hold {@code A} and {@code a} for one; no dot first. */
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9][a-z0-9._-]{0,79}");

    /** A package that is being written, or a quarantined record. */
    private static final Pattern UNFINISHED = Pattern.compile("[0-9a-f]{40}(-v[1-9][0-9]{0,5})?");

    private static final Pattern VERSION = Pattern.compile("v[1-9][0-9]{0,5}");

    private static final Pattern PACKAGE_ID = Pattern.compile("[0-9a-f]{" + PACKAGE_ID_LENGTH + "}");

    private static final int HASHED_LENGTH = 32;

    private Names() {}

    /** The package id of an escalation: the same for the same tenant and escalation id, and for no other. */
    static String packageId(String tenant, String escalationId) {
        return Sha256.hex(tenant + '\0' + escalationId).substring(0, PACKAGE_ID_LENGTH);
    }

    /** Whether a text has the form of a package id. */
    static boolean isPackageId(String name) {
        return PACKAGE_ID.matcher(name).matches();
    }

    /** Whether a text has the form of the name of a version's folder. */
    static boolean isVersion(String name) {
        return VERSION.matcher(name).matches();
    }

    /** Whether a text has the form of what is being written. */
    static boolean isUnfinished(String name) {
        return UNFINISHED.matcher(name).matches();
    }

    /** The id under which a record that cannot be sealed is put aside: from its place and its bytes. */
    static String quarantineId(String topic, int partition, long offset, String valueSha256) {
        String place = topic + '\0' + partition + '\0' + offset + '\0' + valueSha256;
        return Sha256.hex(place).substring(0, PACKAGE_ID_LENGTH);
    }

    /** A package's folder below the vault; two digits deep, so that no folder gets too many entries. */
    static String location(String packageId) {
        return PACKAGES + "/" + packageId.substring(0, 2) + "/" + packageId;
    }

    /** The folder of one version of a package. */
    static String location(String packageId, int version) {
        return location(packageId) + "/v" + version;
    }

    /** The package id in a location, be it of a package or of a quarantined record. */
    static String idIn(String location) {
        return location.split("/", -1)[2];
    }

    /** The version in a package's location. */
    static int versionIn(String location) {
        return Integer.parseInt(location.substring(location.lastIndexOf("/v") + 2));
    }

    /** A quarantined record's folder below the vault. */
    static String quarantine(String quarantineId) {
        return QUARANTINE + "/" + quarantineId.substring(0, 2) + "/" + quarantineId;
    }

    /** Whoever added a file chose its name, and may hope that a terminal obeys it. */
    static String printable(String path) {
        StringBuilder name = new StringBuilder();
        path.codePoints().forEach(c -> {
            boolean plain = c >= ' ' && c <= '~' || Character.isLetterOrDigit(c);
            name.appendCodePoint(plain ? c : '?');
        });
        return name.toString();
    }

    /** The id itself where it is a plain name, else its hash. */
    static String part(String id) {
        return PLAIN.matcher(id).matches() ? id : "sha256-" + Sha256.hex(id).substring(0, HASHED_LENGTH);
    }
}
