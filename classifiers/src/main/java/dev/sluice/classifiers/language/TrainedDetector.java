package dev.sluice.classifiers.language;

import dev.sluice.classifiers.Language;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/**
 * OpenNLP's language detector, for texts that the cheap tests leave open: about a hundred times dearer than they are.
 *
 * <p>The model comes from the class path and is loaded on first use; OpenNLP's constructors that take a language code
 * would download one and are not used.
 */
final class TrainedDetector {
    private static final String MODEL = "/langdetect-183.bin";

    private final ThreadLocal<LanguageDetectorME> detectors =
            ThreadLocal.withInitial(() -> new LanguageDetectorME(Model.INSTANCE));

    /** Loaded on first use, once. */
    private static final class Model {
        static final LanguageDetectorModel INSTANCE = load();
        static final Map<String, String> TAGS = tags();

        private static LanguageDetectorModel load() {
            try (InputStream in = TrainedDetector.class.getResourceAsStream(MODEL)) {
                if (in == null) {
                    throw new IllegalStateException(MODEL + " is missing from the class path");
                }
                return new LanguageDetectorModel(in);
            } catch (IOException e) {
                throw new IllegalStateException(MODEL + " cannot be read", e);
            }
        }

        /** The model speaks ISO 639-3, and names some macro-languages by their main member. */
        private static Map<String, String> tags() {
            Map<String, String> tags = new HashMap<>();
            for (String code : Locale.getISOLanguages()) {
                tags.put(Locale.of(code).getISO3Language(), code);
            }
            tags.putAll(
                    Map.of("cmn", "zh", "pes", "fa", "nob", "no", "nno", "no", "ekk", "et", "lvs", "lv", "plt", "mg"));
            return tags;
        }
    }

    /** The likeliest language of a piece of text. */
    Language detect(CharSequence text) {
        opennlp.tools.langdetect.Language best = detectors.get().predictLanguage(text);
        String tag = Model.TAGS.getOrDefault(best.getLang(), best.getLang());
        return new Language(tag, (float) best.getConfidence());
    }
}
