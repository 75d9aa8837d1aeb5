package dev.sluice.escalation.vault;

import org.jspecify.annotations.Nullable;

/**
 * Which package, and which version of it.
 *
 * @param tenant whose evidence
 * @param packageId id of the package
 * @param version from 1
 * @param supersedesSha256 hash of the signed list of the version before; null for the first
 */
record PackageId(
        String tenant,
        String packageId,
        int version,
        @Nullable String supersedesSha256) {
    /** Where it lies in the vault. */
    String location() {
        return Names.location(packageId, version);
    }
}
