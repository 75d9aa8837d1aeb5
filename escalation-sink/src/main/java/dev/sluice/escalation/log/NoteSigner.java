package dev.sluice.escalation.log;

/** Signs notes with a private key that the log never sees. */
public interface NoteSigner {
    /** The public half, under the name that signs. */
    NoteKey key();

    /** The raw Ed25519 signature over the message: 64 bytes. */
    byte[] sign(byte[] message);
}
