package dev.sluice.topology.policy;

import dev.sluice.schemas.Context;
import dev.sluice.schemas.Risk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A compiled policy pack: the rules of some communities, ready to judge facts. Immutable; share it between threads. */
public final class PolicyPack {
    private final String text;
    private final String sha256;
    private final PackText pack;
    private final List<Rule> inForce;
    private final Gate gate;
    private final Ruling unsound;

    private PolicyPack(String text, PackText pack) {
        this.text = text;
        this.sha256 = hash(text);
        this.pack = pack;
        this.inForce = pack.rules().stream()
                .filter(rule -> !(rule.status() instanceof Status.Draft))
                .toList();
        this.gate = new Gate(pack.riskFloor(), inForce);
        this.unsound = Tally.unsound(pack.unavailable().review());
    }

    /**
     * Loads a pack.
     *
     * @param policyYaml the pack's {@code policy.yaml}
     * @throws PolicyException naming file, line, key, value and what is allowed
     */
    public static PolicyPack load(Path policyYaml) {
        return parse(policyYaml.toString(), NodeReader.text(policyYaml));
    }

    /**
     * Compiles a pack from its text, as it came over the topic {@code policies} for instance.
     *
     * @param source names the text in errors
     * @throws PolicyException naming source, line, key, value and what is allowed
     */
    public static PolicyPack parse(String source, String text) {
        return new PolicyPack(text, PackText.read(source, text));
    }

    /**
     * Judges. The rules are asked in their order: the first that acts, holds and has an outcome decides; the first that
     * acts, holds and escalates escalates. A category that no detector answered for holds the post for a person where
     * the pack says so and no rule restricted it. Never throws: a condition that cannot be evaluated, or facts that
     * are no proper numbers, hold the post for a person.
     */
    public Ruling decide(Facts facts) {
        if (!isSound(facts)) {
            return unsound;
        }
        Tally tally = null;
        List<Rule> candidates = gate.isQuiet(facts) ? gate.askedAtGate() : inForce;
        for (int i = 0; i < candidates.size(); i++) {
            Rule rule = candidates.get(i);
            if (rule.condition().guard().mayHold(facts)) {
                tally = ask(rule, facts, tally, rule.actsOn(facts.post()));
            }
        }
        return ruling(tally, facts);
    }

    /** Judges as {@link #decide} does, but asks every rule and takes one of them, whatever its status, for live. */
    Ruling decideAsking(Facts facts, @Nullable Rule asLive) {
        if (!isSound(facts)) {
            return unsound;
        }
        Tally tally = null;
        for (Rule rule : pack.rules()) {
            boolean acts = rule.equals(asLive) || rule.actsOn(facts.post());
            if (acts || !(rule.status() instanceof Status.Draft)) {
                tally = ask(rule, facts, tally, acts);
            }
        }
        return ruling(tally, facts);
    }

    private @Nullable Tally ask(Rule rule, Facts facts, @Nullable Tally tally, boolean acts) {
        Truth truth = rule.condition().test(facts);
        if (truth == Truth.DOES_NOT_HOLD) {
            return tally;
        }
        Tally taken = tally == null ? new Tally(pack.unavailable().review()) : tally;
        if (truth == Truth.HOLDS) {
            taken.holds(rule, acts);
        } else {
            taken.fails(rule, acts);
        }
        return taken;
    }

    private Ruling ruling(@Nullable Tally tally, Facts facts) {
        if (tally == null && facts.unavailable().isEmpty()) {
            return Tally.nothing();
        }
        Tally taken = tally == null ? new Tally(pack.unavailable().review()) : tally;
        return taken.ruling(facts.unavailable(), pack.unavailable());
    }

    /**
     * Whether the post needs no more context: its highest risk is below the risk floor, nobody flagged it, it has no
     * signal that a rule asks for, every category was answered for that must be, and whatever the context of author,
     * target and thread may be, {@link #decide} will say that no rule applies. Of the context only the flags are
     * looked at. Proven for each rule when the pack is loaded; mediation is considered for posts that stay alone,
     * since a post without risk adds no heat.
     */
    public boolean leavesAtFirstGate(Facts facts) {
        return gate.isQuiet(facts) && isSound(facts) && isAnswered(facts) && !gate.reaches(facts);
    }

