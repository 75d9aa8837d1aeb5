package dev.sluice.escalation.log;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads nodes of the tree of one size from its tiles, and keeps the last tiles that it read. Does not believe them: who
 * reads folds them to a root that somebody signed.
 */
final class TileReader implements NodeSource {
    private static final int KEPT_TILES = 64;

    private final LogStorage storage;
    private final long size;
    private final Map<TileName, byte[]> kept = new LinkedHashMap<>(KEPT_TILES, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TileName, byte[]> eldest) {
            return size() > KEPT_TILES;
        }
    };

    TileReader(LogStorage storage, long size) {
        this.storage = storage;
        this.size = size;
    }

    @Override
    public Hash node(int level, long index) {
        int tileLevel = level / TileName.HEIGHT;
        int width = 1 << level % TileName.HEIGHT;
        long first = index * width;
        if (first + width > TileName.hashes(tileLevel, size)) {
            throw new LogException("node " + index + " of level " + level + " is not in a tree of " + size + " leaves");
        }
        byte[] hashes = tile(TileName.of(tileLevel, first / TileName.FULL, size));
        return fold(hashes, (int) (first % TileName.FULL), width);
    }

    /**
     * The hashes of a tile.
     *
     * @throws LogException where it is missing, cannot be read or has another length
     */
    byte[] tile(TileName name) {
        byte[] known = kept.get(name);
        if (known != null) {
            return known;
        }
        byte[] content = read(storage, name);
        int length = name.width() * Hash.BYTES;
        if (content.length < length || content.length % Hash.BYTES != 0) {
            throw new LogException(name.path() + " has " + content.length + " bytes; allowed: " + length);
        }
        byte[] hashes = Arrays.copyOf(content, length);
        kept.put(name, hashes);
        return hashes;
    }

    /**
     * The content of a tile or bundle. A partial one makes room for a wider one once a log has grown: that starts with
     * the same, and is taken instead.
     */
    static byte[] read(LogStorage storage, TileName name) {
        try {
            byte[] content = storage.read(name.path());
            if (content == null && name.width() < TileName.FULL) {
                content = storage.read(name.fullPath());
            }
            List<String> partials = content == null ? storage.list(name.fullPath() + ".p/") : List.of();
            for (String width : partials) {
                boolean wider =
                        content == null && width.matches("[0-9]{1,3}") && Integer.parseInt(width) > name.width();
                content = wider ? storage.read(name.fullPath() + ".p/" + width) : content;
            }
            if (content == null) {
                throw new LogException(name.path() + " is missing");
            }
            return content;
        } catch (IOException e) {
            throw new LogException(
                    name.path() + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    /** The content under a name that must be there. */
    static byte[] read(LogStorage storage, String name) {
        try {
            byte[] content = storage.read(name);
            if (content == null) {
                throw new LogException(name + " is missing");
            }
            return content;
        } catch (IOException e) {
            throw new LogException(name + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    /** The root over some of a tile's hashes, a power of two of them. */
    static Hash fold(byte[] hashes, int from, int count) {
        if (count == 1) {
            return Hash.at(hashes, from * Hash.BYTES);
        }
        int half = count / 2;
        return TreeHash.node(fold(hashes, from, half), fold(hashes, from + half, half));
    }
}
