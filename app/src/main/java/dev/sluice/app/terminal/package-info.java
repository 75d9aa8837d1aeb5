/**
 * What every command shares of the terminal: its streams, errors in one line, exit codes, progress, JSON lines.
 *
 * <p>It must not know what the commands do.
 */
@NullMarked
package dev.sluice.app.terminal;

import org.jspecify.annotations.NullMarked;
