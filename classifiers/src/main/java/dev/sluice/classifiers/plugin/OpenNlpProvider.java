package dev.sluice.classifiers.plugin;

import dev.sluice.classifiers.Classifier;
import dev.sluice.classifiers.text.FoldedText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.doccat.DocumentCategorizerME;
import opennlp.tools.tokenize.SimpleTokenizer;
import opennlp.tools.tokenize.WhitespaceTokenizer;

/**
 * Kind {@code opennlp-doccat}: a model of OpenNLP's document categorizer. Option {@code tokenizer} says how texts are cut,
 * which must be as they were for training: {@code whitespace} (the default, and what OpenNLP's own trainer does), {@code
 * simple}, or {@code folded} for Sluice's own words, with case, look-alikes and spacing undone.
 */
final class OpenNlpProvider implements ClassifierProvider {
    @Override
    public String id() {
        return "opennlp-doccat";
    }

    @Override
    public Set<String> files() {
        return Set.of("model");
    }

    @Override
    public Set<String> options() {
        return Set.of("tokenizer");
    }

    @Override
    public Classifier create(PluginModel model) {
        Cut cut = Cut.valueOf(model.choice("tokenizer", "whitespace", List.of("whitespace", "simple", "folded"))
                .toUpperCase(Locale.ROOT));
        DoccatModel doccat;
        try {
            doccat = new DoccatModel(new ByteArrayInputStream(model.file("model")));
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("file 'model' is no document categorizer of OpenNLP", e);
        }
        return new LabelClassifier(model, new Scorer(doccat, cut));
    }

    private enum Cut {
        WHITESPACE,
        SIMPLE,
        FOLDED
    }

    private static final class Scorer implements LabelScorer {
        private final Cut cut;
        private final List<String> labels;
        private final ThreadLocal<DocumentCategorizerME> categorizers;

        Scorer(DoccatModel model, Cut cut) {
            this.cut = cut;
            this.categorizers = ThreadLocal.withInitial(() -> new DocumentCategorizerME(model));
            List<String> names = new ArrayList<>();
            DocumentCategorizerME categorizer = categorizers.get();
            for (int i = 0; i < categorizer.getNumberOfCategories(); i++) {
                names.add(categorizer.getCategory(i));
            }
            this.labels = List.copyOf(names);
        }

        @Override
        public List<String> labels() {
            return labels;
        }

        @Override
        public double[] score(FoldedText text) {
            String[] words = switch (cut) {
                case WHITESPACE -> WhitespaceTokenizer.INSTANCE.tokenize(read(text));
                case SIMPLE -> SimpleTokenizer.INSTANCE.tokenize(read(text));
                case FOLDED -> folded(text);
            };
            return categorizers.get().categorize(words);
        }

        private static String read(FoldedText text) {
            return text.original.substring(0, text.original.offsetByCodePoints(0, text.foldedLength));
        }

        private static String[] folded(FoldedText text) {
            String[] words = new String[text.tokenCount];
            Arrays.setAll(words, text::token);
            return words;
        }
    }
}
