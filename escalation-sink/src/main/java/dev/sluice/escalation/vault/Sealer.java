package dev.sluice.escalation.vault;

import dev.sluice.escalation.timing.Stage;
import dev.sluice.escalation.timing.StageTimes;
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
 * @param times hears what laying out, hashing and signing take
 */
public record Sealer(
        String tenant, SigningKey key, @Nullable KeyRing trusted, Clock clock, StageTimes times) {
    /** Without anybody who wants to know how long it takes. */
    public Sealer(String tenant, SigningKey key, @Nullable KeyRing trusted, Clock clock) {
        this(tenant, key, trusted, clock, StageTimes.off());
    }

    /**
     * Refuses to go on with a key that may not sign now: before anything is written, and again with each batch, for a key
     * may expire while the sink runs.
     */
    void requireUsableKey() {
        if (trusted != null) {
            trusted.requireUsable(key.verificationKey(), clock.instant());
        }
    }

    /** Lays an escalation out, beside files that stay as they are, and signs it. */
    PackageContents seal(Evidence evidence, PackageId id, SortedMap<String, byte[]> kept) {
        SortedMap<String, byte[]> payload;
        String about;
        try (StageTimes.Lap lap = times.begin(Stage.FILES)) {
            payload = Payload.of(evidence);
            kept.forEach(payload::putIfAbsent);
            about = Payload.about(evidence.escalation());
        }
        return seal(payload, id, about);
    }

    /** Signs a payload. */
    PackageContents seal(SortedMap<String, byte[]> payload, PackageId id, String about) {
        return PackageContents.of(payload, id, about, this);
    }
}
