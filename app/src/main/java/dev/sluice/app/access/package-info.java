/**
 * Who may do what on the cluster: the access lists that follow from the table of roles and topics, beside what the
 * cluster has.
 *
 * <p>Start at {@link dev.sluice.app.access.AccessPlan}; {@link dev.sluice.app.access.AccessAdmin} compares and applies. It
 * must not know where principals come from, nor any password: logging on is the business of Kafka's client settings.
 */
@NullMarked
package dev.sluice.app.access;

import org.jspecify.annotations.NullMarked;
