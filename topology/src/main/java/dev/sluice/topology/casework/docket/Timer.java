package dev.sluice.topology.casework.docket;

import java.util.Locale;

/**
 * That something is to be looked at. The key sorts by time, so that what is due is at the front of the store.
 *
 * @param at when, in milliseconds since 1970
 * @param kind what it is
 * @param id its id
 */
public record Timer(long at, Kind kind, String id) {
    private static final int HEX = 16;

    /** What is looked at. */
    public enum Kind {
        /** A case. */
        CASE('c'),
        /** A post. */
        POST('p');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    String key() {
        return upTo(at) + kind.letter + id;
    }

    /** Comes before the key of every timer of this time, and behind those of all earlier ones. */
    static String upTo(long at) {
        return String.format(Locale.ROOT, "%016x", Math.max(0, at));
    }

    static Timer of(String key) {
        Kind kind = key.charAt(HEX) == Kind.CASE.letter ? Kind.CASE : Kind.POST;
        return new Timer(Long.parseLong(key.substring(0, HEX), HEX), kind, key.substring(HEX + 1));
    }
}
