package dev.sluice.topology.route;

import dev.sluice.topology.decide.DecidedPost;

/**
 * A decision and the difference it makes.
 *
 * @param decided the post and the decision
 * @param settlement what changes
 */
public record SettledPost(DecidedPost decided, Settlement settlement) {}
