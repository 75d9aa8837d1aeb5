/**
 * How long evidence is kept, by legal category, and what happens when that is over.
 *
 * <p>Start at {@link dev.sluice.escalation.retention.Expiry}. The times are data: see {@code policies/legal}. Nothing is
 * deleted that a hold covers, that nobody can read, or by a clock that cannot be right; every deletion is in the custody log
 * before it happens. The package must not know who asked for erasure.
 */
@NullMarked
package dev.sluice.escalation.retention;

import org.jspecify.annotations.NullMarked;
