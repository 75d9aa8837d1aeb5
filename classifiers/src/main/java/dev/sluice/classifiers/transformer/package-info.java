/**
 * The second look: a small transformer encoder that has been fine-tuned for the categories, run by ONNX Runtime, and its
 * result stacked with what the cheap detectors said.
 *
 * <p>The graph and its vocabulary are those of e5-small-v2 as LangChain4j publishes them; an overlay file replaces the
 * weights that training changed. Everything comes from the class path and the model folder, nothing is downloaded. Knows
 * texts, tokens and logits; it must not know topics, lanes or policies. Start at {@link
 * dev.sluice.classifiers.transformer.TransformerSecondLook}.
 */
@NullMarked
package dev.sluice.classifiers.transformer;

import org.jspecify.annotations.NullMarked;
