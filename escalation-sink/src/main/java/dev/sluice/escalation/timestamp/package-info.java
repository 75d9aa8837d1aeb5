/**
 * Time from outside: RFC 3161 timestamps of authorities that have no part in ours, asked for over HTTP.
 *
 * <p>A timestamp shows that some bytes existed at a time, by an authority's signature over their hash; the authority
 * never sees them. Start at {@link dev.sluice.escalation.timestamp.Stamper}, which works a queue off while sealing goes
 * on, and at {@link dev.sluice.escalation.timestamp.TimestampCheck}, which needs no network. The package must not know
 * what it stamps.
 */
@NullMarked
package dev.sluice.escalation.timestamp;

import org.jspecify.annotations.NullMarked;
