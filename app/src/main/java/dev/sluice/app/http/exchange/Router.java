package dev.sluice.app.http.exchange;

import dev.sluice.app.http.keys.ApiKey;
import dev.sluice.app.http.keys.KeyRing;
import dev.sluice.app.http.keys.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the route of a request, lets it in or not, and turns whatever happens into an answer. */
public final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final String BEARER = "Bearer ";
    private static final int STOPPING_SECONDS = 2;

    private final List<Route> routes;
    private final Map<String, Map<String, Route>> exact = new HashMap<>();
    private final Supplier<KeyRing> keys;
    private final BooleanSupplier stopping;
    private final Tally tally;

    /** Counts answers. */
    public interface Tally {
        /** One answer of a route; {@code path} is the route's, never the request's. */
        void answered(String path, int status);
    }

    /**
     * A router.
     *
     * @param routes all routes
     * @param keys the keys as they are now
     * @param stopping whether requests with keys are turned away because the process is about to end
     */
    public Router(List<Route> routes, Supplier<KeyRing> keys, BooleanSupplier stopping, Tally tally) {
        this.routes = List.copyOf(routes);
        this.keys = keys;
        this.stopping = stopping;
        this.tally = tally;
        for (Route route : routes) {
            if (route.prefix().isEmpty()) {
                exact.computeIfAbsent(route.path(), path -> new HashMap<>(2)).put(route.method(), route);
            }
        }
    }

    /** All routes. */
    public List<Route> routes() {
        return routes;
    }

    /** How refusals at this path are told, whatever the method. */
    public RefusalFormat formatAt(String path) {
        Map<String, Route> here = exact.get(path);
        return here == null
                ? RefusalFormat.PROBLEM
                : here.values().iterator().next().format();
    }

    /** The answer to a request. Never throws for what a client sent. */
    public Reply answer(Request request) {
        Route route = null;
        RefusalFormat format = RefusalFormat.PROBLEM;
        Reply reply;
        try {
            String path = decoded(request.rawPath());
            route = find(request, path);
            format = route.format();
            ApiKey caller = letIn(request, route);
            String name = route.prefix().isEmpty()
                    ? ""
                    : path.substring(route.prefix().length());
            reply = route.endpoint().answer(new Call(request, caller, name));
        } catch (RefusedException e) {
            reply = refuse(format, e);
        } catch (IOException | UncheckedIOException e) {
            reply = refuse(format, new RefusedException(Refusal.TOO_SLOW, "the request did not come in whole"));
        } catch (RuntimeException e) {
            // The message may quote what was posted.
            LOG.error("a request to {} failed: {}", route == null ? "?" : route.path(), where(e));
            reply = refuse(format, new RefusedException(Refusal.INTERNAL, "the request failed; it may be sent again"));
        }
        tally.answered(route == null ? "other" : route.path(), reply.status());
        return reply;
    }

    private static Reply refuse(RefusalFormat format, RefusedException refused) {
        Reply reply = format.of(refused);
        if (refused.retryAfterSeconds() > 0) {
            reply = reply.with("Retry-After", Integer.toString(refused.retryAfterSeconds()));
        }
        if (refused.details() instanceof Allowed allowed) {
            reply = reply.with("Allow", allowed.methods());
        }
        return reply.status() == Refusal.KEY_MISSING.status() ? reply.with("WWW-Authenticate", "Bearer") : reply;
    }

    private record Allowed(String methods) implements RefusedException.Details {}

    private Route find(Request request, String path) {
        Map<String, Route> here = exact.get(path);
        if (here == null) {
            here = new HashMap<>();
            for (Route route : routes) {
                String prefix = route.prefix();
                if (!prefix.isEmpty() && path.length() > prefix.length() && path.startsWith(prefix)) {
                    here.put(route.method(), route);
                }
            }
        }
        if (here.isEmpty()) {
            throw new RefusedException(Refusal.NOT_FOUND, "there is nothing at this path; see /openapi.json");
        }
        // An answer to HEAD is one to GET, of which the web server leaves out the body.
        Route route = here.get(request.method().equals("HEAD") ? "GET" : request.method());
        if (route == null) {
            String methods = methods(here);
            if (request.method().equals("OPTIONS")) {
                return Route.open(
                        "OPTIONS",
                        here.values().iterator().next().path(),
                        call -> new Reply(200, Reply.JSON, new byte[0], Map.of("Allow", methods)));
            }
            throw new RefusedException(Refusal.METHOD_NOT_ALLOWED, "allowed: " + methods, new Allowed(methods));
        }
        return route;
    }

    private static String methods(Map<String, Route> here) {
        TreeSet<String> methods = new TreeSet<>(here.keySet());
        methods.add("OPTIONS");
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return String.join(", ", methods);
    }

    private ApiKey letIn(Request request, Route route) {
        Scope scope = route.scope().orElse(null);
        if (scope == null) {
            return ApiKey.NOBODY;
        }
        if (stopping.getAsBoolean()) {
            throw RefusedException.later(Refusal.STOPPING, "this process is about to end", STOPPING_SECONDS);
        }
        String token = token(request, route);
        if (token == null) {
            throw new RefusedException(
                    Refusal.KEY_MISSING, "there is no key; allowed: a header Authorization: Bearer and the key");
        }
        ApiKey key = keys.get().find(token);
        if (key == null) {
            throw new RefusedException(Refusal.KEY_UNKNOWN, "the key is not known");
        }
        if (key.hasExpired()) {
            throw new RefusedException(Refusal.KEY_EXPIRED, "key " + key.id() + " expired at " + key.expires());
        }
        if (!key.scopes().contains(scope)) {
            throw new RefusedException(
                    Refusal.SCOPE_MISSING,
                    "key " + key.id() + " has no scope " + scope.id() + "; it has: " + Scope.ids(key.scopes()));
        }
        return key;
    }

    private static @Nullable String token(Request request, Route route) {
        String header = request.header("Authorization");
        if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return header.substring(BEARER.length()).strip();
        }
        if (!route.keyInQuery()) {
            return null;
        }
        String google = request.header("X-Goog-Api-Key");
        return google == null ? request.query("key") : google;
    }

    private static String decoded(String raw) {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        try {
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Refusal.INVALID_REQUEST, "the path is not encoded as it must be");
        }
    }

    /** Class and place of a failure, without its words. */
    private static String where(RuntimeException e) {
        StackTraceElement[] trace = e.getStackTrace();
        return e.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
