/**
 * The verifier that a recipient runs: one jar, no Kafka, no Avro, no network.
 *
 * <p>Start at {@link dev.sluice.escalation.verifier.VerifierMain}. It must not know anything that the jar leaves out; the
 * module's build lists what is in it.
 */
@NullMarked
package dev.sluice.escalation.verifier;

import org.jspecify.annotations.NullMarked;
