package dev.sluice.classifiers.names;

/**
 * How often words are written with a capital inside a sentence, and how common they are: four bits a bucket, counted
 * over the training posts. It tells "Rose said" from "rose bushes" for words that no labelled name has.
 */
public final class WordForms {
    /** 2^17 buckets. */
    public static final int BITS = 17;

    private final byte[] classes;

    /** Forms from one class a bucket, 0 (never seen) to 15. */
    public WordForms(byte[] classes) {
        if (classes.length != 1 << BITS) {
            throw new IllegalArgumentException("word forms: " + classes.length + " classes; must be " + (1 << BITS));
        }
        this.classes = classes.clone();
    }

    /** Class of a word by the hash of its token. */
    public int of(long hash) {
        return classes[bucket(hash)];
    }

    /** The bucket of a word. */
    public static int bucket(long hash) {
        return (int) (hash * 0x9e3779b97f4a7c15L >>> Long.SIZE - BITS);
    }

    /**
     * The class of a word.
     *
     * @param capitals how often it was seen with a capital where no sentence begins
     * @param small how often without
     */
    public static byte classOf(int capitals, int small) {
        int all = capitals + small;
        if (all == 0) {
            return 0;
        }
        int share = (int) Math.min(4, 5L * capitals / all);
        int common = all < 3 ? 0 : all < 30 ? 1 : 2;
        return (byte) (1 + common * 5 + share);
    }

    byte[] classes() {
        return classes.clone();
    }
}
