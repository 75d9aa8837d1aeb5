package dev.sluice.escalation.storage;

import java.util.Locale;
import java.util.regex.Pattern;

/** The names that storage takes. Whatever else a stranger calls a file, no path of ours is made of it. */
public final class FileNames {
    private static final int LONGEST_PATH = 1_000;
    private static final Pattern LOCATION = Pattern.compile("(packages/([0-9a-f]{2})/\\2[0-9a-f]{38}/v[1-9][0-9]{0,5})"
            + "|(quarantine/([0-9a-f]{2})/\\4[0-9a-f]{38})");

    private FileNames() {}

    /** What parcels lie under. */
    public enum Root {
        /** Sealed packages. */
        PACKAGES,
        /** Records that could not be sealed. */
        QUARANTINE;

        /** The first part of a location. */
        public String folder() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether a text is where a version of a package or a quarantined record may lie. */
    public static boolean isLocation(String location) {
        return LOCATION.matcher(location).matches();
    }

    /** Relative, without dot names: any other path could name a file outside of its parcel. */
    public static boolean isPlain(String path) {
        boolean startsPart = true;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            boolean mark = c == '-' || c == '_' || c == '@' || c == '.' && !startsPart;
            if (!letter && !mark && (c != '/' || startsPart)) {
                return false;
            }
            startsPart = c == '/';
        }
        return !startsPart && path.length() <= LONGEST_PATH;
    }
}
