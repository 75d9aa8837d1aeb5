package dev.sluice.app.transparency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the database knows us by. Comes from a file, or from whoever read the environment; never printed. Thread-safe.
 *
 * <p>A new token makes the old one void, so that a token from a file is read again once the database has refused it: whoever
 * puts a new one in its place need not start anything anew.
 */
public final class BearerToken {
    private static final int LONGEST = 4_096;

    private final @Nullable Path file;
    private volatile String value;

    private BearerToken(@Nullable Path file, String value) {
        this.file = file;
        this.value = value;
    }

    /** A token that stays as it is. */
    public static BearerToken of(String value) {
        return new BearerToken(null, checked("transparency.token", value));
    }

    /**
     * The token in a file.
     *
     * @throws IllegalArgumentException where it cannot be read, or holds no token
     */
    public static BearerToken in(Path file) {
        return new BearerToken(file, read(file));
    }

    /** The token. */
    String value() {
        return value;
    }

    /**
     * Reads the file again.
     *
     * @return whether there is another token now; false where it came from no file, or the file cannot be read
     */
    boolean renew() {
        if (file == null) {
            return false;
        }
        try {
            String now = read(file);
            boolean changed = !now.equals(value);
            value = now;
            return changed;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Where it is to be put right, for messages. */
    String place() {
        return file == null ? "transparency.token" : "transparency.tokenFile '" + file + "'";
    }

    @Override
    public String toString() {
        return "BearerToken[" + place() + "]";
    }

    private static String read(Path file) {
        String place = "transparency.tokenFile '" + file + "'";
        try {
            if (Files.size(file) > LONGEST) {
                throw new IllegalArgumentException(place + " is longer than " + LONGEST + " bytes; allowed: one token");
            }
            return checked(place, Files.readString(file).strip());
        } catch (IOException e) {
            throw new IllegalArgumentException(place + " cannot be read; allowed: a file that holds the token", e);
        }
    }

    /** What may stand in a header (RFC 6750, section 2.1, and the {@code |} of the database's own tokens). */
    private static String checked(String place, String value) {
        boolean formed = !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (!formed || value.length() > LONGEST) {
            throw new IllegalArgumentException(place + " holds no token; allowed: printable letters without blanks");
        }
        return value;
    }
}
