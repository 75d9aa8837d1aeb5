package dev.sluice.classifiers.defamation;

/**
 * How much an allegation says, after Chase v News Group Newspapers [2002] EWCA Civ 1772: guilt, reasonable grounds to
 * suspect, or grounds to investigate. An estimate from cue words; a hedge alone changes nothing.
 */
enum Chase {
    GUILT(1, 1.0f, "guilt"),
    SUSPICION(2, 0.7f, "reasonable grounds to suspect"),
    INQUIRY(3, 0.5f, "grounds to investigate");

    private final int level;
    private final float factor;
    private final String words;

    Chase(int level, float factor, String words) {
        this.level = level;
        this.factor = factor;
        this.words = words;
    }

    /** What a text's cues say around a token. */
    static Chase of(Assertion assertion) {
        if (assertion.has(Cue.INQUIRY)) {
            return INQUIRY;
        }
        return assertion.has(Cue.SUSPICION) ? SUSPICION : GUILT;
    }

    /** What it takes from gravity. */
    float factor() {
        return factor;
    }

    String words() {
        return "level " + level + " (" + words + ")";
    }
}
