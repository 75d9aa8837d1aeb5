package dev.sluice.classifiers.linear;

import org.jspecify.annotations.Nullable;

/** What a linear model said about one text; reused from text to text by the thread that owns it. */
public final class LinearScores {
    final NgramFeatures features = new NgramFeatures();
    private final float[] logits = new float[LinearModel.LABEL_COUNT];

    @Nullable
    String model;

    /** Forgets what was said about the text before. */
    public void clear() {
        model = null;
    }

    /** The language of the model that answered, or null where no model covers the text. */
    public @Nullable String model() {
        return model;
    }

    /** The features of the text, or null where no model covers it. */
    public @Nullable NgramFeatures features() {
        return model == null ? null : features;
    }

    /** Log-odds in the order of {@link LinearModel#LABELS}; void where {@link #model} is null. Not a copy. */
    public float[] logits() {
        return logits;
    }
}
