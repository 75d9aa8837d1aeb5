/**
 * The topics of the contract and how each is kept: partitions, cleanup, retention, sensitivity, size.
 *
 * <p>Start at {@link dev.sluice.schemas.topics.TopicCatalogue}. The package describes; creating topics is the
 * application's business. It must not know a broker.
 */
@NullMarked
package dev.sluice.schemas.topics;

import org.jspecify.annotations.NullMarked;
