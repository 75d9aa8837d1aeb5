package dev.sluice.escalation.vault;

import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.custody.Subject;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What is to be done about an escalation. */
sealed interface SealStep {
    /** Id of the package. */
    String packageId();

    /**
     * A version is to be sealed, or is.
     *
     * @param location where
     * @param acquired what was taken in; null where a crash left only that in the log
     * @param sealed what is sealed
     * @param signerKeyId whose key signs it
     * @param contents the files to be published; null where they are there
     * @param known the custody event that sealed it; null where that is left to do
     */
    record Seal(
            String location,
            @Nullable Subject acquired,
            Subject sealed,
            String signerKeyId,
            @Nullable SortedMap<String, byte[]> contents,
            @Nullable CustodyEvent known)
            implements SealStep {
        @Override
        public String packageId() {
            return sealed.packageId();
        }
    }

    /**
     * A version is to be laid out, signed and written, which {@link SealPlan#laidOut} does the first two of.
     *
     * @param id which version
     * @param evidence of what
     * @param acquired what was taken in; null where a crash left only that in the log
     * @param kept files of the version before that stay
     */
    record Open(PackageId id, Evidence evidence, @Nullable Subject acquired, SortedMap<String, byte[]> kept)
            implements SealStep {
        @Override
        public String packageId() {
            return id.packageId();
        }
    }

    /** A version that a crash kept out of the custody log, and another record wrote, comes first. */
    record Before(Seal unfinished) implements SealStep {
        @Override
        public String packageId() {
            return unfinished.packageId();
        }
    }

    /** No version of the package is sealed yet. */
    record Unknown(String packageId) implements SealStep {}

    /** Other evidence has the id. */
    record Clash(String packageId, String detail) implements SealStep {}

    /** Nothing may be added to the package. */
    record Barred(String packageId, String detail) implements SealStep {}
}
