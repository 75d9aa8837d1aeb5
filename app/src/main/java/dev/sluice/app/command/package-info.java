/**
 * One class for each command: what it takes, what it composes, what it prints, how it ends.
 *
 * <p>A command parses and reports; the work is elsewhere. Results go to standard output, everything else to standard
 * error. A command must not hold logic that another command needs.
 */
@NullMarked
package dev.sluice.app.command;

import org.jspecify.annotations.NullMarked;
