package dev.sluice.classifiers.names;

/**
 * The best sequence of labels for tokens (Viterbi): outside a name, first token of one, further token of one, where a
 * further token never stands alone.
 */
public final class Labelling {
    /** How many labels there are. */
    public static final int LABELS = 3;

    /** Label of a token outside any name. */
    public static final int OUTSIDE = 0;

    /** Label of the first token of a name. */
    public static final int FIRST = 1;

    /** Label of any further token of a name. */
    public static final int FURTHER = 2;

    /** How many transitions there are: label b after label a at {@code a * LABELS + b}, then those of the first token. */
    public static final int TRANSITIONS = (LABELS + 1) * LABELS;

    /** Far below any sum of weights. */
    private static final int NEVER = Integer.MIN_VALUE / 4;

    private Labelling() {}

    /** What each label earns at a token by itself. */
    @FunctionalInterface
    public interface Emissions {
        /** Fills in one score per label. */
        void of(int token, int[] scores);
    }

    /** The best labels of so many tokens. */
    public static byte[] best(int tokens, Emissions emissions, int[] transitions) {
        int[] scores = new int[LABELS];
        int[] next = new int[LABELS];
        int[] emitted = new int[LABELS];
        byte[][] back = new byte[tokens][LABELS];
        for (int token = 0; token < tokens; token++) {
            emissions.of(token, emitted);
            for (int label = 0; label < LABELS; label++) {
                next[label] = reach(token, label, scores, transitions, back[token]) + emitted[label];
            }
            System.arraycopy(next, 0, scores, 0, LABELS);
        }
        byte[] labels = new byte[tokens];
        int label = scores[FIRST] > scores[OUTSIDE] ? FIRST : OUTSIDE;
        label = scores[FURTHER] > scores[label] ? FURTHER : label;
        for (int token = tokens - 1; token >= 0; token--) {
            labels[token] = (byte) label;
            label = back[token][label];
        }
        return labels;
    }

    private static int reach(int token, int label, int[] scores, int[] transitions, byte[] back) {
        if (token == 0) {
            return label == FURTHER ? NEVER : transitions[LABELS * LABELS + label];
        }
        int best = Integer.MIN_VALUE;
        for (int from = 0; from < LABELS; from++) {
            boolean possible = label != FURTHER || from != OUTSIDE;
            int score = possible ? scores[from] + transitions[from * LABELS + label] : NEVER;
            if (score > best) {
                best = score;
                back[label] = (byte) from;
            }
        }
        return best;
    }
}
