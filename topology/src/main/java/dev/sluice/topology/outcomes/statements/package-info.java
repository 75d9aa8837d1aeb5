/**
 * Statements of reasons (DSA article 17): what the author of a post is told about a restriction, and what may be
 * published of it.
 *
 * <p>Start at {@link dev.sluice.topology.outcomes.statements.StatementProcessor}. Who or what found a post and decided about
 * it is computed from the decisions and notices that came before, never taken from a setting or from what somebody typed.
 * The package sees no text of a post, and what it publishes is made of set words alone.
 */
@NullMarked
package dev.sluice.topology.outcomes.statements;

import org.jspecify.annotations.NullMarked;
