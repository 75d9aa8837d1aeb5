package dev.sluice.escalation.vault;

import dev.sluice.escalation.custody.CustodyEvent;

/** What came of sealing an escalation. */
public sealed interface SealResult {
    /** Id of the escalation's package. */
    String packageId();

    /**
     * The package is in the vault and the custody log says so.
     *
     * @param packageId id of the package
     * @param location where its version lies in the vault's storage
     * @param signerKeyId the key that signed it
     * @param custody the event that sealed it
     * @param repeated whether it was sealed before this call
     */
    record Sealed(String packageId, String location, String signerKeyId, CustodyEvent custody, boolean repeated)
            implements SealResult {}

    /**
     * The vault already holds other evidence under this escalation's id, which stays as it is.
     *
     * @param packageId id of the package that is there
     * @param detail why it cannot be sealed: follows after the words "field 'id'"
     */
    record Conflict(String packageId, String detail) implements SealResult {}

    /**
     * No version of the package is sealed, so there is nothing yet that a document could be added to.
     *
     * @param packageId id of the package
     */
    record Unknown(String packageId) implements SealResult {}

    /**
     * Nothing may be added to the package, and what was to be added must not be kept elsewhere either: only a pointer may
     * be kept of such a case, or it was deleted or erased.
     *
     * @param packageId id of the package
     * @param detail why: follows after the name of a field
     */
    record Barred(String packageId, String detail) implements SealResult {}
}
