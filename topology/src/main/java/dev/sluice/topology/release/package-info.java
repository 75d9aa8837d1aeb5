/**
 * How new versions of policies come into force in running instances: what a release is, who must have signed it, from
 * which instant it holds, and which was the last good one.
 *
 * <p>Start at {@link dev.sluice.topology.release.PolicyFollower}, which follows the topics, and at
 * {@link dev.sluice.topology.release.PolicyLedger}, which knows no Kafka. This package must not know posts: what a
 * version decides is the business of {@link dev.sluice.topology.policy}.
 */
@NullMarked
package dev.sluice.topology.release;

import org.jspecify.annotations.NullMarked;
