package dev.sluice.app.http.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.http.exchange.BodyLimits;
import dev.sluice.app.http.exchange.JsonBody;
import dev.sluice.app.http.exchange.Refusal;
import dev.sluice.app.http.exchange.RefusedException;
import dev.sluice.app.http.exchange.WrongEvents;
import dev.sluice.app.http.exchange.WrongEvents.Wrong;
import dev.sluice.app.play.PostRecords;
import dev.sluice.app.play.PostRecords.Prepared;
import dev.sluice.app.posts.BadLineException;
import dev.sluice.app.posts.PostLine;
import dev.sluice.app.posts.PostLineParser;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of a request: one object, a list of them, or a line each ({@code application/x-ndjson}). All must be
 * good, else none is taken.
 */
final class EventReader {
    static final String JSON = "application/json";
    static final String LINES = "application/x-ndjson";

    private static final int MOST_TOLD = 20;

    private final PostRecords records;
    private final Clock clock;
    private final int most;

    EventReader(PostRecords records, Clock clock, int most) {
        this.records = records;
        this.clock = clock;
        this.most = most;
    }

    /**
     * One event.
     *
     * @param index its place in the request, from 0
     * @param id of the post that it is about
     * @param revision of the post; 0 for a flag
     * @param isDecided whether it gets a decision
     */
    record Event(int index, String id, int revision, boolean isDecided, Prepared prepared) {}

    /**
     * All events of a request.
     *
     * @param isList whether they came as a list
     * @param ignored keys that are no part of the format
     * @param wrong those that were left out
     */
    record Events(List<Event> list, boolean isList, Set<String> ignored, List<Wrong> wrong) {}

    /**
     * Reads.
     *
     * @param type the media type
     * @param ids makes the id of the post that states none, from its place
     * @param partly whether wrong events of a list are left out where there are good ones
     * @throws RefusedException naming every event that cannot be taken, up to 20
     */
    Events read(String type, BodyLimits.Body body, IntFunction<String> ids, boolean partly) {
        PostLineParser parser = PostLineParser.ofRequest(clock.instant());
        return switch (type) {
            case JSON -> {
                JsonNode tree = JsonBody.parse(body);
                if (tree instanceof ObjectNode object) {
                    yield take(List.of(object), false, parser, ids, false);
                }
                if (!tree.isArray()) {
                    throw new RefusedException(
                            Refusal.MALFORMED_BODY, "the body is neither an object nor a list; allowed: one of both");
                }
                List<JsonNode> nodes = new ArrayList<>(tree.size());
                tree.forEach(nodes::add);
                yield take(nodes, true, parser, ids, partly);
            }
            case LINES ->
                take(
                        JsonBody.text(body)
                                .lines()
                                .filter(line -> !line.isBlank())
                                .limit(most + 1L)
                                .toList(),
                        true,
                        parser,
                        ids,
                        partly);
            default ->
                throw new RefusedException(
                        Refusal.UNSUPPORTED_TYPE, "the Content-Type is not taken; allowed: " + JSON + ", " + LINES);
        };
    }

    private Events take(List<?> items, boolean isList, PostLineParser parser, IntFunction<String> ids, boolean partly) {
        if (items.isEmpty() || items.size() > most) {
            throw new RefusedException(
                    Refusal.INVALID_REQUEST,
                    "the list has " + (items.isEmpty() ? "no" : "more") + " events; allowed: 1 to " + most);
        }
        List<Event> events = new ArrayList<>(items.size());
        List<Wrong> wrong = new ArrayList<>(0);
        for (int i = 0; i < items.size(); i++) {
            try {
                events.add(event(i, object(items.get(i), parser), parser, ids));
            } catch (BadLineException e) {
                if (partly || wrong.size() < MOST_TOLD) {
                    wrong.add(new Wrong(i, "the event " + e.reason()));
                }
            }
        }
        if (!wrong.isEmpty() && (!partly || events.isEmpty())) {
            throw new RefusedException(
                    Refusal.INVALID_EVENTS,
                    isList
                            ? "event " + wrong.getFirst().index() + ": "
                                    + wrong.getFirst().reason() + "; none of the list was taken"
                            : wrong.getFirst().reason(),
                    new WrongEvents(wrong.subList(0, Math.min(wrong.size(), MOST_TOLD))));
        }
        return new Events(events, isList, parser.ignoredKeys().keySet(), wrong);
    }

    private static ObjectNode object(@Nullable Object item, PostLineParser parser) throws BadLineException {
        return switch (item) {
            case ObjectNode object -> object;
            case String line -> parser.object(line);
            case null, default -> throw new BadLineException("is not an object");
        };
    }

    private Event event(int index, ObjectNode object, PostLineParser parser, IntFunction<String> ids)
            throws BadLineException {
        if (!object.has("id")
                && (!object.has("type") || "post".equals(object.path("type").textValue()))) {
            object.put("id", ids.apply(index));
        }
        PostLine line = parser.parse(object);
        Prepared prepared = records.prepare(line);
        return switch (line) {
            case PostLine.Posted posted ->
                new Event(index, posted.post().getId(), posted.post().getRevision(), true, prepared);
            case PostLine.Flagged flagged -> new Event(index, flagged.flag().getPost(), 0, false, prepared);
        };
    }
}
