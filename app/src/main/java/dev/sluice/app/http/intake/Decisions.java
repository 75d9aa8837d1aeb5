package dev.sluice.app.http.intake;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.app.http.intake.DecisionTable.Waiting;
import dev.sluice.app.http.intake.EventReader.Event;
import dev.sluice.app.play.DecisionJson;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Decisions as endpoints tell them: as a line of {@code decisions.jsonl} has them. */
public final class Decisions {
    private final DecisionTable table;
    private final AvroSerde<Decision> serde;

    /** The decisions of this table. */
    public Decisions(DecisionTable table, SchemaRegistry registry) {
        this.table = table;
        this.serde = new AvroSerde<>(Decision.class, registry, TopicCatalogue.DECISIONS.subject());
    }

    /** The bytes of the decision in force; null where none is known here. */
    byte @Nullable [] find(String post) {
        return table.find(post);
    }

    /** Somebody who waits for the decision about an event; null where too many wait. */
    @Nullable
    Waiting await(Event event) {
        return table.await(event.id(), event.revision());
    }

    /** What was decided within this time, each at its place; null where nothing was. */
    List<byte @Nullable []> collect(List<@Nullable Waiting> waiting, Duration wait) {
        long until = System.nanoTime() + wait.toNanos();
        List<byte @Nullable []> found = new ArrayList<>(waiting.size());
        for (Waiting one : waiting) {
            found.add(one == null ? null : collect(one, until));
        }
        return found;
    }

    private static byte @Nullable [] collect(Waiting one, long until) {
        try {
            return one.decided().get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting never fails", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Writes one as an object. */
    void write(JsonGenerator json, byte[] value) throws IOException {
        json.writeStartObject();
        DecisionJson.write(json, serde.decode(value));
        json.writeEndObject();
    }

    /** Writes the fields of one. */
    void writeFields(JsonGenerator json, byte[] value) throws IOException {
        DecisionJson.write(json, serde.decode(value));
    }
}
