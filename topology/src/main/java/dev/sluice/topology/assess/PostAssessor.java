package dev.sluice.topology.assess;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.Language;
import dev.sluice.classifiers.RiskScores;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.topology.health.FailureLog;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Assesses posts, and never fails: where the detectors cannot answer at all, every category counts as not covered,
 * and the policy says what that means.
 */
public final class PostAssessor {
    private final TextAssessor assessor;
    private final Clock clock;
    private final FailureLog failures = new FailureLog(LoggerFactory.getLogger(PostAssessor.class));

    /** An assessor of posts over an assessor of texts. */
    public PostAssessor(TextAssessor assessor, Clock clock) {
        this.assessor = assessor;
        this.clock = clock;
    }

    /** The assessment of a post. */
    public Assessment assess(Post post) {
        if (post.getEvent() == PostEvent.DELETED) {
            return AssessmentRecords.notAssessed(post, clock.instant());
        }
        return AssessmentRecords.of(post, findings(post), clock.instant());
    }

    private dev.sluice.classifiers.Assessment findings(Post post) {
        try {
            return assessor.assess(post.getText(), post.getLanguage());
        } catch (RuntimeException | StackOverflowError e) {
            failures.log("be assessed", post.getId(), e);
            int length = post.getText().codePointCount(0, post.getText().length());
            Finding unavailable = new Finding.Unavailable(
                    "assessor",
                    "none",
                    EnumSet.allOf(Category.class),
                    e.getClass().getSimpleName());
            return new dev.sluice.classifiers.Assessment(
                    new Language(Language.UNDETERMINED, 0),
                    RiskScores.NONE,
                    List.of(unavailable),
                    length,
                    0,
                    "none",
                    "none");
        }
    }
}
