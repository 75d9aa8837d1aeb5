/**
 * The few statistics that feedback and reports rest on, each with the source of its formula.
 *
 * <p>Numbers in, numbers out: the package must not know posts, records or streams.
 */
@NullMarked
package dev.sluice.topology.outcomes.statistics;

import org.jspecify.annotations.NullMarked;
