package dev.sluice.escalation.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The tiles of hashes at the right edge of a growing tree, one for each level: what is not full yet, in memory. Levels
 * are few: 256 to the fourth leaves have five.
 */
final class TileEdge {
    private final List<Level> levels = new ArrayList<>();

    /** Hears of every tile once it is full. */
    @FunctionalInterface
    interface Full {
        /** The tile and its hashes, one after the other. */
        void tile(TileName name, byte[] hashes) throws IOException;
    }

    private static final class Level {
        private byte[] hashes = new byte[TileName.FULL * Hash.BYTES];
        private int width;
        private long index;

        private byte[] bytes() {
            return Arrays.copyOf(hashes, width * Hash.BYTES);
        }
    }

    /** An edge read back from the tiles of a tree of this size. */
    static TileEdge of(long size, TileReader tiles) {
        TileEdge edge = new TileEdge();
        for (int number = 0; TileName.hashes(number, size) > 0; number++) {
            Level level = edge.level(number);
            long hashes = TileName.hashes(number, size);
            level.index = hashes / TileName.FULL;
            level.width = (int) (hashes % TileName.FULL);
            if (level.width > 0) {
                byte[] bytes = tiles.tile(TileName.of(number, level.index, size));
                System.arraycopy(bytes, 0, level.hashes, 0, bytes.length);
            }
        }
        return edge;
    }

    /** Adds a leaf's hash, and to the levels above what follows from it. */
    void append(Hash leaf, Full full) throws IOException {
        Hash hash = leaf;
        for (int number = 0; ; number++) {
            Level level = level(number);
            hash.copyTo(level.hashes, level.width * Hash.BYTES);
            level.width++;
            if (level.width < TileName.FULL) {
                return;
            }
            byte[] hashes = level.hashes;
            level.hashes = new byte[hashes.length];
            level.width = 0;
            full.tile(new TileName(number, level.index, TileName.FULL), hashes);
            level.index++;
            hash = TileReader.fold(hashes, 0, TileName.FULL);
        }
    }

    /** Tells of every tile that is not full and not empty. */
    void partial(Full each) throws IOException {
        for (int number = 0; number < levels.size(); number++) {
            Level level = levels.get(number);
            if (level.width > 0) {
                each.tile(new TileName(number, level.index, level.width), level.bytes());
            }
        }
    }

    private Level level(int number) {
        while (levels.size() <= number) {
            levels.add(new Level());
        }
        return levels.get(number);
    }
}
