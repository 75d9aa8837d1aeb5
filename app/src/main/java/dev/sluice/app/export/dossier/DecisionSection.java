package dev.sluice.app.export.dossier;

import dev.sluice.app.export.casefile.CaseFile;
import dev.sluice.app.export.material.Fields;
import dev.sluice.app.export.page.Page;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What was decided and why, and the policy as it was in force. */
final class DecisionSection {
    /** What the summary and the table of this section show anyway. */
    private static final Set<String> SHOWN = Set.of(
            "id",
            "legalCategory",
            "jurisdictions",
            "urgency",
            "summary",
            "requestedAction",
            "escalatedAt",
            "version",
            "notCollected",
            "clocks",
            "regimes",
            "retention",
            "pointerOnly",
            "audience");

    private DecisionSection() {}

    static void write(CaseFile file, Page.Builder page) {
        Fields decision = file.material().decision();
        page.section("3. Decisions and rationale");
        if (decision.present()) {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("Decision", decision.text("id"));
            facts.put("Decided", file.time(decision, "decidedAt"));
            facts.put("Outcome for the post", decision.text("outcome").toLowerCase(Locale.ROOT));
            facts.put("Passed to legal as", decision.text("escalated"));
            facts.put("Occasion", decision.text("trigger").toLowerCase(Locale.ROOT));
            facts.put("Rule", decision.text("rule"));
            facts.put("Clause", decision.text("clause"));
            facts.put("Why", decision.text("rationale"));
            facts.put("Other rules that held", String.join(", ", decision.texts("otherRules")));
            facts.put("What added up", String.join(", ", decision.texts("contributions")));
            facts.put("Replaces decision", decision.text("supersedes"));
            page.facts(facts);
        } else {
            page.notice("There is no decision in this package.");
        }
        RoutesSection.write(file, page);
        Map<String, String> more = new LinkedHashMap<>();
        file.material()
                .escalation()
                .flat(SHOWN)
                .forEach((name, value) -> more.put(
                        name,
                        file.text("data/escalation/escalation.json: " + name, value)
                                .shown()));
        if (!more.isEmpty()) {
            page.heading(3, "What else the escalation says");
            page.facts(more);
        }
        policy(file, page);
    }

    private static void policy(CaseFile file, Page.Builder page) {
        page.section("4. The policy as in force");
        Fields release = file.material().release();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Policy", release.text("policy"));
        facts.put("Version", release.text("version"));
        facts.put("Released", file.time(release, "releasedAt"));
        facts.put("In force from", file.time(release, "effectiveAt"));
        facts.put("SHA-256 of its text", release.text("sha256"));
        page.facts(facts);
        String text = file.material().policyText();
        if (text.isEmpty()) {
            page.notice("The policy's text is not in this package.");
        } else {
            page.verbatim(text);
        }
    }
}
