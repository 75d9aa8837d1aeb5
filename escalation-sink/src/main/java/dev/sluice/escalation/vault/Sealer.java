package dev.sluice.escalation.vault;

import java.time.Clock;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Who seals, and with what.
 *
 * @param tenant whose evidence it is: part of every package's id
 * @param key what packages are signed with
 * @param trusted keys that may sign, with their times; null where nobody keeps such a list
 * @param clock what a key's times are compared with
 */
public record Sealer(
        String tenant, SigningKey key, @Nullable KeyRing trusted, Clock clock) {
    /**
     * Refuses to go on with a key that may not sign now: before anything is written, and again with each batch, for a key
     * may expire while the sink runs.
     */
    void requireUsableKey() {
        if (trusted != null) {
            trusted.requireUsable(key.verificationKey(), clock.instant());
        }
    }

    /** Lays a payload out and signs it. */
    PackageContents seal(SortedMap<String, byte[]> payload, PackageId id, String about) {
        return PackageContents.of(payload, id, about, key);
    }
}
