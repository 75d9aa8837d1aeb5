/**
 * What lies around a post that may be escalated: its earlier revisions and the posts before and after it in its thread.
 * Gathered where both are remembered, for the few posts that the policy may escalate, and carried with them to where
 * they are decided. This package judges nothing; what evidence makes of it is not its concern.
 */
@NullMarked
package dev.sluice.topology.surroundings;

import org.jspecify.annotations.NullMarked;
