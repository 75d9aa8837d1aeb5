package dev.sluice.classifiers.defamation;

import org.jspecify.annotations.Nullable;

/**
 * An allegation that the vocabulary knows, and how it stands in its sentence.
 *
 * @param allegation what
 * @param first first token
 * @param last last token
 * @param subject whom it is about, if anybody who could be identified
 * @param self whether the writer is who does it
 * @param suffered whether who is named suffers it
 * @param supposed whether it is not said to have happened: "would steal"
 * @param title whether it is written like a name: "Thief of Time"
 */
record Reading(
        Allegation allegation,
        int first,
        int last,
        @Nullable Subject subject,
        boolean self,
        boolean suffered,
        boolean supposed,
        boolean title) {
    /** How much it says by itself; orders the allegations of one post. */
    float strength() {
        float strength = allegation.weight();
        strength += subject == null ? -2 : subject.strength();
        strength -= self || suffered ? 2 : 0;
        strength -= supposed || title ? 1.5f : 0;
        return strength;
    }
}
