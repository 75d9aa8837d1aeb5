package dev.sluice.topology.policy;

import dev.sluice.topology.policy.MediationPlan.Kind;
import dev.sluice.topology.policy.Node.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When something is offered to a mediator, and with which plan.
 *
 * @param condition when
 * @param plan what is suggested
 * @param notePlace where the plan's note is named, or null
 */
record Mediation(
        Condition condition, MediationPlan plan, @Nullable Place notePlace) {
    /** A mediator is not helped by a long list, and every open case keeps it. */
    static final int MAX_STEPS = 12;

    static final List<String> KEYS = List.of("when", "steps", "note", "between");
    private static final List<String> BETWEEN_KEYS = List.of("when", "steps", "note");

    /** What the pack says, two members at each other before the thread, since that names what is the matter. */
    static List<Mediation> read(Fields pack, Map<String, String> texts) {
        if (!pack.has("mediation")) {
            return List.of();
        }
        Fields fields = Fields.of(pack.node("mediation"), "mediation", KEYS);
        List<Mediation> mediations = new ArrayList<>();
        if (fields.has("between")) {
            Fields between = Fields.of(fields.node("between"), "mediation.between", BETWEEN_KEYS);
            mediations.add(read(between, texts, Kind.PAIR));
        }
        mediations.add(read(fields, texts, Kind.THREAD));
        return List.copyOf(mediations);
    }

    private static Mediation read(Fields fields, Map<String, String> texts, Kind kind) {
        Scalar when = fields.scalar("when");
        Condition condition = ConditionCompiler.compile(when, "key 'when' of " + fields.what(), texts)
                .condition();
        for (Variable variable : condition.variables()) {
            if (!variable.isKnownInThread()) {
                throw fields.place("when")
                        .error("key 'when' of " + fields.what() + " reads " + variable.id()
                                + ", which is not known where threads are watched; allowed: context.thread.…,"
                                + " context.author.threadPosts, and what is known of the post itself");
            }
        }
        List<String> steps = fields.texts("steps");
        if (steps.size() > MAX_STEPS) {
            throw fields.place("steps")
                    .error("key 'steps' of " + fields.what() + " has " + steps.size() + " steps; allowed: at most "
                            + MAX_STEPS);
        }
        boolean hasNote = fields.has("note");
        String note = hasNote ? fields.text("note", PackText.ID, PackText.ID_ALLOWED) : null;
        return new Mediation(condition, new MediationPlan(kind, steps, note), hasNote ? fields.place("note") : null);
    }
}
