/**
 * Creates and checks the topics of the catalogue on a cluster, idempotently, and reads one to its end.
 *
 * <p>Start at {@link dev.sluice.app.topics.TopicAdmin} and {@link dev.sluice.app.topics.TopicScan}. It knows the catalogue
 * and Kafka's clients, and nothing of what the records in the topics mean.
 */
@NullMarked
package dev.sluice.app.topics;

import org.jspecify.annotations.NullMarked;
