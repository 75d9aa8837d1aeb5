/**
 * A transparency log: a Merkle tree (RFC 6962, RFC 9162) that can only grow, its signed checkpoints and its proofs.
 *
 * <p>The tree is kept as tiles of 256 hashes and bundles of 256 entries, named as C2SP tlog-tiles has it, so that other
 * people's tools read it. Heads are C2SP checkpoints: signed notes with the log's origin, size and root. Witnesses
 * cosign them (C2SP tlog-cosignature, version 1); proofs travel as C2SP tlog-proof.
 *
 * <p>Writers start at {@link dev.sluice.escalation.log.MerkleLog}, readers at {@link
 * dev.sluice.escalation.log.LogReader}, verifiers at {@link dev.sluice.escalation.log.ProofCheck}. The package knows
 * bytes and where they lie, {@link dev.sluice.escalation.log.LogStorage}; it must not know what an entry means.
 */
@NullMarked
package dev.sluice.escalation.log;

import org.jspecify.annotations.NullMarked;
