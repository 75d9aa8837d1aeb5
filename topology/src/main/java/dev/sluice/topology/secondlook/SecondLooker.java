package dev.sluice.topology.secondlook;

import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.SecondLook;
import dev.sluice.classifiers.SecondLook.Text;
import dev.sluice.schemas.SecondAssessment;
import dev.sluice.schemas.SecondLookRequest;
import dev.sluice.topology.assess.SecondAssessments;
import dev.sluice.topology.health.FailureLog;
import dev.sluice.topology.health.SecondLooks;
import dev.sluice.topology.health.SecondLooks.Result;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Answers requests for a second look: one answer each, in order, and never fails.
 *
 * <p>A post that has waited for too long is shed: nobody looks, and its request says what that means. Where the second
 * look cannot answer, the first assessment comes back with the categories in doubt as not covered, and the policy says
 * what that means. While posts are shed or nothing can be looked at, health says degraded; no longer once posts wait for
 * less than half of what they may.
 */
final class SecondLooker {
    private final SecondLook secondLook;
    private final Duration maxLag;
    private final Clock clock;
    private final SecondLooks telemetry;
    private final FailureLog failures = new FailureLog(LoggerFactory.getLogger(SecondLooker.class));

    SecondLooker(SecondLook secondLook, Duration maxLag, Clock clock, SecondLooks telemetry) {
        this.secondLook = secondLook;
        this.maxLag = maxLag;
        this.clock = clock;
        this.telemetry = telemetry;
    }

    /** Notes that there is no request to be answered. */
    void nothingWaits() {
        report(Duration.ZERO, false);
    }

    /** The answers to a batch of requests. */
    List<SecondAssessment> answer(List<SecondLookRequest> requests) {
        Instant now = clock.instant();
        @Nullable SecondAssessment[] answers = new @Nullable SecondAssessment[requests.size()];
        List<Integer> inTime = new ArrayList<>(requests.size());
        Duration oldest = Duration.ZERO;
        for (int i = 0; i < answers.length; i++) {
            Duration waited = Duration.between(requests.get(i).getAskedAt(), now);
            oldest = waited.compareTo(oldest) > 0 ? waited : oldest;
            if (waited.compareTo(maxLag) > 0) {
                answers[i] = SecondAssessments.shed(requests.get(i), secondLook.version(), now);
                telemetry.count(Result.SHED);
            } else {
                inTime.add(i);
            }
        }
        // Neighbours of one length waste the least of what a model computes for a batch.
        inTime.sort(Comparator.comparingInt(i -> requests.get(i).getText().length()));
        boolean answered = look(requests, inTime, answers);
        report(oldest, inTime.size() < answers.length || !answered);
        return Arrays.asList(answers);
    }

    /** Looks at some of the requests; false where not one of them could be looked at. */
    private boolean look(List<SecondLookRequest> requests, List<Integer> some, @Nullable SecondAssessment[] answers) {
        List<Text> texts = new ArrayList<>(some.size());
        for (int i : some) {
            texts.add(new Text(requests.get(i).getText(), requests.get(i).getLanguage()));
        }
        List<Assessment> found = some.isEmpty() ? List.of() : attempt(texts, requests.get(some.getFirst()));
        boolean answered = some.isEmpty();
        for (int at = 0; at < some.size(); at++) {
            SecondLookRequest request = requests.get(some.get(at));
            Assessment assessment = found == null ? alone(texts.get(at), request) : found.get(at);
            Instant now = clock.instant();
            if (assessment == null) {
                telemetry.count(Result.UNAVAILABLE);
                answers[some.get(at)] = SecondAssessments.unavailable(request, secondLook.version(), now);
            } else {
                answered = true;
                answers[some.get(at)] = SecondAssessments.of(request, assessment, now);
            }
        }
        return answered;
    }

    /** One text that the second look chokes on must not spoil the others. */
    private @Nullable Assessment alone(Text text, SecondLookRequest request) {
        List<Assessment> found = attempt(List.of(text), request);
        return found == null ? null : found.getFirst();
    }

    private @Nullable List<Assessment> attempt(List<Text> texts, SecondLookRequest first) {
        try {
            List<Assessment> found = secondLook.assess(texts);
            if (found.size() == texts.size()) {
                return found;
            }
            throw new IllegalStateException(found.size() + " assessments of " + texts.size() + " texts");
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            failures.log("be looked at again", first.getPost(), e);
            return null;
        }
    }

    private void report(Duration oldest, boolean troubled) {
        telemetry.waited(oldest);
        boolean caughtUp = oldest.multipliedBy(2).compareTo(maxLag) < 0;
        if (troubled || caughtUp) {
            telemetry.setDegraded(troubled);
        }
    }
}
