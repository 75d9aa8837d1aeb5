package dev.sluice.classifiers;

import dev.sluice.classifiers.text.FoldedText;
import java.util.List;
import java.util.Set;

/**
 * One detector: reads a folded text and says what it found.
 *
 * <p>Implementations are immutable after construction and safe for use by many threads at once. A detector that cannot
 * answer for one text throws or returns {@link Finding.Unavailable}; {@link Assessor} turns a throw into the latter. It
 * takes time linear in the length of the text.
 */
public interface Classifier {
    /** Id, unique among the detectors of an {@link Assessor}. */
    String id();

    /** Version of its data or model. */
    String version();

    /** The categories that it speaks for. */
    Set<Category> categories();

    /**
     * What it finds; empty where it finds nothing.
     *
     * @param text the folded text, valid only during the call
     */
    List<Finding> classify(FoldedText text);
}
