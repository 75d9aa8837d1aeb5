/**
 * The flow from topics in other formats to the topic of posts, in front of the pipeline.
 *
 * <p>Start at {@link dev.sluice.topology.source.stream.SourcesTopology}. This package must not know detectors or
 * policies in force: what it makes is a post like any other.
 */
@NullMarked
package dev.sluice.topology.source.stream;

import org.jspecify.annotations.NullMarked;
