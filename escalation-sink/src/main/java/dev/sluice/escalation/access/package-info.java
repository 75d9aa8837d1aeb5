/**
 * How people get at evidence: every touch is in the custody log, on the device, before its answer is given; where it
 * cannot be, there is no answer.
 *
 * <p>Start at {@link dev.sluice.escalation.access.EvidenceAccess}. Whatever shows, copies or exports evidence goes through
 * here, be it a command, a page or a production. The package must not know Kafka, nor what is in a file.
 */
@NullMarked
package dev.sluice.escalation.access;

import org.jspecify.annotations.NullMarked;
