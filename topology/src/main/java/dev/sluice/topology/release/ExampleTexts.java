package dev.sluice.topology.release;

import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.registry.ShippedSchemas;
import dev.sluice.topology.assess.PostAssessor;
import dev.sluice.topology.assess.TextAssessor;
import dev.sluice.topology.decide.PostFacts;
import dev.sluice.topology.policy.PolicyCheck.Assessed;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/** What the policy sees of the texts of examples: what it would see of the first post of a thread. */
public final class ExampleTexts implements Function<String, Assessed> {
    private final PostAssessor assessor;

    /** Texts as these detectors see them. */
    public ExampleTexts(TextAssessor assessor, Clock clock) {
        ShippedSchemas.trustGeneratedClasses();
        this.assessor = new PostAssessor(assessor, clock);
    }

    @Override
    public Assessed apply(String text) {
        Post post = Post.newBuilder()
                .setId("example")
                .setRevision(1)
                .setEvent(PostEvent.CREATED)
                .setCommunity("example")
                .setThread("example")
                .setText(text)
                .setLabels(Map.of())
                .setCreatedAt(Instant.EPOCH)
                .build();
        AssessedPost assessed = new AssessedPost();
        assessed.setSource(new RawRecord());
        assessed.setPost(post);
        assessed.setAssessment(assessor.assess(post));
        assessed.setContext(
                Context.newBuilder().setAuthorThreadPosts(1).setThreadPosts(1).build());
        assessed.setTrigger(Trigger.POST);
        assessed.setEventAt(post.getCreatedAt());
        assessed.setNumber(1);
        return Assessed.of(PostFacts.of(assessed));
    }
}
