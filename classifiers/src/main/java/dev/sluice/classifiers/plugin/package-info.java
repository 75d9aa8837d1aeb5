/**
 * Bring your own: models of a platform's own as detectors beside the built-in ones, without touching code.
 *
 * <p>A manifest names files with their digests and says what each label means; an adapter runs them: OpenNLP's document
 * categorizer, an ONNX text classifier, or a {@link dev.sluice.classifiers.plugin.ClassifierProvider} from the class path.
 * Knows manifests, labels and findings; it must not know how findings are scored, nor what a policy makes of them. Start
 * at {@link dev.sluice.classifiers.plugin.PluginFolder}.
 */
@NullMarked
package dev.sluice.classifiers.plugin;

import org.jspecify.annotations.NullMarked;
