package dev.sluice.app.transparency;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schemas.PublicStatement;
import dev.sluice.schemas.StatementOfReasons;
import dev.sluice.topology.outcomes.statements.PersonalData;
import dev.sluice.topology.outcomes.statements.TransparencySchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a statement at the last moment before it leaves: once it is published, nobody gets it back.
 *
 * <p>What was checked when it was made is checked again, against more: every text that is free in form, in all of which
 * neither the author's pseudonym nor an id of the post may stand; every attribute and value; and that what is told to the
 * public about who found and who decided is what the author was told. Findings name the attribute and the kind, never the
 * text.
 */
final class LastCheck {
    /** Texts that are free in form. */
    private static final List<String> FREE_TEXTS = List.of(
            "decision_facts",
            "illegal_content_legal_ground",
            "illegal_content_explanation",
            "incompatible_content_ground",
            "incompatible_content_explanation");
    /** Shorter ids are words of the language or numbers of clauses; the set words of the facts hold neither. */
    private static final int SHORTEST_ID = 4;

    private final TransparencySchema schema = TransparencySchema.shipped();

    /** What is to become of a statement. */
    sealed interface Finding {
        /** It may leave. */
        record Sound(Draft draft) implements Finding {}

        /**
         * It must not leave.
         *
         * @param draft what would have been sent; null where nothing could be
         * @param findings attribute and kind of finding
         * @param mayBeOverruled whether personal data is all that was found: a person may look and find none
         */
        record Blocked(@Nullable Draft draft, List<String> findings, boolean mayBeOverruled) implements Finding {}

        /** It is for its author alone: nothing is to be published. */
        record Private() implements Finding {}
    }

    /** Checks a statement. */
    Finding check(StatementOfReasons statement) {
        PublicStatement published = statement.getPublicStatement();
        if (published == null) {
            boolean due = !statement.getWithheld().isEmpty()
                    && !schema.countries(statement.getTerritories()).isEmpty();
            return due
                    ? new Finding.Blocked(
                            null,
                            statement.getWithheld().stream()
                                    .map(why -> "withheld when it was made: " + why)
                                    .toList(),
                            false)
                    : new Finding.Private();
        }
        List<String> findings = new ArrayList<>(schema.problems(published));
        findings.addAll(contradictions(statement, published));
        boolean formed = findings.isEmpty();
        findings.addAll(personalData(statement, published));
        Draft draft = new Draft(published.getPuid(), statement.getId(), statement.getIssuedAt(), attributes(published));
        return findings.isEmpty()
                ? new Finding.Sound(draft)
                : new Finding.Blocked(draft, List.copyOf(findings), formed);
    }

    private static List<String> personalData(StatementOfReasons statement, PublicStatement published) {
        List<@Nullable String> ids = Arrays.asList(
                statement.getAuthor(), statement.getPost(), statement.getThread(), statement.getDecision());
        Map<String, List<String>> attributes = new LinkedHashMap<>(TransparencySchema.attributes(published));
        List<String> findings = new ArrayList<>();
        for (String name : FREE_TEXTS) {
            boolean setWords = name.equals("decision_facts");
            List<@Nullable String> forbidden = new ArrayList<>();
            for (String id : ids) {
                if (id != null && (setWords || id.length() >= SHORTEST_ID && !id.equals(statement.getThread()))) {
                    forbidden.add(id);
                }
            }
            List<@Nullable String> texts = new ArrayList<>(attributes.getOrDefault(name, List.of()));
            PersonalData.findings(texts, forbidden).forEach(kind -> findings.add(name + ": " + kind));
        }
        return findings;
    }

    /** Both were computed from the same decisions: where they differ, something has changed one of them since. */
    private static List<String> contradictions(StatementOfReasons statement, PublicStatement published) {
        List<String> findings = new ArrayList<>();
        if (published.getAutomatedDetection() != statement.getAutomatedDetection()) {
            findings.add("automated_detection: is not what the author was told");
        }
        if (!published.getAutomatedDecision().equals(statement.getAutomatedDecision())) {
            findings.add("automated_decision: is not what the author was told");
        }
        if (!published.getSourceType().equals(statement.getSourceType())) {
            findings.add("source_type: is not what the author was told");
        }
        return findings;
    }

    private ObjectNode attributes(PublicStatement published) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        TransparencySchema.attributes(published).forEach((name, values) -> {
            if (schema.isList(name)) {
                ArrayNode list = node.putArray(name);
                values.forEach(list::add);
            } else {
                node.put(name, values.getFirst());
            }
        });
        return node;
    }
}
