/**
 * How far members' reports are upheld by verdicts, which is what their next ones count.
 *
 * <p>It knows verdicts only as credits, and no case.
 */
@NullMarked
package dev.sluice.topology.casework.report;

import org.jspecify.annotations.NullMarked;
