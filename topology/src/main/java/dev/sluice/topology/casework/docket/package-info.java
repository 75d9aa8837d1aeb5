/**
 * The files of cases and posts that a task of casework holds, and the way out of it.
 *
 * <p>{@link dev.sluice.topology.casework.docket.Docket} is what the steps of casework read, change and send through. It
 * knows no rule of theirs.
 */
@NullMarked
package dev.sluice.topology.casework.docket;

import org.jspecify.annotations.NullMarked;
