package dev.sluice.classifiers.plugin;

import dev.sluice.classifiers.text.FoldedText;
import java.util.List;

/** A model that gives each of its labels a probability. Safe for use by many threads at once. */
public interface LabelScorer {
    /** The labels, in the order of scores. */
    List<String> labels();

    /**
     * One probability per label. It may throw for a text that it cannot read; the detector is then unavailable for it.
     *
     * @param text the text, valid only during the call; code points beyond {@link FoldedText#foldedLength} are not to be
     *     read
     */
    double[] score(FoldedText text);
}
