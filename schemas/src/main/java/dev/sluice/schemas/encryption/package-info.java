/**
 * Encryption that can be taken back: each subject (a person, a case) has a data key of its own, and destroying that key
 * makes everything written under it unreadable, wherever copies of it lie.
 *
 * <p>Start at {@link dev.sluice.schemas.encryption.FieldCipher}. Data keys are kept wrapped by a key encryption key, which
 * a {@link dev.sluice.schemas.encryption.KeyService} holds; wrapped keys lie in a
 * {@link dev.sluice.schemas.encryption.SubjectKeyStore}, which remembers each key that was destroyed. The package must not
 * know what is encrypted, why, or who may read it.
 */
@NullMarked
package dev.sluice.schemas.encryption;

import org.jspecify.annotations.NullMarked;
