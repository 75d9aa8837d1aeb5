package dev.sluice.app.policy;

import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.AssessorLoader;
import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.registry.ShippedSchemas;
import dev.sluice.topology.assess.PostAssessor;
import dev.sluice.topology.decide.PostFacts;
import dev.sluice.topology.policy.Explanation;
import dev.sluice.topology.policy.Facts;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.PolicyCheck;
import dev.sluice.topology.release.ExampleTexts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Policies with the detectors that feed them. A post is seen exactly as the pipeline would see the first of its
 * thread.
 */
public final class PolicyDesk {
    private final Path folder;
    private final PolicyBook book;
    private final PostAssessor assessor;
    private final ExampleTexts examples;

    private PolicyDesk(Path folder, PolicyBook book, Assessor detectors) {
        this.folder = folder;
        this.book = book;
        this.assessor = new PostAssessor(detectors::assess, Clock.systemUTC());
        this.examples = new ExampleTexts(detectors::assess, Clock.systemUTC());
    }

    /**
     * The desk for this folder of policies.
     *
     * @throws dev.sluice.topology.policy.PolicyException where a policy is wrong
     */
    public static PolicyDesk open(Path folder) {
        ShippedSchemas.trustGeneratedClasses();
        Assessor detectors = AssessorLoader.load(folder);
        return new PolicyDesk(folder, PolicyBook.load(folder), detectors);
    }

    /** Runs every example of every rule and every case of the corpus. */
    public PolicyCheck.Report check() {
        Path cases = folder.resolve("cases");
        @Nullable Path corpus = Files.isDirectory(cases) ? cases : null;
        return new PolicyCheck(book, Notices.load(folder), examples).run(corpus);
    }

    /** Why a post gets its decision. */
    public Explanation explain(Post post) {
        return book.forPost(post.getCommunity(), post.getLabels().get(PolicyBook.JURISDICTION_LABEL))
                .explain(facts(post));
    }

    private Facts facts(Post post) {
        AssessedPost assessed = new AssessedPost();
        assessed.setSource(new RawRecord());
        assessed.setPost(post);
        assessed.setAssessment(assessor.assess(post));
        assessed.setContext(new Context(0f, 0, 1, 0, 0, 0f, 0f, 1, 0));
        assessed.setTrigger(trigger(post.getEvent()));
        assessed.setEventAt(post.getCreatedAt());
        assessed.setNumber(1);
        return PostFacts.of(assessed);
    }

    private static Trigger trigger(PostEvent event) {
        return switch (event) {
            case EDITED -> Trigger.EDIT;
            case DELETED -> Trigger.DELETE;
            case CREATED, UNKNOWN -> Trigger.POST;
        };
    }
}
