package dev.sluice.escalation.custody;

import java.util.Arrays;

/**
 * Where in the log each package's event is: 16 bytes a slot, so that a vault of a million packages needs some 32 MB.
 * Keys are the first 64 bits of package ids, which are hashes in hex; who looks one up reads the event and compares the
 * whole id.
 */
final class EventIndex {
    private static final long NONE = -1;

    private long[] keys = new long[64];
    private long[] offsets = filled(64);
    private int size;

    void put(String packageId, long offset) {
        if (size * 2 >= keys.length) {
            grow();
        }
        insert(key(packageId), offset);
    }

    /** The offsets under the id's key, in no order: one, but for a collision of 64 bits. */
    long[] find(String packageId) {
        long key = key(packageId);
        long[] found = new long[0];
        for (int slot = slot(key); offsets[slot] != NONE; slot = slot + 1 & keys.length - 1) {
            if (keys[slot] == key) {
                found = Arrays.copyOf(found, found.length + 1);
                found[found.length - 1] = offsets[slot];
            }
        }
        return found;
    }

    private void insert(long key, long offset) {
        int slot = slot(key);
        while (offsets[slot] != NONE) {
            slot = slot + 1 & keys.length - 1;
        }
        keys[slot] = key;
        offsets[slot] = offset;
        size++;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldOffsets = offsets;
        keys = new long[oldKeys.length * 2];
        offsets = filled(keys.length);
        size = 0;
        for (int slot = 0; slot < oldKeys.length; slot++) {
            if (oldOffsets[slot] != NONE) {
                insert(oldKeys[slot], oldOffsets[slot]);
            }
        }
    }

    private int slot(long key) {
        return (int) key & keys.length - 1;
    }

    private static long[] filled(int length) {
        long[] array = new long[length];
        Arrays.fill(array, NONE);
        return array;
    }

    private static long key(String packageId) {
        return Long.parseUnsignedLong(packageId, 0, 16, 16);
    }
}
