/**
 * Where everything about the cases of a thread comes together: records are read, told apart and handed to the step that
 * they are for.
 *
 * <p>Start at {@link dev.sluice.topology.casework.desk.DeskProcessor}. Nothing is judged here.
 */
@NullMarked
package dev.sluice.topology.casework.desk;

import org.jspecify.annotations.NullMarked;
