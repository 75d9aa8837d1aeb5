package dev.sluice.app.http.exchange;

/** How an API tells its clients that a request is refused. */
public interface RefusalFormat {
    /** The answer. */
    Reply of(RefusedException refused);

    /** Problem details (RFC 9457) with a {@code code}, and {@code errors} where events are wrong. */
    RefusalFormat PROBLEM = refused -> JsonReply.of(refused.refusal().status(), "application/problem+json", json -> {
        json.writeStringField("type", "about:blank");
        json.writeStringField("title", refused.refusal().title());
        json.writeNumberField("status", refused.refusal().status());
        json.writeStringField("code", refused.refusal().code());
        json.writeStringField("detail", refused.detail());
        if (refused.details() instanceof WrongEvents wrong) {
            json.writeArrayFieldStart("errors");
            for (WrongEvents.Wrong event : wrong.events()) {
                json.writeStartObject();
                json.writeNumberField("index", event.index());
                json.writeStringField("detail", event.reason());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    });
}
