package dev.sluice.classifiers.plugin;

import dev.sluice.classifiers.Classifier;
import java.util.Set;

/**
 * Makes detectors of one kind from manifests. To add a kind, implement this, name the class in {@code
 * META-INF/services/dev.sluice.classifiers.plugin.ClassifierProvider} and put the jar on the class path; it needs a public
 * constructor without parameters.
 */
public interface ClassifierProvider {
    /** The {@code kind} by which manifests ask for it, such as {@code onnx}; unique. */
    String id();

    /** The keys that a manifest must have under {@code files}. */
    Set<String> files();

    /** The keys that a manifest may have under {@code options}; any other is an error with its line. */
    Set<String> options();

    /**
     * A detector. Its id, version and categories must be those of the model; most providers return a {@link
     * LabelClassifier}. What it finds is checked: a finding of another category or with a span outside the text makes the
     * detector unavailable for that text.
     *
     * @param model what the manifest says, with files whose digests have been checked
     * @throws IllegalArgumentException saying in one line what is wrong with the model
     */
    Classifier create(PluginModel model);
}
