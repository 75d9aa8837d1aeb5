/**
 * The cases of people from outside: where they stand, and commands about them.
 *
 * <p>Start at {@link dev.sluice.app.cases.CaseBoard}. It writes and reads topics; what may be done is casework's business,
 * not its own.
 */
@NullMarked
package dev.sluice.app.cases;

import org.jspecify.annotations.NullMarked;
