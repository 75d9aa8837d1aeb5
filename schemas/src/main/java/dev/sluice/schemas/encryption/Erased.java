package dev.sluice.schemas.encryption;

import java.time.Instant;

/**
 * The key of the field's subject was destroyed, and nobody can read the field any more.
 *
 * @param keyId id of the data key
 * @param at when it was destroyed
 */
public record Erased(String keyId, Instant at) implements Readable {}
