/**
 * What all flows and their processors share: how a flow begins to be built, and how a value is handed to a named node.
 *
 * <p>Knows Kafka Streams and tracing, and nothing else of the project.
 */
@NullMarked
package dev.sluice.topology.step;

import org.jspecify.annotations.NullMarked;
