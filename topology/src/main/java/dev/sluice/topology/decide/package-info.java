/**
 * The decision: facts about a post go to the policy of its community, and the ruling becomes a record that explains
 * itself.
 *
 * <p>The same {@link dev.sluice.topology.decide.Decider} decides at the first gate, where most posts leave, and
 * behind the context of target and author. Whatever fails here holds the post for a person. The package must not know
 * detectors, nor what follows from a decision.
 */
@NullMarked
package dev.sluice.topology.decide;

import org.jspecify.annotations.NullMarked;
