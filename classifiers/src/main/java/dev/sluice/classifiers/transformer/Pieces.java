package dev.sluice.classifiers.transformer;

import java.util.Arrays;

/**
 * The word pieces of a text.
 *
 * @param ids their ids
 * @param starts for each, the first code point of the original that it stands for
 * @param ends for each, the code point after the last
 * @param complete whether they cover the whole text
 */
@SuppressWarnings("ArrayRecordComponent") // columns that nobody compares
public record Pieces(int[] ids, int[] starts, int[] ends, boolean complete) {
    /** How many there are. */
    public int count() {
        return ids.length;
    }

    /** Those from one index to before another. */
    Pieces range(int from, int to) {
        return new Pieces(
                Arrays.copyOfRange(ids, from, to),
                Arrays.copyOfRange(starts, from, to),
                Arrays.copyOfRange(ends, from, to),
                complete);
    }

    /** Prints the count, never text. */
    @Override
    public String toString() {
        return "Pieces[" + ids.length + "]";
    }
}
