package dev.sluice.topology;

import static dev.sluice.topology.Posts.flag;
import static dev.sluice.topology.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.AssessorLoader;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.ModelReference;
import dev.sluice.schemas.Post;
import dev.sluice.topology.policy.PoliciesInForce;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.PolicyPack;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Evidence of posts that the shipped models assessed has their cards. */
class ShippedModelsEvidenceTest {
    private static final String POLICY = """
            policy: reported
            version: "1.0.0"
            description: Every reported post goes to legal.
            owner: testers
            communities: ["*"]
            jurisdictions: [GB-EAW]
            guidelines:
              - {clause: "1.1", title: Be civil, text: Please.}
            onUnavailable:
              default: review
            riskFloor: 0.25
            rules:
              - id: reported
                description: Members reported the post.
                status: live
                when: context.flags >= 1
                then: {escalate: {category: DEFAMATION, urgency: ROUTINE}}
            """;

    @Test
    void theCardsOfTheModelsThatReadTheLanguageAreThere() {
        Assessor assessor = AssessorLoader.load(Path.of(System.getProperty("sluice.home"), "policies"));
        PoliciesInForce policies = PoliciesInForce.of(PolicyBook.of(List.of(PolicyPack.parse("reported", POLICY))));
        Clock clock = Clock.fixed(Posts.START.plusSeconds(60), ZoneOffset.UTC);
        try (Flow flow = new Flow(assessor::assess, policies, clock)) {
            Post post =
                    post("p", "The treasurer of our garden club took the money from the tombola, and everyone knows");
            flow.publish(post);
            flow.report(flag(post, "rita"));
            Escalation escalation = flow.escalations().getFirst();
            assertThat(escalation.getModels())
                    .extracting(ModelReference::getId)
                    .containsExactly("linear-en", "names-en", "defamation-en", "rules");
            ModelReference linear = escalation.getModels().getFirst();
            assertThat(linear.getVersion()).isEqualTo(assessor.models());
            assertThat(linear.getCard()).startsWith("# Model card: linear-en");
            assertThat(linear.getSha256()).hasSize(64);
        }
    }
}
