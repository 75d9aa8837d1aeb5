/**
 * What the processors of all steps share: how a value is handed to a named node of the topology.
 *
 * <p>Knows Kafka Streams and nothing else of the project.
 */
@NullMarked
package dev.sluice.topology.step;

import org.jspecify.annotations.NullMarked;
