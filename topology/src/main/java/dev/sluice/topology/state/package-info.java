/**
 * What the streams remember between posts: the values of the state stores, as compact bytes, and their upkeep.
 *
 * <p>Every value starts with a version byte, because it outlives the program that wrote it; a reader that does not
 * know the version stops rather than guess. All of it runs on event time, takes late and early events, and is
 * bounded: lists have a stated length, stores forget after a stated time. This package knows no processors, no policy
 * and no detectors.
 */
@NullMarked
package dev.sluice.topology.state;

import org.jspecify.annotations.NullMarked;
