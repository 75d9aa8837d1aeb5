package dev.sluice.classifiers.plugin;

import dev.sluice.classifiers.Classifier;
import dev.sluice.classifiers.transformer.Vocabulary;
import dev.sluice.classifiers.transformer.WordPiece;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Kind {@code onnx}: a text classifier as an ONNX graph with a WordPiece {@code tokenizer.json}, as Hugging Face's exporter
 * writes them for BERT and its kin. The graph takes {@code input_ids}, {@code attention_mask} and, if it likes, {@code
 * token_type_ids}, and its first output has one value per label. Options: {@code outputs}, the labels in the order of that
 * output (needed); {@code activation}, what turns its values into probabilities: {@code softmax} (the default), {@code
 * sigmoid}, or {@code none}; {@code maxTokens}, 8 to 512, 128 if not given: what lies beyond is not read by this model.
 */
final class OnnxProvider implements ClassifierProvider {
    @Override
    public String id() {
        return "onnx";
    }

    @Override
    public Set<String> files() {
        return Set.of("model", "tokenizer");
    }

    @Override
    public Set<String> options() {
        return Set.of("outputs", "activation", "maxTokens");
    }

    @Override
    public Classifier create(PluginModel model) {
        List<String> outputs = model.options().getOrDefault("outputs", List.of());
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException(
                    "options has no 'outputs'; it must list the labels in the graph's order");
        }
        OnnxScorer.Activation activation = OnnxScorer.Activation.valueOf(
                model.choice("activation", "softmax", List.of("softmax", "sigmoid", "none"))
                        .toUpperCase(Locale.ROOT));
        Vocabulary vocabulary = Vocabulary.read("file 'tokenizer'", model.file("tokenizer"));
        int maxTokens = model.number("maxTokens", 128, 8, 512);
        OnnxScorer scorer =
                OnnxScorer.open(model.file("model"), new WordPiece(vocabulary), maxTokens, outputs, activation);
        return new LabelClassifier(model, scorer);
    }
}
