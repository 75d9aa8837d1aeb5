/**
 * Escalations against evidence: whether everything that was escalated is sealed or put aside, and said so.
 *
 * <p>Start at {@link dev.sluice.escalation.reconcile.Reconciler}, which reads the topics and the custody log and changes
 * nothing; {@link dev.sluice.escalation.reconcile.Reconciliation} compares. It trusts neither the sink nor its counts,
 * for those are what is checked.
 */
@NullMarked
package dev.sluice.escalation.reconcile;

import org.jspecify.annotations.NullMarked;
