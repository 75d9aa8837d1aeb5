/**
 * The topics of the contract, how each is kept (partitions, cleanup, retention, sensitivity, size), and who reads and
 * writes it.
 *
 * <p>Start at {@link dev.sluice.schemas.topics.TopicCatalogue}; access is in
 * {@link dev.sluice.schemas.topics.TopicAccess}. The package describes; creating topics is the
 * application's business. It must not know a broker.
 */
@NullMarked
package dev.sluice.schemas.topics;

import org.jspecify.annotations.NullMarked;
