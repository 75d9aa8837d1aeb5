/**
 * Records beside the custody log that can only grow: what was decided about holds, and the steps of erasure requests.
 *
 * <p>Each entry is a small JSON file; it counts once an event of the custody log names its hash, and so stands in the same
 * chain as everything else that was done. The package must not know what holds or erasure requests are.
 */
@NullMarked
package dev.sluice.escalation.journal;

import org.jspecify.annotations.NullMarked;
