package dev.sluice.escalation.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a tile or bundle, C2SP tlog-tiles: {@code tile/<level>/<index>}, and {@code .p/<width>} after it where it
 * is not full.
 *
 * @param level the level of a tile of hashes; {@link #ENTRIES} for a bundle of entries
 * @param index the index among its level
 * @param width how many hashes or entries it has
 */
record TileName(int level, long index, int width) {
    /** The width of a full tile. */
    static final int FULL = 256;
    /** Levels of the tree in one tile. */
    static final int HEIGHT = 8;
    /** In place of a level: entries themselves. */
    static final int ENTRIES = -1;
    /** What all names start with. */
    static final String TOP = "tile/";

    private static final Pattern NAME = Pattern.compile(
            "tile/(entries|[0-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/){0,5})([0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    /** How many hashes of this level a tree of this size has. */
    static long hashes(int level, long size) {
        return size >>> HEIGHT * Math.max(level, 0);
    }

    /** The name of the tile with this index, in a tree of this size that has some of it. */
    static TileName of(int level, long index, long size) {
        return new TileName(level, index, (int) Math.min(hashes(level, size) - index * FULL, FULL));
    }

    /** The level's folder. */
    static String folder(int level) {
        return TOP + (level == ENTRIES ? "entries" : level) + "/";
    }

    /** The name. */
    String path() {
        return folder(level) + indexPath() + (width == FULL ? "" : ".p/" + width);
    }

    /** What {@link #path} starts with, up to the index: without {@code .p} and what follows. */
    String fullPath() {
        return folder(level) + indexPath();
    }

    private String indexPath() {
        StringBuilder path = new StringBuilder(digits(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            path.insert(0, "x" + digits(rest % 1000) + "/");
        }
        return path.toString();
    }

    private static String digits(long below1000) {
        return String.valueOf(1000 + below1000).substring(1);
    }

    /** The tile that a path names; empty where it names none in exactly this form. */
    static Optional<TileName> parse(String path) {
        Matcher matcher = NAME.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int level = matcher.group(1).equals("entries") ? ENTRIES : Integer.parseInt(matcher.group(1));
        long index = Long.parseLong(matcher.group(2).replaceAll("[x/]", "") + matcher.group(3));
        TileName name = new TileName(level, index, width(matcher.group(4)));
        return Optional.of(name).filter(tile -> tile.path().equals(path));
    }

    private static int width(@Nullable String digits) {
        return digits == null ? FULL : Integer.parseInt(digits);
    }
}
