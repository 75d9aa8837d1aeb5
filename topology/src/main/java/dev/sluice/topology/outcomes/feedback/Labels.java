package dev.sluice.topology.outcomes.feedback;

import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Label;
import dev.sluice.schemas.LabelKind;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Risk;
import dev.sluice.topology.outcomes.PeoplesPart;
import dev.sluice.topology.policy.Ruling;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes labels. Keeps nothing. */
final class Labels {
    private static final int MAX_OTHER_RULES = 20;

    /** Profanity is left out: it is allowed, so that nothing follows about it from a post that was allowed. */
    private static final List<String> JUDGED = List.of("abuse", "insult", "threat", "hate", "defamation");

    private Labels() {}

    /** What a decision says, as a label that nobody has judged yet. */
    static Label of(Decision decision) {
        Label label = new Label();
        label.setId("");
        label.setVerdict("");
        label.setKind(LabelKind.UNKNOWN);
        label.setDecision(decision.getId());
        label.setPost(decision.getPost());
        label.setRevision(decision.getRevision());
        label.setThread(decision.getThread());
        label.setCommunity(decision.getCommunity());
        label.setDecided(decision.getOutcome());
        label.setAutomatic(!PeoplesPart.decided(decision));
        label.setRuled(Outcome.UNKNOWN);
        label.setUpheld(false);
        label.setRule(decision.getRule());
        label.setOtherRules(
                decision.getOtherRules().stream().limit(MAX_OTHER_RULES).toList());
        label.setRisk(decision.getRisk());
        label.setCategories(Map.of());
        label.setLanguage(decision.getLanguage());
        label.setPolicy(decision.getPolicy());
        label.setPolicyVersion(decision.getPolicyVersion());
        label.setRules(decision.getRules());
        label.setModels(decision.getModels());
        label.setWeight(1);
        label.setDecidedAt(decision.getDecidedAt());
        label.setOpenedAt(decision.getDecidedAt());
        label.setRuledAt(decision.getDecidedAt());
        return label;
    }

    /**
     * What a decision that let its post through says.
     *
     * @param id its id
     * @param next the decision that superseded it about the same words
     */
    static Label letThrough(String id, Decision next) {
        Label label = of(next);
        label.setDecision(id);
        label.setDecided(Outcome.ALLOW);
        label.setAutomatic(true);
        label.setRule(Ruling.DEFAULT_RULE);
        label.setOtherRules(List.of());
        return label;
    }

    /** The same, judged. */
    static Label judged(Label decided, Judgement judgement, QaPlan plan) {
        Label label = Label.newBuilder(decided).build();
        label.setId(judgement.id() + "/label");
        label.setVerdict(judgement.id());
        label.setKind(judgement.kind());
        label.setRuled(judgement.ruled());
        label.setUpheld(upheld(decided.getDecided(), judgement.ruled()));
        label.setCategories(
                judgement.categories().isEmpty()
                        ? inferred(judgement.ruled(), decided.getRisk())
                        : judgement.categories());
        label.setOpenedAt(judgement.openedAt());
        label.setRuledAt(judgement.at());
        double probability = plan.probability(decided.getDecided());
        label.setWeight(judgement.kind() == LabelKind.SAMPLE && probability > 0 ? 1 / probability : 1);
        return label;
    }

    /**
     * Whether a decision was right, which is computed and not asked for. One that asked a person was right to ask where the
     * person did something; one that acted was right where the person did at least as much; one that let the post through
     * was right where the person did too.
     */
    static boolean upheld(Outcome decided, Outcome ruled) {
        return switch (decided) {
            case ALLOW, UNKNOWN -> severity(ruled) == 0;
            case REVIEW -> severity(ruled) > 0;
            case NUDGE, LIMIT, REMOVE -> severity(ruled) >= severity(decided);
        };
    }

    private static int severity(Outcome outcome) {
        return switch (outcome) {
            case UNKNOWN, ALLOW, REVIEW -> 0;
            case NUDGE -> 1;
            case LIMIT -> 2;
            case REMOVE -> 3;
        };
    }

    /**
     * What an outcome says about categories where the person named none: a post that was allowed is of none of them; one
     * that was not is of the category that the machine held most likely, and about the others nothing is known.
     */
    private static Map<String, Boolean> inferred(Outcome ruled, Risk risk) {
        Map<String, Boolean> categories = new HashMap<>();
        if (severity(ruled) == 0) {
            JUDGED.forEach(category -> categories.put(category, false));
        } else {
            categories.put(likeliest(risk), true);
        }
        return categories;
    }

    /** The likeliest category; abuse, the parent of insult and threat, only where neither is likely. */
    static String likeliest(Risk risk) {
        String likeliest = "abuse";
        float highest = 0.5f;
        float[] probabilities = {risk.getInsult(), risk.getThreat(), risk.getHate(), risk.getDefamation()};
        String[] names = {"insult", "threat", "hate", "defamation"};
        for (int i = 0; i < names.length; i++) {
            if (probabilities[i] > highest) {
                highest = probabilities[i];
                likeliest = names[i];
            }
        }
        return likeliest;
    }
}
