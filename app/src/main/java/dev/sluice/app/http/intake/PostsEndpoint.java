package dev.sluice.app.http.intake;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.app.http.exchange.BodyLimits;
import dev.sluice.app.http.exchange.Call;
import dev.sluice.app.http.exchange.Endpoint;
import dev.sluice.app.http.exchange.JsonBody;
import dev.sluice.app.http.exchange.JsonReply;
import dev.sluice.app.http.exchange.Refusal;
import dev.sluice.app.http.exchange.RefusedException;
import dev.sluice.app.http.exchange.Reply;
import dev.sluice.app.http.exchange.Request;
import dev.sluice.app.http.exchange.WrongEvents;
import dev.sluice.app.http.intake.DecisionTable.Waiting;
import dev.sluice.app.http.intake.EventReader.Event;
import dev.sluice.app.http.intake.EventReader.Events;
import dev.sluice.app.play.PostRecords;
import dev.sluice.app.play.PostRecords.Prepared;
import dev.sluice.topology.tracing.TraceParent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/posts}: events in, acknowledged once they are in Kafka. With {@code ?wait=} it also waits for the
 * first decision about each.
 */
public final class PostsEndpoint implements Endpoint {
    private static final ByteBuffer NOT_ASKED = ByteBuffer.allocate(0);
    private static final int BUSY_SECONDS = 1;
    private static final int UNACKNOWLEDGED_SECONDS = 5;

    private final BodyLimits bodies;
    private final EventReader reader;
    private final PostSink sink;
    private final Decisions decisions;
    private final IdempotencyTable answers;
    private final LongAdder acknowledged;

    /**
     * The endpoint.
     *
     * @param limits how much it takes
     * @param acknowledged counts events that were acknowledged
     */
    public PostsEndpoint(
            BodyLimits bodies,
            PostRecords records,
            PostSink sink,
            Decisions decisions,
            IntakeLimits limits,
            LongAdder acknowledged,
            Clock clock) {
        this.bodies = bodies;
        this.reader = new EventReader(records, clock, limits.mostEvents());
        this.sink = sink;
        this.acknowledged = acknowledged;
        this.decisions = decisions;
        this.answers = new IdempotencyTable(limits.keepAnswers(), limits.answerBytes(), clock);
    }

    @Override
    public Reply answer(Call call) throws IOException {
        Request request = call.request();
        Duration wait = WaitParameter.of(request.query("wait"));
        String type = JsonBody.mediaType(request);
        boolean partly = partly(request.query("partial"));
        String key = RequestKeys.idempotencyKey(request);
        Events events;
        ByteBuffer asked;
        try (BodyLimits.Body body = bodies.read(request)) {
            asked = key == null ? NOT_ASKED : RequestKeys.hash(type, wait + " " + partly, body);
            events = reader.read(
                    type,
                    body,
                    key == null
                            ? RequestKeys.random()
                            : RequestKeys.following(call.caller().id(), key, body),
                    partly);
        }
        return key == null ? take(call, wait, events) : once(call, wait, events, key, asked);
    }

    private static boolean partly(@Nullable String value) {
        return switch (value) {
            case null -> false;
            case "true" -> true;
            case "false" -> false;
            default -> throw new RefusedException(Refusal.INVALID_REQUEST, "partial is wrong; allowed: true or false");
        };
    }

    private Reply once(Call call, Duration wait, Events events, String value, ByteBuffer asked) {
        IdempotencyTable.Key key = new IdempotencyTable.Key(call.caller().id(), value);
        Reply before = answers.begin(key, asked);
        if (before != null) {
            return before;
        }
        Reply reply = null;
        try {
            reply = take(call, wait, events);
            return reply;
        } finally {
            answers.end(key, reply);
        }
    }

    private Reply take(Call call, Duration wait, Events events) {
        TraceParent trace = TraceParent.of(call.request().header(TraceParent.HEADER));
        String usedUp = "the quota of key " + call.caller().id() + " is used up";
        return call.charged(events.list().size(), usedUp, () -> take(wait, events, trace));
    }

    private Reply take(Duration wait, Events events, @Nullable TraceParent trace) {
        List<@Nullable Waiting> waiting =
                new ArrayList<>(wait.isZero() ? 0 : events.list().size());
        try {
            if (!wait.isZero()) {
                events.list().forEach(event -> waiting.add(event.isDecided() ? decisions.await(event) : null));
            }
            publish(events, trace);
            return wait.isZero() ? accepted(events) : decided(events, decisions.collect(waiting, wait));
        } finally {
            for (Waiting one : waiting) {
                if (one != null) {
                    one.close();
                }
            }
        }
    }

    private void publish(Events events, @Nullable TraceParent trace) {
        List<Prepared> prepared = events.list().stream().map(Event::prepared).toList();
        switch (sink.publish(prepared, trace)) {
            case KEPT -> acknowledged.add(prepared.size());
            case FULL ->
                throw RefusedException.later(
                        Refusal.BUSY, "too many events are on their way; none was taken", BUSY_SECONDS);
            case UNKNOWN ->
                throw RefusedException.later(
                        Refusal.NOT_ACKNOWLEDGED,
                        "the cluster has not acknowledged the events; send them again with the same ids",
                        UNACKNOWLEDGED_SECONDS);
        }
    }

    private Reply accepted(Events events) {
        return JsonReply.of(202, json -> write(json, events, List.of()));
    }

    private Reply decided(Events events, List<byte @Nullable []> found) {
        boolean all = true;
        for (int i = 0; i < found.size(); i++) {
            all &= found.get(i) != null || !events.list().get(i).isDecided();
        }
        return JsonReply.of(all ? 200 : 202, json -> write(json, events, found));
    }

    private void write(JsonGenerator json, Events events, List<byte @Nullable []> found) throws IOException {
        if (events.isList()) {
            json.writeNumberField("accepted", events.list().size());
            json.writeArrayFieldStart("posts");
            for (int i = 0; i < events.list().size(); i++) {
                json.writeStartObject();
                if (!events.wrong().isEmpty()) {
                    json.writeNumberField("index", events.list().get(i).index());
                }
                write(json, events.list().get(i), found, i);
                json.writeEndObject();
            }
            json.writeEndArray();
            writeWrong(json, events.wrong());
        } else {
            write(json, events.list().getFirst(), found, 0);
        }
        if (!events.ignored().isEmpty()) {
            json.writeArrayFieldStart("ignored");
            for (String name : events.ignored()) {
                json.writeString(name);
            }
            json.writeEndArray();
        }
    }

    private static void writeWrong(JsonGenerator json, List<WrongEvents.Wrong> wrong) throws IOException {
        if (wrong.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("errors");
        for (WrongEvents.Wrong event : wrong) {
            json.writeStartObject();
            json.writeNumberField("index", event.index());
            json.writeStringField("detail", event.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void write(JsonGenerator json, Event event, List<byte @Nullable []> found, int index) throws IOException {
        json.writeStringField("id", event.id());
        if (event.isDecided()) {
            json.writeNumberField("revision", event.revision());
        }
        if (!found.isEmpty() && event.isDecided()) {
            byte[] value = found.get(index);
            if (value == null) {
                json.writeNullField("decision");
            } else {
                json.writeFieldName("decision");
                decisions.write(json, value);
            }
        }
    }
}
