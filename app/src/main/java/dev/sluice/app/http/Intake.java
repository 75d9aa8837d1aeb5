package dev.sluice.app.http;

import dev.sluice.app.http.exchange.BodyLimits;
import dev.sluice.app.http.intake.DecisionEndpoint;
import dev.sluice.app.http.intake.DecisionFollower;
import dev.sluice.app.http.intake.DecisionTable;
import dev.sluice.app.http.intake.Decisions;
import dev.sluice.app.http.intake.IntakeLimits;
import dev.sluice.app.http.intake.PostSink;
import dev.sluice.app.http.intake.PostsEndpoint;
import dev.sluice.app.http.perspective.Suggestions;
import dev.sluice.app.play.PostRecords;
import dev.sluice.schemas.registry.SchemaRegistry;
import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What intake is made of.
 *
 * @param sink where events go
 * @param registry schemas of events and decisions
 * @param decisions the decisions that are known here
 * @param follower brings them in; null where something else does
 * @param suggestions where suggested scores go; null where none are taken
 * @param limits how much is taken
 * @param acknowledgedEvents counts them
 * @param clock tells the time
 */
public record Intake(
        PostSink sink,
        SchemaRegistry registry,
        DecisionTable decisions,
        @Nullable DecisionFollower follower,
        @Nullable Suggestions suggestions,
        IntakeLimits limits,
        LongAdder acknowledgedEvents,
        Clock clock)
        implements AutoCloseable {
    /** Intake that has acknowledged nothing yet. */
    public Intake(
            PostSink sink,
            SchemaRegistry registry,
            DecisionTable decisions,
            @Nullable DecisionFollower follower,
            @Nullable Suggestions suggestions,
            IntakeLimits limits,
            Clock clock) {
        this(sink, registry, decisions, follower, suggestions, limits, new LongAdder(), clock);
    }

    PostsEndpoint posts(BodyLimits bodies) {
        return new PostsEndpoint(
                bodies,
                new PostRecords(registry),
                sink,
                new Decisions(decisions, registry),
                limits,
                acknowledgedEvents,
                clock);
    }

    DecisionEndpoint decision() {
        return new DecisionEndpoint(new Decisions(decisions, registry));
    }

    double acknowledged() {
        return acknowledgedEvents.sum();
    }

    boolean isReady() {
        return sink.isWell() && (follower == null || follower.isFollowing());
    }

    @Override
    public void close() {
        if (follower != null) {
            follower.close();
        }
        sink.close();
    }
}
