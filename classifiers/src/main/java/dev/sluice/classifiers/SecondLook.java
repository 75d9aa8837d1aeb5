package dev.sluice.classifiers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Assesses texts that the first look left uncertain: slower and better, many texts at a time. It runs in a lane of its
 * own, never where posts wait for their first decision. Implementations are safe for use by many threads at once.
 */
public interface SecondLook {
    /** Version of what looks, for the record. */
    String version();

    /** Whether it may judge texts of this language, a BCP 47 primary tag. */
    boolean covers(String language);

    /**
     * Assesses texts.
     *
     * @return one assessment for each text, in order; a text that cannot be looked at gets one with {@link
     *     Finding.Unavailable}, and never spoils the others
     */
    List<Assessment> assess(List<Text> texts);

    /** The same for who asks for the risk alone: the words that tell need not be worked out, which is most of the work. */
    default SecondLook riskAlone() {
        return this;
    }

    /**
     * A text to look at.
     *
     * @param text what was posted
     * @param language its BCP 47 tag, where the source of the post knows it
     */
    record Text(String text, @Nullable String language) {
        /** Says how long the text is, not what it says. */
        @Override
        public String toString() {
            return "Text[" + text.length() + " chars]";
        }
    }
}
