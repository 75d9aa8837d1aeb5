/**
 * What the processes measure: the catalogue of all metrics with their units and equations, and what is measured of a
 * process besides its own counts: its JVM, its Kafka clients, how far its groups are behind.
 *
 * <p>Counts and times only: no id of a post, a member or a case, and never a text, is a label. It must not know commands.
 */
@NullMarked
package dev.sluice.app.metrics;

import org.jspecify.annotations.NullMarked;
