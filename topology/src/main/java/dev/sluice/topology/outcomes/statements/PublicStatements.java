package dev.sluice.topology.outcomes.statements;

import dev.sluice.schemas.Decision;
import dev.sluice.schemas.PublicStatement;
import dev.sluice.topology.policy.Guideline;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.policy.StatementGrounds;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Writes what may be published of a restriction, in set words: neither the reason as a reviewer typed it, nor any id that
 * somebody who knows the platform could follow to a person.
 */
final class PublicStatements {
    private static final Map<Restriction, String> DONE = Map.of(
            Restriction.LIMIT, "folded away, so that it is no longer shown by itself",
            Restriction.REMOVE, "taken down");

    private final TransparencySchema schema;
    private final byte[] puidKey;

    /**
     * A writer.
     *
     * @param puidKey key of the public ids, without which nobody can tell which post an id belongs to
     */
    PublicStatements(TransparencySchema schema, byte[] puidKey) {
        this.schema = schema;
        this.puidKey = puidKey.clone();
    }

    /**
     * A statement, or why there is none.
     *
     * @param statement what may be published; null where nothing may
     * @param withheld why, where nothing may
     */
    record Result(@Nullable PublicStatement statement, List<String> withheld) {}

    /**
     * What is known of a restriction.
     *
     * @param decision the decision that imposed it
     * @param lineage how it came about
     * @param pack the policy
     * @param ground what it rests on
     * @param postedAt when the post was published
     */
    record Case(
            Decision decision, Lineage lineage, PolicyPack pack, StatementGrounds.Ground ground, Instant postedAt) {}

    Result of(Case known) {
        PublicStatement statement = statement(known);
        Decision decision = known.decision();
        List<String> withheld = new ArrayList<>();
        if (statement.getTerritorialScope().isEmpty()) {
            withheld.add("no country of the European Economic Area is among the policy's jurisdictions");
        } else {
            withheld.addAll(schema.problems(statement));
        }
        List<@Nullable String> texts = new ArrayList<>(List.of(statement.getDecisionFacts()));
        texts.add(statement.getIllegalContentExplanation());
        texts.add(statement.getIncompatibleContentExplanation());
        texts.add(statement.getIncompatibleContentGround());
        withheld.addAll(PersonalData.findings(texts, List.of()));
        List<@Nullable String> ids =
                new ArrayList<>(List.of(decision.getPost(), decision.getThread(), decision.getId()));
        ids.add(decision.getAuthor());
        withheld.addAll(PersonalData.findings(List.of(statement.getDecisionFacts()), ids));
        return withheld.isEmpty() ? new Result(statement, List.of()) : new Result(null, withheld);
    }

    private PublicStatement statement(Case known) {
        Decision decision = known.decision();
        Lineage lineage = known.lineage();
        PublicStatement statement = new PublicStatement();
        statement.setPuid(puid(Lineage.statementId(decision)));
        statement.setDecisionVisibility(List.of(visibility(lineage.after().inForce())));
        statement.setDecisionFacts(facts(lineage));
        statement.setContentType(List.of("CONTENT_TYPE_TEXT"));
        statement.setCategory(known.ground().category());
        statement.setCategorySpecification(known.ground().keywords());
        statement.setTerritorialScope(schema.countries(known.pack().jurisdictions()));
        statement.setContentLanguage(language(decision.getLanguage()));
        statement.setContentDate(day(known.postedAt()));
        statement.setApplicationDate(day(decision.getDecidedAt()));
        statement.setSourceType(lineage.source().attribute());
        statement.setAutomatedDetection(lineage.after().foundByMachine());
        statement.setAutomatedDecision(lineage.after().automation().attribute());
        ground(statement, known);
        return statement;
    }

    private void ground(PublicStatement statement, Case known) {
        StatementGrounds.Law law = known.ground().law();
        if (law != null) {
            statement.setDecisionGround("DECISION_GROUND_ILLEGAL_CONTENT");
            statement.setIllegalContentLegalGround(cut("illegal_content_legal_ground", law.ground()));
            statement.setIllegalContentExplanation(cut("illegal_content_explanation", law.explanation()));
            return;
        }
        Guideline clause = known.pack().guideline(known.decision().getClause());
        statement.setDecisionGround("DECISION_GROUND_INCOMPATIBLE_CONTENT");
        statement.setIncompatibleContentGround(cut(
                "incompatible_content_ground",
                clause == null ? "The guidelines" : "Clause " + clause.clause() + ": " + clause.title()));
        statement.setIncompatibleContentExplanation(cut(
                "incompatible_content_explanation",
                clause == null
                        ? "The post was held to go against the guidelines of the community."
                        : "The post was held to go against this clause, which reads: " + clause.text()));
    }

    private static String facts(Lineage lineage) {
        String found = lineage.after().foundByMachine()
                ? "Automated checks of text found it."
                : "It was brought to the provider's attention by people.";
        String source = switch (lineage.source()) {
            case OWN_INITIATIVE -> "Nobody had reported it.";
            case REPORT -> "Users had reported it.";
            case NOTICE -> "A notice under article 16 had been submitted about it.";
            case TRUSTED_FLAGGER -> "A trusted flagger had submitted a notice about it.";
        };
        String decided = switch (lineage.after().automation()) {
            case FULLY -> "The decision was taken by automated means alone.";
            case PARTIALLY -> "Automated means had restricted it first; the decision was then taken by a person.";
            case NOT -> "The decision was taken by a person.";
        };
        return "A text post in an online community was "
                + DONE.getOrDefault(lineage.after().inForce(), "restricted") + ". " + found + " " + source + " "
                + decided;
    }

    private static String visibility(Restriction restriction) {
        return switch (restriction) {
            case LIMIT -> "DECISION_VISIBILITY_CONTENT_DEMOTED";
            case REMOVE -> "DECISION_VISIBILITY_CONTENT_REMOVED";
            case NONE -> throw new IllegalArgumentException("nothing is restricted; allowed: LIMIT, REMOVE");
        };
    }

    private static @Nullable String language(String tag) {
        String primary = tag.split("-", 2)[0];
        return primary.length() == 2 ? primary.toUpperCase(Locale.ROOT) : null;
    }

    private static String day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
    }

    private String cut(String attribute, String value) {
        int max = schema.max(attribute);
        return value.length() <= max ? value : value.substring(0, max - 1) + "…";
    }

    /** HMAC-SHA-256 (RFC 2104), so that an id is the same for ever and tells nothing to who has not the key. */
    private String puid(String statement) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(puidKey, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(statement.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
