/**
 * Evidence packages: what is in one, how it is signed, kept and checked.
 *
 * <p>A package is a BagIt folder (RFC 8493). {@code manifest-sha256.txt} has the hash of every file below {@code
 * data/}, {@code tagmanifest-sha256.txt} that of every other file, the first manifest included, and {@code
 * proof/tagmanifest-sha256.sig} is a raw Ed25519 signature (RFC 8032) over {@code tagmanifest-sha256.txt}. So the one
 * signature covers every byte but its own, and a file that neither manifest names has been added. Nothing in a package
 * depends on when it was written: sealing the same escalation again gives the same bytes; the time is in the custody
 * log.
 *
 * <p>Writers start at {@link dev.sluice.escalation.vault.Vault}, verifiers at
 * {@link dev.sluice.escalation.vault.PackageVerifier} and {@link dev.sluice.escalation.vault.VaultVerifier}. The
 * package must not know Kafka clients: a recipient verifies without them.
 */
@NullMarked
package dev.sluice.escalation.vault;

import org.jspecify.annotations.NullMarked;
