package dev.sluice.classifiers.language;

import dev.sluice.classifiers.Language;
import dev.sluice.classifiers.text.FoldedText;
import java.util.Arrays;

/** Tells the language of a text. Safe for use by many threads. */
public final class LanguageIdentifier {
    private static final Language UNDETERMINED = new Language(Language.UNDETERMINED, 0);

    /** With fewer words there is nothing to go by. */
    private static final int MIN_TOKENS = 3;

    /** A script used by one language is telling from so many letters on. */
    private static final int MIN_LETTERS_OF_SCRIPT = 3;

    /** Frequent words decide with at least this score... */
    private static final float MIN_SCORE = 1.5f;

    /** ...this many times the runner-up's... */
    private static final float MIN_RATIO = 1.7f;

    /** ...and this share of all words: running text of the languages listed has a third and more. */
    private static final float MIN_SHARE = 0.15f;

    /**
     * Without any marked letter, a lead of this factor makes up for half of the share: posts full of names and addresses
     * have few frequent words. A third fewer English comments need the trained model, which is dearer than a hundred of
     * the others.
     */
    private static final float FAR_AHEAD = 3;

    /** The trained model is asked only about so many letters and more; below, slang looks like anything. */
    private static final int MIN_LETTERS_FOR_MODEL = 50;

    /**
     * The model spreads its probability over 103 languages and rarely gives one much. On English, German and mixed posts
     * that frequent words had left open, 99 in 100 answers above this were right.
     */
    private static final float MIN_MODEL_PROBABILITY = 0.05f;

    /** What an answer by script or model deserves, by how often it was right. */
    private static final float TRUSTED = 0.9f;

    private final StopWords stopWords = StopWords.load();
    private final LetterMarks marks = new LetterMarks(stopWords);
    private final TrainedDetector trained = new TrainedDetector();
    private final ThreadLocal<float[]> scores = ThreadLocal.withInitial(() -> new float[stopWords.languages()]);

    /**
     * The language of a text's beginning.
     *
     * @return a primary tag with the confidence in it, or {@code und} where the text is too short or too mixed to tell
     */
    public Language identify(FoldedText text) {
        Scripts scripts = new Scripts(text);
        if (scripts.letters() < MIN_LETTERS_OF_SCRIPT) {
            return UNDETERMINED;
        }
        if (!scripts.mostlyLatin()) {
            String language = scripts.language();
            return language.isEmpty() ? UNDETERMINED : new Language(language, TRUSTED);
        }
        return text.tokenCount < MIN_TOKENS ? UNDETERMINED : latin(text, scripts.letters());
    }

    private Language latin(FoldedText text, int letters) {
        float[] score = scores.get();
        Arrays.fill(score, 0);
        stopWords.score(text, score);
        marks.score(text, score);
        int best = 0;
        for (int i = 1; i < score.length; i++) {
            best = score[i] > score[best] ? i : best;
        }
        float second = 0;
        for (int i = 0; i < score.length; i++) {
            second = i == best ? second : Math.max(second, score[i]);
        }
        int tokens = Math.min(text.tokenCount, StopWords.PREFIX);
        float share = text.ascii && score[best] >= FAR_AHEAD * second ? MIN_SHARE / 2 : MIN_SHARE;
        boolean clear = score[best] >= MIN_SCORE && score[best] >= MIN_RATIO * second && score[best] >= share * tokens;
        if (clear) {
            return new Language(stopWords.language(best), score[best] / (score[best] + second + 0.5f));
        }
        return letters < MIN_LETTERS_FOR_MODEL ? UNDETERMINED : byModel(text);
    }

    private Language byModel(FoldedText text) {
        int end = text.original.offsetByCodePoints(0, Math.min(text.foldedLength, Scripts.PREFIX));
        Language language = trained.detect(text.original.substring(0, end));
        return language.confidence() < MIN_MODEL_PROBABILITY ? UNDETERMINED : new Language(language.code(), TRUSTED);
    }
}