    /**
     * The ruling on a post that leaves at the first gate, without asking any rule; null for any other. That it is the
     * same as that of {@link #decide} is what {@link #leavesAtFirstGate} promises.
     */
    public @Nullable Ruling decideAtFirstGate(Facts facts) {
        return leavesAtFirstGate(facts) ? Tally.nothing() : null;
    }

    private boolean isAnswered(Facts facts) {
        List<String> unavailable = facts.unavailable();
        for (int i = 0; i < unavailable.size(); i++) {
            if (pack.unavailable().reviews(unavailable.get(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * What is suggested to a mediator; null where none is to be called. Never throws: where a condition cannot be
     * evaluated, one is.
     */
    public @Nullable MediationPlan mediation(Facts facts) {
        boolean sound = isSound(facts);
        for (Mediation mediation : pack.mediations()) {
            if (!sound
                    || (mediation.condition().guard().mayHold(facts)
                            && mediation.condition().test(facts) != Truth.DOES_NOT_HOLD)) {
                return mediation.plan();
            }
        }
        return null;
    }

    /** Whether a mediator is to be called. */
    public boolean mediates(Facts facts) {
        return mediation(facts) != null;
    }

    /** Says of every rule whether it holds and why not, for {@code sluice policy explain}. */
    public Explanation explain(Facts facts) {
        return Explanation.of(this, pack.rules(), facts);
    }

    /**
     * Probabilities outside 0 to 1, and measures that are not finite, come from a broken part: nothing may rest on
     * them.
     */
    private static boolean isSound(Facts facts) {
        Risk risk = facts.risk();
        Context context = facts.context();
        return isProbability(risk.getAbuse())
                && isProbability(risk.getInsult())
                && isProbability(risk.getThreat())
                && isProbability(risk.getProfanity())
                && isProbability(risk.getHate())
                && isProbability(risk.getDefamation())
                && Float.isFinite(context.getAuthorStrikes())
                && Float.isFinite(context.getThreadHeat())
                && Float.isFinite(context.getThreadBaseline())
                && Float.isFinite(context.getTargetHeat())
                && Float.isFinite(context.getTargetBurst())
                && Float.isFinite(context.getFlagWeight());
    }

    private static boolean isProbability(float value) {
        return value >= 0 && value <= 1;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The rules, drafts included, in order. */
    List<Rule> rules() {
        return pack.rules();
    }

    /** When something is offered to a mediator, in the order in which they are asked. */
    List<Mediation> mediations() {
        return pack.mediations();
    }

    /** The guideline with this clause, or null. */
    public @Nullable Guideline guideline(@Nullable String clause) {
        for (Guideline guideline : pack.guidelines()) {
            if (guideline.clause().equals(clause)) {
                return guideline;
            }
        }
        return null;
    }

    /** Id of the pack. */
    public String id() {
        return pack.id();
    }

    /** Version of the pack. */
    public String version() {
        return pack.version();
    }

    /** What the pack is for. */
    public String description() {
        return pack.description();
    }

    /** Who answers for the pack. */
    public String owner() {
        return pack.owner();
    }

    /** The communities that the pack covers; {@code *} for all that no other pack names. */
    public List<String> communities() {
        return pack.communities();
    }

    /** The jurisdictions whose law the pack minds, such as {@code GB-EAW}. */
    public List<String> jurisdictions() {
        return pack.jurisdictions();
    }

    /** The clauses shown to members, in the pack's order. */
    public List<Guideline> guidelines() {
        return pack.guidelines();
    }

    /** SHA-256 of the pack's UTF-8 text, which is the file's, lower-case hex. */
    public String sha256() {
        return sha256;
    }

    /** The pack's YAML, byte for byte. */
    public String text() {
        return text;
    }

    /** Below this highest risk a post without flags and named signals leaves at the first gate. */
    public double riskFloor() {
        return pack.riskFloor();
    }

    /** What the pack calls uncertain; null where it asks for no second look. */
    public @Nullable SecondLookPolicy secondLook() {
        return pack.secondLook();
    }

    /** Id and version; the rules themselves are in {@link #text}. */
    @Override
    public String toString() {
        return "PolicyPack[" + id() + " " + version() + "]";
    }
}
