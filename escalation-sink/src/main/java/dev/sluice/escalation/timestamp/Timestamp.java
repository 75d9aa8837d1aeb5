package dev.sluice.escalation.timestamp;

import java.time.Instant;

/**
 * What a sound timestamp says.
 *
 * @param time when the bytes existed at the latest, by the authority's clock
 * @param authority the authority, as its certificate names it
 * @param trusted whether the certificate leads to one that the verifier trusts; where not, anybody may have made the
 *     timestamp
 */
public record Timestamp(Instant time, String authority, boolean trusted) {}
