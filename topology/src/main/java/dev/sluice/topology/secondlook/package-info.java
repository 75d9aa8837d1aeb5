/**
 * The lane of the second look: posts that the first look left uncertain are looked at again, many at a time, on a thread
 * of its own and at its own pace.
 *
 * <p>{@link dev.sluice.topology.secondlook.SecondLookLane} moves records, {@link
 * dev.sluice.topology.secondlook.SecondLooker} says what they become. It knows neither policy nor state: whether an
 * answer still counts, and what follows from it, is decided where the post's state is.
 */
@NullMarked
package dev.sluice.topology.secondlook;

import org.jspecify.annotations.NullMarked;
