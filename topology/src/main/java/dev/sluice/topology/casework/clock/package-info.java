/**
 * Time as casework goes by it: the present, deadlines, priority.
 *
 * <p>It runs on the wall clock, for leases and deadlines are promises to people, who wait also where no event comes. It
 * must not know who claims or decides.
 */
@NullMarked
package dev.sluice.topology.casework.clock;

import org.jspecify.annotations.NullMarked;
