package dev.sluice.schemas.encryption;

/** What an encrypted field decodes to: its content, or the fact that it was erased. */
public sealed interface Readable permits Clear, Erased {}
