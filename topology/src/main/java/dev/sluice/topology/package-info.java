/**
 * The pipeline as a whole: {@link dev.sluice.topology.ContentSafetyTopology} puts the steps together,
 * {@link dev.sluice.topology.Pipeline} runs it against a cluster, the settings records say how.
 *
 * <p>The steps have packages of their own, in the order of the flow: {@code intake}, {@code assess}, {@code context},
 * {@code decide}, {@code route}. This package wires and decides nothing about a post.
 */
@NullMarked
package dev.sluice.topology;

import org.jspecify.annotations.NullMarked;
