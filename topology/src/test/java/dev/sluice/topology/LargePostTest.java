package dev.sluice.topology;

import static dev.sluice.topology.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.AssessorLoader;
import dev.sluice.classifiers.text.Folder;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Large posts go through the detectors that ship, not through a script. */
class LargePostTest {
    private static Assessor assessor;

    private final Flow flow = new Flow(assessor::assess);

    @BeforeAll
    static void load() {
        assessor = AssessorLoader.load(Path.of(System.getProperty("sluice.home"), "policies"));
    }

    @AfterEach
    void close() {
        flow.close();
    }

    @Test
    void textOfOneMegabyteIsCutAndSaysSo() {
        flow.publish(post("p", "a lovely day ".repeat(80_000)));
        assertCut(1_040_000);
    }

    @Test
    void oneWordOfOneMegabyteIsCutAndSaysSo() {
        flow.publish(post("p", "x".repeat(1_000_000)));
        assertCut(1_000_000);
    }

    @Test
    void tenThousandMentionsAreCutAndSaySo() {
        flow.publish(post("p", "@member ".repeat(10_000)));
        assertCut(80_000);
    }

    private void assertCut(int length) {
        assertThat(flow.decision().getOutcome()).isEqualTo(Outcome.ALLOW);
        Assessment assessment = flow.assessments().getFirst();
        assertThat(assessment.getUnavailable()).isEmpty();
        assertThat(assessment.getTextLength()).isEqualTo(length);
        assertThat(assessment.getAssessedLength()).isEqualTo(Folder.MAX_CODE_POINTS);
    }
}
