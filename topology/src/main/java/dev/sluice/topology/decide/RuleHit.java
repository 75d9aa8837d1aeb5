package dev.sluice.topology.decide;

import dev.sluice.topology.policy.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A rule whose condition held for a post.
 *
 * @param rule id of the rule
 * @param how what came of it
 */
public record RuleHit(String rule, How how) {
    /** What stands for a rule where the pipeline itself decides, or people do. */
    private static final Set<String> OF_OURS = Set.of(
            Decider.DELETED_RULE,
            HeldPosts.RULE,
            PeoplesRulings.VERDICT_RULE,
            PeoplesRulings.APPEAL_RULE,
            PeoplesRulings.NOTICE_RULE,
            PeoplesRulings.COMPLAINT_RULE);

    /** What came of a rule that held. */
    public enum How {
        /** It was in force: it decided, or would have where no other rule stood before it. */
        ACTED(""),
        /** It is in shadow, by its status or for this post. */
        SHADOW("shadow:"),
        /** It was switched off in an emergency. */
        STOPPED("stopped:"),
        /** It is parked, and the post was held for people in its place. */
        PARKED("parked."),
        /** Its condition could not be evaluated. */
        FAILED("error.");

        private final String prefix;

        How(String prefix) {
            this.prefix = prefix;
        }

        /** The name used for metrics. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The rules that a ruling names. */
    public static List<RuleHit> of(Ruling ruling) {
        List<RuleHit> hits = new ArrayList<>();
        if (ruling.isByRule() && !OF_OURS.contains(ruling.rule())) {
            hits.add(of(ruling.rule()));
        }
        for (String other : ruling.otherRules()) {
            hits.add(of(other));
        }
        return hits;
    }

    private static RuleHit of(String named) {
        for (How how : How.values()) {
            if (how != How.ACTED && named.startsWith(how.prefix)) {
                return new RuleHit(named.substring(how.prefix.length()), how);
            }
        }
        return new RuleHit(named, How.ACTED);
    }
}
