package dev.sluice.app.http.moderation;

import dev.sluice.app.http.exchange.JsonReply;
import dev.sluice.app.http.exchange.Refusal;
import dev.sluice.app.http.exchange.RefusalFormat;
import dev.sluice.app.http.exchange.RefusedException;
import dev.sluice.app.http.exchange.Reply;

/** Errors as OpenAI's API reference has them: {@code {"error":{"message","type","param","code"}}}. */
final class OpenAiErrors implements RefusalFormat {
    @Override
    public Reply of(RefusedException refused) {
        return JsonReply.of(refused.refusal().status(), json -> {
            json.writeObjectFieldStart("error");
            json.writeStringField("message", refused.detail());
            json.writeStringField("type", type(refused.refusal()));
            json.writeNullField("param");
            json.writeStringField("code", code(refused.refusal()));
            json.writeEndObject();
        });
    }

    private static String type(Refusal refusal) {
        if (refusal.status() == 429) {
            return "requests";
        }
        return refusal.status() >= 500 ? "server_error" : "invalid_request_error";
    }

    private static String code(Refusal refusal) {
        return switch (refusal) {
            case KEY_MISSING, KEY_UNKNOWN, KEY_EXPIRED -> "invalid_api_key";
            case QUOTA, BUSY -> "rate_limit_exceeded";
            default -> refusal.code();
        };
    }
}
