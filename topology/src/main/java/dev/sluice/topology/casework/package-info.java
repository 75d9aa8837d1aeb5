/**
 * The work of people, as a flow of its own beside the pipeline: cases, claims, verdicts, appeals and notices.
 *
 * <p>Start at {@link dev.sluice.topology.casework.CaseworkTopology}. It meets the pipeline over topics only: it reads
 * {@code reviews}, {@code actions} and {@code flags}, and what people rule goes back over {@code rulings}. It must not
 * know detectors, scores or how a policy decides.
 */
@NullMarked
package dev.sluice.topology.casework;

import org.jspecify.annotations.NullMarked;
