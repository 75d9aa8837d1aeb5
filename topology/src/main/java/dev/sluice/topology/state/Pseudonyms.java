package dev.sluice.topology.state;

/** Stands for pseudonyms in state, where only their difference matters, so that counting members does not list them. */
final class Pseudonyms {
    private Pseudonyms() {}

    /** The upper half of the hash, for short lists: two of 32 share it once in ten million lists. */
    static int shortHash(String pseudonym) {
        return (int) (hash(pseudonym) >>> 32);
    }

    /**
     * A 64-bit hash: FNV-1a over UTF-16 units, then the finaliser of MurmurHash3, which spreads short strings over all
     * bits. Two members of one list of 64 share a hash once in about 10^16 lists.
     */
    static long hash(String pseudonym) {
        long h = 0xcbf29ce484222325L;
        for (int i = 0; i < pseudonym.length(); i++) {
            h = (h ^ pseudonym.charAt(i)) * 0x100000001b3L;
        }
        h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
