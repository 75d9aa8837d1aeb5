package dev.sluice.escalation.inventory;

import dev.sluice.escalation.vault.SealedPackage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One case of a vault: a package in all its versions.
 *
 * @param packageId its id
 * @param versions versions that custody does not say were deleted, the oldest first
 * @param deleting versions that custody says were deleted, the oldest first; a crash may have left them
 * @param erased whether custody says that the key of the case was destroyed
 * @param lastSealedAt when the latest version was sealed, by custody
 * @param about what its evidence says of itself; null where nobody can read it
 * @param unreadable why not: erased, damaged, missing; empty where it was read
 */
public record CaseFacts(
        String packageId,
        List<SealedPackage> versions,
        List<SealedPackage> deleting,
        boolean erased,
        Instant lastSealedAt,
        @Nullable About about,
        String unreadable) {
    /** Keeps a copy. */
    public CaseFacts {
        versions = List.copyOf(versions);
        deleting = List.copyOf(deleting);
    }

    /**
     * What evidence says of itself.
     *
     * @param escalation id of the escalation
     * @param legalCategory its legal category, upper case
     * @param post id of the post
     * @param author pseudonym of the post's author; null where it has none
     * @param retention how long it says that it is kept, as an ISO 8601 period; null where it does not say
     */
    public record About(
            String escalation,
            String legalCategory,
            String post,
            @Nullable String author,
            @Nullable String retention) {}
}
