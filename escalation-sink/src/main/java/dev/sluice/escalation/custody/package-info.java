/**
 * The custody log: who did what to which evidence, and why, in a file that can only grow.
 *
 * <p>One JSON object a line. Each line holds the hash of the line before it and its own: SHA-256 over the object
 * without its member {@code hash}, written with its members in alphabetical order and no white space. That is the form
 * of RFC 8785 for these values (text without control characters, and whole numbers below 2^53), and the output of
 * {@code jq -cS 'del(.hash)'}. Writers start at {@link dev.sluice.escalation.custody.CustodyLog}, readers at
 * {@link dev.sluice.escalation.custody.CustodyReader}. Every act names who did it, in which role, how that is known, and
 * what for. The package must not know what a package of evidence looks like.
 */
@NullMarked
package dev.sluice.escalation.custody;

import org.jspecify.annotations.NullMarked;
