package dev.sluice.classifiers.plugin;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Classifier;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.text.FoldedText;
import java.util.List;
import java.util.Set;

/** Finds one word; where it is told so, with a span that lies outside the text. */
public final class MadeUpProvider implements ClassifierProvider {
    @Override
    public String id() {
        return "made-up";
    }

    @Override
    public Set<String> files() {
        return Set.of();
    }

    @Override
    public Set<String> options() {
        return Set.of("word", "beyond");
    }

    @Override
    public Classifier create(PluginModel model) {
        String word = model.option("word", "none");
        int beyond = model.option("beyond", "false").equals("true") ? 1 : 0;
        return new Classifier() {
            @Override
            public String id() {
                return model.id();
            }

            @Override
            public String version() {
                return model.version();
            }

            @Override
            public Set<Category> categories() {
                return model.categories();
            }

            @Override
            public List<Finding> classify(FoldedText text) {
                return text.original.contains(word)
                        ? List.of(new Finding.Signal(
                                Category.THREAT,
                                id(),
                                version(),
                                null,
                                new Finding.Score.Probability(0.9f),
                                List.of(new Span(0, text.originalLength + beyond)),
                                "It has the word."))
                        : List.of();
            }
        };
    }
}
