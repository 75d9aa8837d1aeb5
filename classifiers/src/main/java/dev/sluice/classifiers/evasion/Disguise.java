package dev.sluice.classifiers.evasion;

import java.util.Locale;

/** A way to hide a word from software while people can still read it. */
public enum Disguise {
    /** Letters of other scripts that look the same. */
    HOMOGLYPH(true),
    /** Digits and symbols for letters. */
    LEET(true),
    /** Characters without width between letters. */
    ZERO_WIDTH(true),
    /** Letters set apart by blanks, dots or dashes. */
    SPACING(true),
    /** Letters drawn out. */
    REPETITION(true),
    /** Boxed and circled letters, and emoji between words. */
    EMOJI(true),
    /** Marks that steer the direction of writing, inside words. */
    BIDI(true),
    /** Full-width, mathematical and accented letters. */
    MIXED_SCRIPT(true),
    /** One letter inside left out. */
    DELETION(false),
    /** Two letters inside swapped. */
    SWAP(false);

    private final boolean undone;

    Disguise(boolean undone) {
        this.undone = undone;
    }

    /** Whether folding should undo it; else the word is another one, and only a model can guess. */
    public boolean undone() {
        return undone;
    }

    /** Name in output. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
