package dev.sluice.topology.policy;

import dev.sluice.schemas.Risk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs every example of every rule and the case corpus against the packs, and checks that what rules name exists: the
 * logic of {@code sluice policy check}.
 */
public final class PolicyCheck {
    private final List<PolicyPack> packs;
    private final @Nullable PolicyBook book;
    private final Notices notices;
    private final Function<String, Assessed> assessor;

    /**
     * Creates a check.
     *
     * @param book the packs to check
     * @param notices the templates that rules may name
     * @param assessor assesses the text of an example
     */
    public PolicyCheck(PolicyBook book, Notices notices, Function<String, Assessed> assessor) {
        this(book.packs(), book, notices, assessor);
    }

    private PolicyCheck(
            List<PolicyPack> packs, @Nullable PolicyBook book, Notices notices, Function<String, Assessed> assessor) {
        this.packs = packs;
        this.book = book;
        this.notices = notices;
        this.assessor = assessor;
    }

    /**
     * What the policy sees of an assessed text.
     *
     * @param risk calibrated probabilities
     * @param language BCP 47 primary tag
     * @param languageCovered whether a model reads the language
     * @param cut whether the text was too long to be assessed whole
     * @param length length of the whole text in code points
     * @param signals ids, as in {@link Facts#signals}
     * @param unavailable categories, as in {@link Facts#unavailable}
     */
    public record Assessed(
            Risk risk,
            String language,
            boolean languageCovered,
            boolean cut,
            int length,
            List<String> signals,
            List<String> unavailable) {
        static final Assessed NOTHING =
                new Assessed(new Risk(0f, 0f, 0f, 0f, 0f, 0f), "und", true, false, 0, List.of(), List.of());

        /** What facts say of the text. */
        public static Assessed of(Facts facts) {
            return new Assessed(
                    facts.risk(),
                    facts.language(),
                    facts.languageCovered(),
                    facts.cut(),
                    facts.length(),
                    facts.signals(),
                    facts.unavailable());
        }
    }

    /**
     * What is wrong.
     *
     * @param place file and line
     * @param message what is expected and what is so, in one line
     */
    public record Failure(String place, String message) {
        @Override
        public String toString() {
            return place + ": " + message;
        }
    }

    /**
     * What a check found.
     *
     * @param examples how many examples of rules were run
     * @param cases how many cases of the corpus were run
     * @param knownMisses how many cases are known to come out wrong, and did as is known
     * @param failures what is wrong; empty where all is well
     * @param notes what is not wrong but should be looked at
     */
    public record Report(int examples, int cases, int knownMisses, List<Failure> failures, List<String> notes) {
        /** Copies the lists. */
        public Report {
            failures = List.copyOf(failures);
            notes = List.copyOf(notes);
        }

        /** Whether nothing is wrong. */
        public boolean passes() {
            return failures.isEmpty();
        }
    }

    /**
     * Runs the check.
     *
     * @param casesDir the folder of the case corpus, or null for none
     */
    public Report run(@Nullable Path casesDir) {
        List<Failure> failures = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        int examples = 0;
        for (PolicyPack pack : packs) {
            examples += checkPack(pack, failures, notes);
        }
        packs.forEach(pack -> noteDifferences(pack, notes));
        CaseCorpus.Outcome cases = casesDir == null || book == null
                ? CaseCorpus.Outcome.NONE
                : new CaseCorpus(book, assessor).run(casesDir, failures);
        return new Report(examples, cases.run(), cases.knownMisses(), failures, notes);
    }

    /**
     * Checks one pack, whatever others there are.
     *
     * @param pack the pack to check
     * @param notices the templates that rules may name
     * @param assessor assesses the text of an example
     */
    public static Report of(PolicyPack pack, Notices notices, Function<String, Assessed> assessor) {
        List<Failure> failures = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        PolicyCheck check = new PolicyCheck(List.of(pack), null, notices, assessor);
        int examples = check.checkPack(pack, failures, notes);
        return new Report(examples, 0, 0, failures, notes);
    }

    private int checkPack(PolicyPack pack, List<Failure> failures, List<String> notes) {
        int examples = 0;
        for (Rule rule : pack.rules()) {
            checkNames(rule, failures);
            if (rule.examples().isEmpty() && pack.owns(rule)) {
                notes.add(rule.place() + ": rule '" + rule.id() + "' has no examples");
            }
            for (Example example : rule.examples()) {
                examples++;
                checkExample(pack, rule, example, failures);
            }
        }
        checkNotes(pack, failures);
        return examples;
    }

    private void checkNames(Rule rule, List<Failure> failures) {
        String mistake = notices.mistakeIn(rule);
        if (mistake != null) {
            failures.add(new Failure(rule.then().noticePlace().toString(), mistake));
        }
    }

    private void checkNotes(PolicyPack pack, List<Failure> failures) {
        for (Mediation mediation : pack.mediations()) {
            String mistake = notices.mistakeIn(mediation.plan());
            if (mistake != null) {
                failures.add(new Failure(String.valueOf(mediation.notePlace()), mistake));
            }
        }
    }

    private void checkExample(PolicyPack pack, Rule rule, Example example, List<Failure> failures) {
        String text = example.given().text();
        Facts facts = example.given().facts(community(pack), text == null ? null : assessor.apply(text));
        Ruling ruling = pack.decideAsking(facts, rule);
        if (!example.expected().isMetBy(ruling)) {
            failures.add(new Failure(
                    example.place().toString(),
                    "example of rule '" + rule.id() + "' expects "
                            + example.expected().text() + "; " + reached(ruling)));
        }
    }

    /** What an overlay changes, told by the examples of the pack that it extends. */
    private void noteDifferences(PolicyPack overlay, List<String> notes) {
        PolicyPack below = book == null || overlay.extended() == null ? null : book.pack(overlay.extended());
        if (below == null) {
            return;
        }
        for (Rule rule : below.rules()) {
            for (Example example : rule.examples()) {
                String text = example.given().text();
                Facts facts = example.given().facts(community(overlay), text == null ? null : assessor.apply(text));
                Ruling ruling = overlay.decideAsking(facts, overlay.rule(rule.id()));
                if (!example.expected().isMetBy(ruling)) {
                    notes.add(example.place() + ": policy '" + overlay.id() + "' differs from '" + below.id()
                            + "', which expects " + example.expected().text() + "; " + reached(ruling));
                }
            }
        }
    }

    /** What a ruling came to, for messages. */
    static String reached(Ruling ruling) {
        Ruling.Escalate escalate = ruling.escalate();
        return "reached " + OutcomeNames.of(ruling.outcome())
                + (escalate == null ? ", not escalated" : ", escalated as " + escalate.category()) + ", by rule '"
                + ruling.rule() + "'"
                + (ruling.otherRules().isEmpty() ? "" : "; also held: " + String.join(", ", ruling.otherRules()));
    }

    private static String community(PolicyPack pack) {
        String first = pack.communities().get(0);
        return first.equals("*") ? "example" : first;
    }
}
