package dev.sluice.escalation.ledger;

import dev.sluice.escalation.log.NoteKey;
import dev.sluice.escalation.log.NoteSigner;
import dev.sluice.escalation.vault.SigningKey;

/** Signs notes with a key that is kept as the vault's is. */
record KeySigner(NoteKey key, SigningKey signingKey) implements NoteSigner {
    /** Signs as a log of this name, or cosigns as a witness of this name. */
    static KeySigner of(String name, NoteKey.Use use, SigningKey key) {
        return new KeySigner(NoteKey.of(name, use, key.verificationKey().key()), key);
    }

    @Override
    public byte[] sign(byte[] message) {
        return signingKey.sign(message);
    }
}
