/**
 * The vault's ledger: a transparency log with one leaf for each package that custody says was sealed, in the same order;
 * the checkpoints that were issued; their timestamps and acknowledgements.
 *
 * <p>The log is made of the custody log alone. Whatever a crash leaves undone, opening the ledger reads on from the
 * custody event that the last leaf names: no package is left out, none is in it twice. Start at {@link
 * dev.sluice.escalation.ledger.Ledger} to write, at {@link dev.sluice.escalation.ledger.LedgerVerifier} to verify, at
 * {@link dev.sluice.escalation.ledger.Recipient} to acknowledge. The package must not know what is in a package, and no
 * Kafka.
 */
@NullMarked
package dev.sluice.escalation.ledger;

import org.jspecify.annotations.NullMarked;
