/**
 * Fine-tunes the transformer of the second look: takes the upper layers of a public sentence encoder on from where its
 * authors left them, with a head for the six categories, and writes what has changed as an {@link
 * dev.sluice.tuning.Overlay} over the encoder's int8 graph.
 *
 * <p>Needed to rebuild the model, never to run it: it brings libtorch, and nothing that ships depends on it. Knows the
 * training data through {@code classifiers}; knows neither policies nor Kafka. Start at {@link
 * dev.sluice.tuning.TuneTransformer}.
 */
@NullMarked
package dev.sluice.tuning;

import org.jspecify.annotations.NullMarked;
