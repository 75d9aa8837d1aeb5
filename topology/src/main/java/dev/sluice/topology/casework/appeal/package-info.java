/**
 * How decisions are contested: by whom, until when, and the case that follows (DSA article 20).
 *
 * <p>It must not decide anything itself: a person does, by a verdict.
 */
@NullMarked
package dev.sluice.topology.casework.appeal;

import org.jspecify.annotations.NullMarked;
