/**
 * Traces of posts across topics, in the format of W3C Trace Context and OpenTelemetry's protocol. Off unless configured,
 * and then nothing of it is built in: no header is looked at. Start at {@link dev.sluice.topology.tracing.Tracing}.
 *
 * <p>Spans name steps and places (topic, partition, offset), and nothing of a post. It must not know what steps do.
 */
@NullMarked
package dev.sluice.topology.tracing;

import org.jspecify.annotations.NullMarked;
