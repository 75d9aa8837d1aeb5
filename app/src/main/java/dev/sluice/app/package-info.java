/**
 * The {@code sluice} command: parses arguments, composes the parts and ends with an exit code.
 *
 * <p>This package holds only the entry point ({@link dev.sluice.app.Sluice}) and what every command shares of the
 * terminal. It must know no detector, no stream and no evidence format: the commands reach those through the modules'
 * own entry types.
 */
@NullMarked
package dev.sluice.app;

import org.jspecify.annotations.NullMarked;
