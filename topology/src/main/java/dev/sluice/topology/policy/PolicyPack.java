package dev.sluice.topology.policy;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A compiled policy pack: the rules of some communities, ready to judge facts. Immutable; share it between threads. */
public final class PolicyPack {
    private final String source;
    private final String text;
    private final String sha256;
    private final @Nullable String extended;
    private final PackText pack;
    private final List<Rule> inForce;
    private final TakenOut takenOut;
    private final Gate gate;
    private final Ruling unsound;

    private PolicyPack(String source, String text, PackText pack, @Nullable String extended) {
        this.source = source;
        this.extended = extended;
        this.text = text;
        this.sha256 = Sha256.of(text);
        this.pack = pack;
        this.inForce = pack.rules().stream().filter(Rule::isInForce).toList();
        this.takenOut = TakenOut.of(pack.rules());
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
        Node root = NodeReader.yaml(source, text);
        if (root instanceof Node.Mapping mapping && mapping.entries().containsKey(Overlay.EXTENDS)) {
            throw mapping.place()
                    .error("the policy extends another one and cannot stand alone; allowed: load it with its folder");
        }
        return of(source, text, root, Map.of(source, text), null);
    }

    /**
     * Compiles a pack.
     *
     * @param source names the pack in errors that have no place of their own
     * @param text the pack as it stands alone
     * @param texts the files that parts of the tree stand in, by source
     * @param extended id of the pack that it extends, or null
     */
    static PolicyPack of(String source, String text, Node root, Map<String, String> texts, @Nullable String extended) {
        return new PolicyPack(source, text, PackText.read(root, texts), extended);
    }

    /**
     * The pack with some rules taken out of force; its text and hash say so. Rules that the pack does not have, and
     * those that are out of force already, change nothing.
     *
     * @param stopped ids of rules that are switched off
     * @param parked ids of rules whose posts are held for people
     * @throws PolicyException where lines cannot be added to the text, because it is written as one {@code {…}}
     */
    public PolicyPack without(Collection<String> stopped, Collection<String> parked) {
        TakenOut more = TakenOut.more(pack.rules(), stopped, parked);
        return more.equals(takenOut) ? this : parse(source, more.appendedTo(text));
    }

    /** Whether a rule is parked. */
    public boolean isParked(String rule) {
        return takenOut.parked().contains(rule);
    }

    /** Whether rules are stopped or parked in it. */
    public boolean isCurtailed() {
        return !takenOut.isEmpty();
    }

    /** Ids of the rules that are evaluated on posts, in order. */
    public List<String> rulesInForce() {
        return inForce.stream().map(Rule::id).toList();
    }

    /** Who answers for a rule; who answers for the pack where there is no such rule. */
    public String ownerOf(String rule) {
        return pack.rules().stream()
                .filter(one -> one.id().equals(rule))
                .map(Rule::owner)
                .findFirst()
                .orElse(pack.owner());
    }

    /**
     * Judges. The rules are asked in their order: the first that acts, holds and has an outcome decides; the first that
     * acts, holds and escalates escalates. A category that no detector answered for holds the post for a person where
     * the pack says so and no rule restricted it. Never throws: a condition that cannot be evaluated, or facts that
     * are no proper numbers, hold the post for a person.
     */
    public Ruling decide(Facts facts) {
        if (!facts.isSound()) {
            return unsound;
        }
        Tally tally = null;
        List<Rule> candidates = gate.isQuiet(facts) ? gate.askedAtGate() : inForce;
        for (int i = 0; i < candidates.size(); i++) {
            Rule rule = candidates.get(i);
            if (rule.condition().guard().mayHold(facts)) {
                tally = ask(rule, facts, tally, rule.actsOn(facts));
            }
        }
        return ruling(tally, facts);
    }

    /**
     * Whether some context of author, target and thread could have the post escalated. It may say so of a post that is
     * not escalated in the end, and never the other way round.
     */
    public boolean mayEscalate(Facts facts) {
        return gate.mayEscalate(facts);
    }

    /** Judges as {@link #decide} does, but asks every rule and takes one of them, whatever its status, for live. */
    Ruling decideAsking(Facts facts, @Nullable Rule asLive) {
        if (!facts.isSound()) {
            return unsound;
        }
        Tally tally = null;
        for (Rule rule : pack.rules()) {
            boolean acts = rule.equals(asLive) || rule.actsOn(facts);
            if (acts || rule.isInForce()) {
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
        Tally taken = tally == null ? newTally() : tally;
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
        Tally taken = tally == null ? newTally() : tally;
        return taken.ruling(facts, pack.unavailable());
    }

    private Tally newTally() {
        Ruling.Review unavailable = pack.unavailable().review();
        BreakerPolicy breaker = pack.breaker();
        return new Tally(unavailable, breaker == null ? unavailable : breaker.review());
    }

    /**
     * Whether the post needs no more context: its highest risk is below the risk floor, nobody flagged it, it has no
     * signal that a rule asks for, every category was answered for that must be, and whatever the context of author,
     * target and thread may be, {@link #decide} will say that no rule applies. Of the context only the flags are
     * looked at. Proven for each rule when the pack is loaded; mediation is considered for posts that stay alone,
     * since a post without risk adds no heat.
     */
    public boolean leavesAtFirstGate(Facts facts) {
        return gate.isQuiet(facts) && facts.isSound() && isAnswered(facts) && !gate.reaches(facts);
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
        boolean sound = facts.isSound();
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

    /** Where cases wait that no rule asked for: of posts that no detector answered for, and of parked rules. */
    List<String> queuesOfItsOwn() {
        BreakerPolicy breaker = pack.breaker();
        String unanswered = pack.unavailable().review().queue();
        return breaker == null
                ? List.of(unanswered)
                : List.of(unanswered, breaker.review().queue());
    }

    /** The rule of this id, or null. */
    @Nullable
    Rule rule(String id) {
        for (Rule rule : pack.rules()) {
            if (rule.id().equals(id)) {
                return rule;
            }
        }
        return null;
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

    /** The jurisdictions whose posts the pack covers, by the label that the platform gives them; empty for all. */
    public List<String> appliesIn() {
        return pack.appliesIn();
    }

    /** When a rule that hits too often after a change is parked; null for never. */
    public @Nullable BreakerPolicy breaker() {
        return pack.breaker();
    }

    /** Id of the pack that this one extends, where it was loaded with it. */
    @Nullable
    String extended() {
        return extended;
    }

    /** Whether the rule is the pack's own, and not one of the pack that it extends. */
    boolean owns(Rule rule) {
        return rule.place().source().equals(source);
    }

    /** The clauses shown to members, in the pack's order. */
    public List<Guideline> guidelines() {
        return pack.guidelines();
    }

    /** SHA-256 of the pack's {@link #text} in UTF-8, lower-case hex. */
    public String sha256() {
        return sha256;
    }

    /** The pack's YAML, byte for byte; of an overlay, as merged with what it extends. */
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
