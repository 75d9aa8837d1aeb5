package dev.sluice.classifiers.names;

import dev.sluice.classifiers.text.FoldedText;
import java.util.ArrayList;
import java.util.List;

/** Finds the names of people in an English post. Safe for use by many threads. */
public final class NameFinder {
    /** Beyond so many tokens nothing is looked for. */
    public static final int MAX_TOKENS = 2_000;

    private final NameModel model;

    /** A finder by this model. */
    public NameFinder(NameModel model) {
        this.model = model;
    }

    /**
     * A name.
     *
     * @param first first token
     * @param last last token
     */
    public record Name(int first, int last) {}

    /** The names of a text, in order. */
    public List<Name> find(FoldedText text, Sentences sentences) {
        int tokens = Math.min(text.tokenCount, MAX_TOKENS);
        byte[] labels = model.labels(new NameFeatures(text, sentences, model.forms()), tokens);
        List<Name> names = new ArrayList<>();
        int token = 0;
        while (token < tokens) {
            if (labels[token] == Labelling.OUTSIDE) {
                token++;
                continue;
            }
            int first = token++;
            while (token < tokens && labels[token] == Labelling.FURTHER) {
                token++;
            }
            names.add(new Name(first, token - 1));
        }
        return names;
    }
}
