/**
 * The sink: escalations in, sealed evidence and receipts out.
 *
 * <p>Start at {@link dev.sluice.escalation.EscalationSink}. For each escalation the order is: package on disk, custody
 * entry, receipt, offset; so a crash at any point is made good by reading the record again. The package knows Kafka and
 * the vault; how evidence is laid out, signed and logged is the vault's business. It must not know how posts are
 * assessed or decided.
 */
@NullMarked
package dev.sluice.escalation;

import org.jspecify.annotations.NullMarked;
