package dev.sluice.topology.casework.verdict;

import dev.sluice.schemas.ElementFinding;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.RefusalReason;
import dev.sluice.schemas.VerdictInput;
import dev.sluice.topology.casework.docket.Docket;
import dev.sluice.topology.casework.docket.Docket.Asked;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a verdict must contain: an outcome that a person can decide on, and why. */
final class VerdictRules {
    static final int MAX_RATIONALE = 2_000;
    private static final int MAX_FINDINGS = 50;
    private static final int MAX_ID = 256;
    private static final Pattern LEGAL_CATEGORY = Pattern.compile("[A-Z_]+");
    private static final List<String> KINDS = List.of("rule:", "clause:", "category:");

    private VerdictRules() {}

    static boolean isValid(Docket docket, Asked asked, VerdictInput input, String post) {
        String rationale = input.getRationale().strip();
        if (rationale.isEmpty() || rationale.length() > MAX_RATIONALE) {
            docket.refuse(
                    asked,
                    RefusalReason.MISSING_RATIONALE,
                    "rationale has " + rationale.length() + " characters; allowed: 1 to " + MAX_RATIONALE);
            return false;
        }
        String wrong = Quotes.quotes(rationale, post)
                ? "rationale has " + Quotes.WORDS + " words or more of the post in a row; allowed: words of your own"
                : wrong(input);
        if (wrong != null) {
            docket.refuse(asked, RefusalReason.MALFORMED, wrong);
        }
        return wrong == null;
    }

    private static @Nullable String wrong(VerdictInput input) {
        if (!isDecisive(input.getOutcome())) {
            return "outcome is " + input.getOutcome() + "; allowed: ALLOW, NUDGE, LIMIT, REMOVE";
        }
        if (input.getFindings().size() > MAX_FINDINGS) {
            return "findings are " + input.getFindings().size() + "; allowed: at most " + MAX_FINDINGS;
        }
        for (ElementFinding finding : input.getFindings()) {
            String element = finding.getElement();
            if (element.length() > MAX_ID || KINDS.stream().noneMatch(element::startsWith)) {
                return "an element of the findings has " + element.length()
                        + " characters or another kind; allowed: rule:, clause: or category: and an id, at most "
                        + MAX_ID;
            }
        }
        String category = input.getLegalCategory();
        if (category != null
                && (isLong(category) || !LEGAL_CATEGORY.matcher(category).matches())) {
            return "legalCategory has " + category.length()
                    + " characters or others than it may; allowed: upper-case letters, with '_' between";
        }
        if (isLong(input.getClause())) {
            return "clause is too long; allowed: at most " + MAX_ID + " characters";
        }
        return needsGround(input.getOutcome()) && isBlank(input.getClause()) && category == null
                ? "outcome " + input.getOutcome() + " has no ground; allowed: a clause of the guidelines, a"
                        + " legalCategory, or both"
                : null;
    }

    /** Whoever is restricted is told on which clause or law (DSA article 17(3)(d) and (e)). */
    private static boolean needsGround(Outcome outcome) {
        return switch (outcome) {
            case NUDGE, LIMIT, REMOVE -> true;
            case ALLOW, REVIEW, UNKNOWN -> false;
        };
    }

    private static boolean isBlank(@Nullable String value) {
        return value == null || value.isBlank();
    }

    private static boolean isLong(@Nullable String value) {
        return value != null && value.length() > MAX_ID;
    }

    private static boolean isDecisive(Outcome outcome) {
        return switch (outcome) {
            case ALLOW, NUDGE, LIMIT, REMOVE -> true;
            case REVIEW, UNKNOWN -> false;
        };
    }
}
