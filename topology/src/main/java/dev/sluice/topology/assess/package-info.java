/**
 * From the words to findings and probabilities: runs the detectors and turns what they say into records.
 *
 * <p>The only package that sees both the detectors' types and the records. It judges nothing: policy and context come
 * later.
 */
@NullMarked
package dev.sluice.topology.assess;

import org.jspecify.annotations.NullMarked;
