package dev.sluice.topology.assess;

import dev.sluice.classifiers.Assessment;
import org.jspecify.annotations.Nullable;

/**
 * What the pipeline needs of the detectors: {@code dev.sluice.classifiers.Assessor#assess} in production.
 * Thread-safe.
 */
@FunctionalInterface
public interface TextAssessor {
    /**
     * Assesses one text.
     *
     * @param text what was posted
     * @param knownLanguage BCP 47 tag of its language, where the platform knows it
     */
    Assessment assess(String text, @Nullable String knownLanguage);
}
