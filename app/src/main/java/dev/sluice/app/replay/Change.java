package dev.sluice.app.replay;

import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;
import dev.sluice.topology.policy.Ruling;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the new policy differs from what was decided. */
public enum Change {
    /** Nothing that anybody would notice. */
    NONE("unchanged"),
    /** Let through before, and not any more. */
    NEWLY_FLAGGED("newly flagged"),
    /** Not let through before, and now it is. */
    NEWLY_RELEASED("newly released"),
    /** Another outcome, neither of them to let it through. */
    OTHER_OUTCOME("another outcome"),
    /** The same outcome, but legal is told when it was not, or the other way round, or of something else. */
    OTHER_ESCALATION("another escalation"),
    /** The same outcome for another reason. */
    OTHER_RULE("another rule");

    private final String words;

    Change(String words) {
        this.words = words;
    }

    /** In words, for people. */
    public String words() {
        return words;
    }

    static Change of(Decision before, Ruling now) {
        Outcome was = before.getOutcome();
        Outcome is = now.outcome();
        if (was != is) {
            return was == Outcome.ALLOW ? NEWLY_FLAGGED : is == Outcome.ALLOW ? NEWLY_RELEASED : OTHER_OUTCOME;
        }
        if (!Objects.equals(before.getEscalated(), escalated(now))) {
            return OTHER_ESCALATION;
        }
        return before.getRule().equals(now.rule()) ? NONE : OTHER_RULE;
    }

    static @Nullable String escalated(Ruling ruling) {
        Ruling.Escalate escalate = ruling.escalate();
        return escalate == null ? null : escalate.category();
    }
}
