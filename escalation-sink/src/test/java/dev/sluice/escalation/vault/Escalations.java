package dev.sluice.escalation.vault;

import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.DetectedLanguage;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.Risk;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.Urgency;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.registry.ShippedSchemas;
import dev.sluice.schemas.serde.AvroSerde;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An invented escalation, the same in every run. */
public final class Escalations {
    /** Knows all shipped schemas. */
    public static final SchemaRegistry REGISTRY = SchemaRegistry.connect(RegistrySettings.mock("test"));

    /** Words of the post: may be nowhere but in the post's own files. */
    public static final String WORDS = "Orla Quillfeather stole the tombola money \u2014 everyone knows \uD83D\uDE21";

    private static final AvroSerde<Escalation> SERDE = new AvroSerde<>(Escalation.class, REGISTRY);
    private static final Instant AT = Instant.ofEpochMilli(1_700_000_000_123L);

    static {
        ShippedSchemas.trustGeneratedClasses();
    }

    private Escalations() {}

    /** An escalation of the post with this id. */
    public static Escalation of(String id) {
        Post post = post(id);
        return Escalation.newBuilder()
                .setId(id)
                .setLegalCategory("DEFAMATION")
                .setJurisdictions(List.of("GB-EAW"))
                .setUrgency(Urgency.ROUTINE)
                .setSummary("A post that may make a damaging factual allegation about a named person.")
                .setRequestedAction("Assess; no notice was received.")
                .setSource(source(post))
                .setPost(post)
                .setAssessment(assessment(id))
                .setDecision(decision(id))
                .setPolicy(policy())
                .setEscalatedAt(AT)
                .build();
    }

    /** An escalation that holds a pointer and a category and nothing else. */
    public static Escalation pointer(String id) {
        Escalation escalation = of(id);
        escalation.setLegalCategory("CSEA");
        escalation.setPointerOnly(true);
        escalation.getSource().setValue(null);
        escalation.getSource().setKey(null);
        escalation.getPost().setText("");
        escalation.getPost().setUrl(null);
        escalation.getPost().setLabels(Map.of());
        escalation.getAssessment().setSignals(List.of());
        escalation.getDecision().setSpans(List.of());
        escalation.getDecision().setSignals(List.of());
        return escalation;
    }

    /** The escalation's bytes on the topic. */
    public static byte[] bytes(Escalation escalation) {
        return SERDE.encode("escalations", escalation);
    }

    /** The escalation as the sink reads it. */
    public static Evidence evidence(Escalation escalation) {
        return new Evidence(escalation, bytes(escalation), ShippedSchemas.plain(Escalation.getClassSchema()));
    }

    private static Post post(String id) {
        return Post.newBuilder()
                .setId(id)
                .setRevision(1)
                .setEvent(PostEvent.CREATED)
                .setCommunity("garden")
                .setThread("t-1")
                .setAuthor("m-7")
                .setText(WORDS)
                .setCreatedAt(AT)
                .setLabels(Map.of("b", "2", "a", "1"))
                .build();
    }

    private static RawRecord source(Post post) {
        return RawRecord.newBuilder()
                .setTopic("posts")
                .setPartition(3)
                .setOffset(9_007_199_254_740_993L)
                .setTimestamp(AT)
                .setKey(utf8("t-1"))
                .setValue(ByteBuffer.wrap(new AvroSerde<>(Post.class, REGISTRY).encode("posts", post)))
                .setSchemaId(1)
                .setWriterSchema(ShippedSchemas.plain(Post.getClassSchema()).toString())
                .build();
    }

    private static Assessment assessment(String id) {
        return Assessment.newBuilder()
                .setId("a-" + id)
                .setPost(id)
                .setRevision(1)
                .setThread("t-1")
                .setCommunity("garden")
                .setLanguage(new DetectedLanguage("en", 0.99f))
                .setRisk(risk())
                .setTextLength(42)
                .setAssessedLength(42)
                .setModels("m1")
                .setRules("r1")
                .setAssessedAt(AT)
                .build();
    }

    private static Decision decision(String id) {
        return Decision.newBuilder()
                .setId("d-" + id)
                .setPost(id)
                .setRevision(1)
                .setThread("t-1")
                .setCommunity("garden")
                .setTrigger(Trigger.POST)
                .setOutcome(Outcome.REVIEW)
                .setEscalated("DEFAMATION")
                .setRule("defamation.review")
                .setRationale("A damaging factual allegation about a named person.")
                .setRisk(risk())
                .setLanguage("en")
                .setContext(Context.newBuilder()
                        .setAuthorThreadPosts(1)
                        .setThreadPosts(1)
                        .build())
                .setPolicy("default")
                .setPolicyVersion("1.0.0")
                .setPolicySha256("00")
                .setRules("r1")
                .setModels("m1")
                .setPostCreatedAt(AT)
                .setDecidedAt(AT)
                .build();
    }

    private static PolicyRelease policy() {
        return PolicyRelease.newBuilder()
                .setPolicy("default")
                .setVersion("1.0.0")
                .setSha256("00")
                .setText("policy: default\nversion: \"1.0.0\"\n")
                .setReleasedAt(AT)
                .build();
    }

    private static Risk risk() {
        return new Risk(0.1f, 0.1f, 0.01f, 0f, 0.02f, 0.93f);
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
