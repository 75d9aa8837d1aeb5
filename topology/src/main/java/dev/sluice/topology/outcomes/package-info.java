/**
 * What follows from decisions once they are made: statements of reasons, feedback and reports, in a topology of their own
 * beside the pipeline, over the topics that the pipeline and casework write.
 *
 * <p>This package holds what the three share: names of stores, the order of decisions. Nothing in or below it holds up a
 * post, or may know how a post is assessed or decided: what it needs to know is in the records.
 */
@NullMarked
package dev.sluice.topology.outcomes;

import org.jspecify.annotations.NullMarked;
