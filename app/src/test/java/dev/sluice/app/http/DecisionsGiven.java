package dev.sluice.app.http;

import dev.sluice.schemas.Context;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Risk;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.registry.ShippedSchemas;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.time.Instant;

/** Decisions for tests. */
final class DecisionsGiven {
    static {
        ShippedSchemas.trustGeneratedClasses();
    }

    private DecisionsGiven() {}

    static Decision of(String post, int revision, String id, String supersedes) {
        Instant at = Instant.parse("2026-11-01T09:30:00Z");
        return Decision.newBuilder()
                .setId(id)
                .setPost(post)
                .setRevision(revision)
                .setThread("t1")
                .setCommunity("default")
                .setTrigger(Trigger.POST)
                .setOutcome(Outcome.ALLOW)
                .setRule("default")
                .setRationale("no rule of the policy applied")
                .setRisk(new Risk(0f, 0f, 0f, 0f, 0f, 0f))
                .setLanguage("en")
                .setContext(Context.newBuilder().build())
                .setPolicy("default")
                .setPolicyVersion("1.0.0")
                .setPolicySha256("0")
                .setRules("r")
                .setModels("m")
                .setSupersedes(supersedes)
                .setPostCreatedAt(at)
                .setDecidedAt(at)
                .build();
    }

    static byte[] bytes(SchemaRegistry registry, Decision decision) {
        return new AvroSerde<>(Decision.class, registry, TopicCatalogue.DECISIONS.subject())
                .encode(TopicCatalogue.DECISIONS.name(), decision);
    }
}
