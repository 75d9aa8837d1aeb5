/**
 * How the pipeline is doing: what it answered, where its time goes, whether it is alive, over HTTP in the formats that
 * probes and Prometheus read.
 *
 * <p>Counts and times only: no id of a post or a member, and never a text, may be a label or a value here.
 */
@NullMarked
package dev.sluice.topology.health;

import org.jspecify.annotations.NullMarked;
