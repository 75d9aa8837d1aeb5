package dev.sluice.app.http.keys;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's key, without the key itself.
 *
 * @param id names it in messages, logs and metrics
 * @param scopes what it is good for
 * @param expires until when; null for no end
 * @param quota how much it may do: events brought in, texts scored
 * @param clock tells the time
 */
public record ApiKey(String id, Set<Scope> scopes, @Nullable Instant expires, Quota quota, Clock clock) {
    /** Who calls where no key is asked for. */
    public static final ApiKey NOBODY = new ApiKey("nobody", Set.of(), null, Quota.none(), Clock.systemUTC());

    /** Copies the scopes. */
    public ApiKey {
        scopes = Set.copyOf(scopes);
    }

    /** Whether its time is over. */
    public boolean hasExpired() {
        return expires != null && !clock.instant().isBefore(expires);
    }

    /** Names it. */
    @Override
    public String toString() {
        return "ApiKey[" + id + "]";
    }
}
