package dev.sluice.topology.decide;

import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.SecondLookRequest;
import dev.sluice.schemas.Trigger;
import dev.sluice.topology.policy.SecondLookPolicy;
import java.time.Clock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a second look at posts that the policy of their community calls uncertain. Once for each revision: a flag
 * brings no new words.
 */
public final class SecondLookRequests {
    private final Decider decider;
    private final Predicate<String> covers;
    private final Clock clock;

    /**
     * Requests by the policies of a decider.
     *
     * @param covers whether the second look may judge texts of a language, a BCP 47 primary tag
     */
    public SecondLookRequests(Decider decider, Predicate<String> covers, Clock clock) {
        this.decider = decider;
        this.covers = covers;
        this.clock = clock;
    }

    /** The request for a post; null where there is nothing to look at again, as for nearly all. */
    @Nullable
    SecondLookRequest requestFor(AssessedPost assessed) {
        SecondLookPolicy policy = decider.packOf(assessed).secondLook();
        if (policy == null) {
            return null;
        }
        Assessment assessment = assessed.getAssessment();
        String language = assessment.getLanguage().getCode();
        boolean uncertain = policy.isUncertain(assessment.getRisk(), language) && hasNewWords(assessed);
        return uncertain && covers.test(language) ? request(assessed, policy) : null;
    }

    private static boolean hasNewWords(AssessedPost assessed) {
        return (assessed.getTrigger() == Trigger.POST || assessed.getTrigger() == Trigger.EDIT)
                && assessed.getPost().getEvent() != PostEvent.DELETED;
    }

    private SecondLookRequest request(AssessedPost assessed, SecondLookPolicy policy) {
        Post post = assessed.getPost();
        SecondLookRequest request = new SecondLookRequest();
        request.setPost(post.getId());
        request.setRevision(post.getRevision());
        request.setThread(post.getThread());
        request.setCommunity(post.getCommunity());
        request.setPartition(assessed.getSource().getPartition());
        request.setText(post.getText());
        request.setLanguage(post.getLanguage());
        request.setDoubts(policy.doubts(assessed.getAssessment().getRisk()));
        request.setReviewIfShed(policy.reviewsShed());
        request.setAssessment(assessed.getAssessment());
        request.setAskedAt(clock.instant());
        return request;
    }
}
