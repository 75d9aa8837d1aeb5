/**
 * Creates and checks the topics of the catalogue on a cluster, idempotently.
 *
 * <p>Start at {@link dev.sluice.app.topics.TopicAdmin}. It knows the catalogue and Kafka's admin client, and nothing of
 * what flows through the topics.
 */
@NullMarked
package dev.sluice.app.topics;

import org.jspecify.annotations.NullMarked;
