package dev.sluice.app.policy;

import dev.sluice.classifiers.models.ModelFolder;
import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.registry.ShippedSchemas;
import dev.sluice.topology.decide.PostFacts;
import dev.sluice.topology.outcomes.statements.StatementPolicies;
import dev.sluice.topology.policy.Calendars;
import dev.sluice.topology.policy.CaseworkRules;
import dev.sluice.topology.policy.DefamationRules;
import dev.sluice.topology.policy.Explanation;
import dev.sluice.topology.policy.Facts;
import dev.sluice.topology.policy.LegalAuthorities;
import dev.sluice.topology.policy.LegalRoutes;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.PolicyCheck;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.policy.SecondLookPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Policies with the detectors that feed them. A post is seen exactly as the pipeline would see the first of its
 * thread, once everybody who looks at it has: where the pack's bands ask for a second look, by what that found.
 */
public final class PolicyDesk implements AutoCloseable {
    private final Path folder;
    private final PolicyBook book;
    private final BothLooks looks;

    private PolicyDesk(Path folder, PolicyBook book, BothLooks looks) {
        this.folder = folder;
        this.book = book;
        this.looks = looks;
    }

    /**
     * The desk for this folder of policies.
     *
     * @throws dev.sluice.topology.policy.PolicyException where a policy is wrong
     */
    public static PolicyDesk open(Path folder) {
        ShippedSchemas.trustGeneratedClasses();
        PolicyBook book = PolicyBook.load(folder);
        return new PolicyDesk(folder, book, BothLooks.load(folder, ModelFolder.shipped()));
    }

    /**
     * Runs every example of every rule, every case of the corpus, and the examples of how people work and of legal
     * routes.
     *
     * @throws dev.sluice.topology.policy.PolicyException where the rules of casework, the words or grounds of statements,
     *     the bounds of outcomes, the tables of legal routes, the list of authorities, calendars, letters or the rules of
     *     notices of defamation are wrong, or a pack names a queue that casework does not
     */
    public PolicyCheck.Report check() {
        CaseworkRules.load(folder).requireQueuesOf(book);
        StatementPolicies.check(folder);
        LegalRoutes.load(folder);
        LegalAuthorities.check(folder);
        Calendars.load(folder);
        DefamationRules.load(folder);
        Path cases = folder.resolve("cases");
        @Nullable Path corpus = Files.isDirectory(cases) ? cases : null;
        return new PolicyCheck(book, Notices.load(folder), this::assessed).run(corpus);
    }

    /** Why a post gets its decision. */
    public Explanation explain(Post post) {
        return packOf(post).explain(facts(post));
    }

    private PolicyCheck.Assessed assessed(String text) {
        return PolicyCheck.Assessed.of(facts(Post.newBuilder()
                .setId("example")
                .setRevision(1)
                .setEvent(PostEvent.CREATED)
                .setCommunity("example")
                .setThread("example")
                .setText(text)
                .setLabels(Map.of())
                .setCreatedAt(Instant.EPOCH)
                .build()));
    }

    private Facts facts(Post post) {
        AssessedPost assessed = new AssessedPost();
        assessed.setSource(new RawRecord());
        assessed.setPost(post);
        assessed.setAssessment(assessment(post));
        assessed.setContext(
                Context.newBuilder().setAuthorThreadPosts(1).setThreadPosts(1).build());
        assessed.setTrigger(trigger(post.getEvent()));
        assessed.setEventAt(post.getCreatedAt());
        assessed.setNumber(1);
        return PostFacts.of(assessed);
    }

    private PolicyPack packOf(Post post) {
        return book.forPost(post.getCommunity(), post.getLabels().get(PolicyBook.JURISDICTION_LABEL));
    }

    private Assessment assessment(Post post) {
        Assessment first = looks.first(post);
        String language = first.getLanguage().getCode();
        @Nullable SecondLookPolicy policy = packOf(post).secondLook();
        boolean inDoubt = policy != null && policy.isUncertain(first.getRisk(), language);
        return inDoubt && looks.looksTwice(language) ? looks.second(post) : first;
    }

    /** Frees the models. */
    @Override
    public void close() {
        looks.close();
    }

    private static Trigger trigger(PostEvent event) {
        return switch (event) {
            case EDITED -> Trigger.EDIT;
            case DELETED -> Trigger.DELETE;
            case CREATED, UNKNOWN -> Trigger.POST;
        };
    }
}
