package dev.sluice.app.http.perspective;

import dev.sluice.app.http.exchange.JsonReply;
import dev.sluice.app.http.exchange.Refusal;
import dev.sluice.app.http.exchange.RefusalFormat;
import dev.sluice.app.http.exchange.RefusedException;
import dev.sluice.app.http.exchange.Reply;
import java.io.IOException;

/**
 * Errors as Google's APIs tell them: {@code {"error":{"code","message","status","details"}}}, after "Errors" of
 * Google's API design guide (AIP-193). Clients look at status and details; messages of keys are Google's own.
 */
final class GoogleErrors implements RefusalFormat {
    private static final String ERROR_INFO = "type.googleapis.com/google.rpc.ErrorInfo";

    @Override
    public Reply of(RefusedException refused) {
        int code = code(refused.refusal());
        return JsonReply.of(code, json -> {
            json.writeObjectFieldStart("error");
            json.writeNumberField("code", code);
            json.writeStringField("message", message(refused));
            json.writeStringField("status", status(refused.refusal()));
            if (refused.details() instanceof GoogleDetails details) {
                json.writeArrayFieldStart("details");
                json.writeStartObject();
                details.write(json);
                json.writeEndObject();
                json.writeEndArray();
            } else if (isBadKey(refused.refusal())) {
                writeBadKey(json, refused.refusal());
            }
            json.writeEndObject();
        });
    }

    private static void writeBadKey(com.fasterxml.jackson.core.JsonGenerator json, Refusal refusal) throws IOException {
        json.writeArrayFieldStart("details");
        json.writeStartObject();
        json.writeStringField("@type", ERROR_INFO);
        json.writeStringField("reason", refusal == Refusal.KEY_EXPIRED ? "API_KEY_EXPIRED" : "API_KEY_INVALID");
        json.writeStringField("domain", "googleapis.com");
        json.writeEndObject();
        json.writeEndArray();
    }

    private static boolean isBadKey(Refusal refusal) {
        return refusal == Refusal.KEY_UNKNOWN || refusal == Refusal.KEY_EXPIRED;
    }

    private static String message(RefusedException refused) {
        return switch (refused.refusal()) {
            case KEY_MISSING ->
                "Method doesn't allow unregistered callers (callers without established identity). Please use API Key"
                        + " or other form of API consumer identity to call this API.";
            case KEY_UNKNOWN -> "API key not valid. Please pass a valid API key.";
            case KEY_EXPIRED -> "API key expired. Please renew the API key.";
            default -> refused.detail();
        };
    }

    /** Google tells a wrong key as a bad request, and a missing one as forbidden. */
    private static int code(Refusal refusal) {
        return switch (refusal) {
            case KEY_UNKNOWN, KEY_EXPIRED, UNSUPPORTED_TYPE, KEY_REUSED -> 400;
            case KEY_MISSING -> 403;
            default -> refusal.status();
        };
    }

    private static String status(Refusal refusal) {
        return switch (code(refusal)) {
            case 400, 413 -> "INVALID_ARGUMENT";
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404, 405 -> "NOT_FOUND";
            case 408 -> "DEADLINE_EXCEEDED";
            case 409 -> "ABORTED";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 500 -> "INTERNAL";
            case 501 -> "UNIMPLEMENTED";
            default -> "UNAVAILABLE";
        };
    }
}
