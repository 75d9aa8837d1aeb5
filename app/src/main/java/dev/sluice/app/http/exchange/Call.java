package dev.sluice.app.http.exchange;

import dev.sluice.app.http.keys.ApiKey;

/**
 * A request that was let in.
 *
 * @param request the request
 * @param caller whose key it came with; {@link ApiKey#NOBODY} on routes that take no key
 * @param name what the last part of the path names, decoded; empty where the path names nothing
 */
public record Call(Request request, ApiKey caller, String name) {}
