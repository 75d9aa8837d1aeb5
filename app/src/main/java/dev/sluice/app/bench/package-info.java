/**
 * End-to-end load: the pipeline beside an identity topology in one run, on the same broker with the same settings.
 *
 * <p>Start at {@link dev.sluice.app.bench.Bench}. What it compares are ratios; absolute figures depend on the machine
 * and on who else uses it. It must not change how the pipeline is built or run.
 */
@NullMarked
package dev.sluice.app.bench;

import org.jspecify.annotations.NullMarked;
