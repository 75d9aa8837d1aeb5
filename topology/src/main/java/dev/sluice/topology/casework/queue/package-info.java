/**
 * How cases come to people and go from them unseen: opened and withdrawn by the pipeline.
 *
 * <p>It must not know claims and verdicts.
 */
@NullMarked
package dev.sluice.topology.casework.queue;

import org.jspecify.annotations.NullMarked;
