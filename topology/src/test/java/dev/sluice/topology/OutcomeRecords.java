package dev.sluice.topology;

import dev.sluice.schemas.Action;
import dev.sluice.schemas.ActionType;
import dev.sluice.schemas.CaseSource;
import dev.sluice.schemas.ContentNotice;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.ElementFinding;
import dev.sluice.schemas.MediationCase;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Risk;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.Verdict;
import dev.sluice.schemas.registry.ShippedSchemas;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decisions, verdicts and notices for tests. Names are invented. */
final class OutcomeRecords {
    static final Instant START = Instant.parse("2026-03-02T10:15:00Z");
    static final Instant HOUR = Instant.parse("2026-03-02T10:00:00Z");
    static final Instant DAY = Instant.parse("2026-03-02T00:00:00Z");

    static {
        ShippedSchemas.trustGeneratedClasses();
    }

    private OutcomeRecords() {}

    /** The number-th decision about a post. */
    static Decision decision(String post, int revision, int number, Trigger trigger, Outcome outcome) {
        Decision decision = new Decision();
        decision.setId(post + "/" + revision + "/" + number);
        decision.setPost(post);
        decision.setRevision(revision);
        decision.setThread("thread-7");
        decision.setCommunity("allotments");
        decision.setAuthor("author-of-" + post);
        decision.setTrigger(trigger);
        decision.setOutcome(outcome);
        decision.setRule(outcome == Outcome.ALLOW ? "default" : "hate.slur");
        decision.setClause(outcome == Outcome.ALLOW ? null : "2.2");
        decision.setRationale(outcome == Outcome.ALLOW ? "No rule of the policy applies." : "It uses a slur.");
        decision.setOtherRules(List.of());
        decision.setRisk(new Risk(0.8f, 0.3f, 0.1f, 0.2f, outcome == Outcome.ALLOW ? 0.02f : 0.96f, 0f));
        decision.setSignals(List.of());
        decision.setUnavailable(List.of());
        decision.setSpans(List.of());
        decision.setLanguage("en");
        decision.setContext(context());
        decision.setPolicy("default");
        decision.setPolicyVersion("1.0.0");
        decision.setPolicySha256("0");
        decision.setRules("rules-1");
        decision.setModels("models-1");
        decision.setSupersedes(number == 1 ? null : post + "/" + revision + "/" + (number - 1));
        decision.setPostCreatedAt(START);
        decision.setDecidedAt(START.plus(Duration.ofSeconds(3)));
        decision.setPolicyAt(START);
        decision.setCommunityKnown(true);
        decision.setContributions(List.of());
        return decision;
    }

    static Decision decision(String post, Outcome outcome) {
        return decision(post, 1, 1, Trigger.POST, outcome);
    }

    private static Context context() {
        Context context = new Context();
        context.getSchema()
                .getFields()
                .forEach(field -> context.put(
                        field.pos(), org.apache.avro.specific.SpecificData.get().getDefaultValue(field)));
        return context;
    }

    static Verdict verdict(String id, String decision, Outcome outcome, CaseSource source) {
        Verdict verdict = new Verdict();
        verdict.setId(id);
        verdict.put("case", id + "/case");
        verdict.setSource(source);
        verdict.setDecision(decision);
        verdict.setPost(decision.split("/", 2)[0]);
        verdict.setRevision(1);
        verdict.setThread("thread-7");
        verdict.setCommunity("allotments");
        verdict.setQueue("hate");
        verdict.setRule("hate.slur");
        verdict.setOutcome(outcome);
        verdict.setFindings(List.of());
        verdict.setRationale("I have read it.");
        verdict.setReviewers(List.of("reviewer-1"));
        verdict.setSampled(false);
        verdict.setBreached(false);
        verdict.setOpenedAt(START);
        verdict.setDecidedAt(START.plus(Duration.ofMinutes(20)));
        return verdict;
    }

    static Verdict finding(Verdict verdict, String element, boolean upheld) {
        verdict.setFindings(List.of(new ElementFinding(element, upheld)));
        return verdict;
    }

    static ContentNotice notice(String post, @Nullable String trustedFlagger) {
        ContentNotice notice = new ContentNotice();
        notice.setId("notice-of-" + post);
        notice.setPost(post);
        notice.setThread("thread-7");
        notice.setCommunity("allotments");
        notice.setExplanation("It is unlawful.");
        notice.setName("Erika Musterfrau");
        notice.setEmail("erika@musterfrau.example");
        notice.setExempt(false);
        notice.setGoodFaith(true);
        notice.setTrustedFlagger(trustedFlagger);
        notice.setSubmittedAt(START);
        return notice;
    }

    static Action action(String decision, ActionType type) {
        Action action = new Action();
        action.setId(decision + "/action");
        action.setDecision(decision);
        action.setPost(decision.split("/", 2)[0]);
        action.setRevision(1);
        action.setThread("thread-7");
        action.setCommunity("allotments");
        action.setType(type);
        action.setRule("hate.slur");
        action.setRequestedAt(START);
        return action;
    }

    static MediationCase mediation() {
        MediationCase mediation = MediationCase.newBuilder()
                .setId("thread-7/p1")
                .setThread("thread-7")
                .setCommunity("allotments")
                .setPost("p1")
                .setHeat(4)
                .setBaseline(0.5f)
                .setOpenedAt(START)
                .build();
        return mediation;
    }
}
