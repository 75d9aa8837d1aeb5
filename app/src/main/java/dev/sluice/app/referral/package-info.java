/**
 * Packets for law enforcement about suspicions of crimes that threaten life or safety (Regulation (EU) 2022/2065, the DSA,
 * article 18), made of sealed evidence.
 *
 * <p>Start at {@link dev.sluice.app.referral.ReferralDesk}. A packet says what is held, what a person suspects and why, and
 * what is not held; it never says that a law was broken. A person decides to send it, and sends it. Nothing here knows
 * commands or configuration files.
 */
@NullMarked
package dev.sluice.app.referral;

import org.jspecify.annotations.NullMarked;
