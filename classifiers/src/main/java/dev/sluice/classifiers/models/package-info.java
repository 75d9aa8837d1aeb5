/**
 * The files of trained models and the manifest that vouches for them.
 *
 * <p>Knows names, versions, digests and where the training data came from; not what is in a file. Start at {@link
 * dev.sluice.classifiers.models.ModelFolder}.
 */
@NullMarked
package dev.sluice.classifiers.models;

import org.jspecify.annotations.NullMarked;
