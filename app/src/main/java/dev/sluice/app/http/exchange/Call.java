package dev.sluice.app.http.exchange;

import dev.sluice.app.http.keys.ApiKey;
import java.util.function.Supplier;

/**
 * A request that was let in.
 *
 * @param request the request
 * @param caller whose key it came with; {@link ApiKey#NOBODY} on routes that take no key
 * @param name what the last part of the path names, decoded; empty where the path names nothing
 */
public record Call(Request request, ApiKey caller, String name) {
    /**
     * Does work that costs so many tokens of the caller's quota. They are given back where there was no room for the work:
     * a caller who is asked to come back has had nothing for them.
     *
     * @param usedUp what to tell where the quota is used up
     */
    public <T> T charged(int tokens, String usedUp, Supplier<T> work) {
        long later = caller.quota().take(tokens);
        if (later > 0) {
            throw RefusedException.later(Refusal.QUOTA, usedUp, later);
        }
        try {
            return work.get();
        } catch (RefusedException e) {
            if (e.refusal() == Refusal.BUSY) {
                caller.quota().giveBack(tokens);
            }
            throw e;
        }
    }
}
