package dev.sluice.topology.assess;

import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.SecondAssessment;
import dev.sluice.schemas.SecondLookRequest;
import dev.sluice.schemas.Unavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The answers to requests for a second look. */
public final class SecondAssessments {
    /** The detector that stands for the second look where it could not answer. */
    public static final String DETECTOR = "second-look";

    private SecondAssessments() {}

    /** What was found. */
    public static SecondAssessment of(
            SecondLookRequest request, dev.sluice.classifiers.Assessment assessed, Instant at) {
        SecondAssessment answer = answer(request, at);
        Assessment first = request.getAssessment();
        answer.setAssessment(AssessmentRecords.again(first, id(first), assessed, at));
        return answer;
    }

    /** Nobody could look: the first assessment, with the categories in doubt as not covered. */
    public static SecondAssessment unavailable(SecondLookRequest request, String version, Instant at) {
        SecondAssessment answer = answer(request, at);
        answer.setAssessment(withoutAnswer(request, version, "the second look failed", at));
        return answer;
    }

    /** Nobody looked in time: the first decision stands, or is made again without the categories in doubt. */
    public static SecondAssessment shed(SecondLookRequest request, String version, Instant at) {
        SecondAssessment answer = answer(request, at);
        answer.setShed(true);
        if (request.getReviewIfShed()) {
            answer.setAssessment(withoutAnswer(request, version, "the post had waited too long", at));
        }
        return answer;
    }

    private static SecondAssessment answer(SecondLookRequest request, Instant at) {
        SecondAssessment answer = new SecondAssessment();
        answer.setPost(request.getPost());
        answer.setRevision(request.getRevision());
        answer.setThread(request.getThread());
        answer.setShed(false);
        answer.setAskedAt(request.getAskedAt());
        answer.setAnsweredAt(at);
        return answer;
    }

    private static Assessment withoutAnswer(SecondLookRequest request, String version, String reason, Instant at) {
        Assessment assessment = Assessment.newBuilder(request.getAssessment()).build();
        List<Unavailable> unavailable = new ArrayList<>(assessment.getUnavailable());
        unavailable.add(new Unavailable(DETECTOR, version, request.getDoubts(), reason));
        assessment.setId(id(request.getAssessment()));
        assessment.setUnavailable(unavailable);
        assessment.setAssessedAt(at);
        return assessment;
    }

    private static String id(Assessment first) {
        return first.getId() + "/2";
    }
}
