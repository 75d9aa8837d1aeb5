package dev.sluice.topology.outcomes.statements;

import dev.sluice.schemas.Decision;
import dev.sluice.schemas.StatementKind;
import dev.sluice.schemas.StatementOfReasons;
import dev.sluice.topology.policy.Guideline;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.policy.StatementGrounds;
import dev.sluice.topology.policy.StatementTexts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Writes statements of reasons. Keeps nothing; safe for use by many threads. */
public final class StatementWriter {
    private final StatementTexts texts;
    private final StatementGrounds grounds;
    private final Function<Decision, PolicyPack> packOf;
    private final UnaryOperator<Instant> contestUntil;
    private final PublicStatements published;

    /**
     * A writer.
     *
     * @param packOf the policy that a decision names
     * @param contestUntil the first moment at which it is too late to contest what was told at an instant: midnight
     *     after a day, which is the last one
     */
    public StatementWriter(
            StatementTexts texts,
            StatementGrounds grounds,
            Function<Decision, PolicyPack> packOf,
            UnaryOperator<Instant> contestUntil,
            StatementSettings settings) {
        this.texts = texts;
        this.grounds = grounds;
        this.packOf = packOf;
        this.contestUntil = contestUntil;
        this.published = new PublicStatements(TransparencySchema.shipped(), settings.puidKey());
    }

    /**
     * The statement about a decision.
     *
     * @param postedAt when the post was published
     */
    StatementOfReasons write(Decision decision, Lineage lineage, StatementKind kind, Instant postedAt) {
        PolicyPack pack = packOf.apply(decision);
        StatementGrounds.Ground ground = grounds.of(decision.getRule(), decision.getClause());
        StatementOfReasons statement = new StatementOfReasons();
        statement.setId(Lineage.statementId(decision));
        statement.setKind(kind);
        statement.setFollows(lineage.before().statement());
        statement.setDecision(decision.getId());
        statement.setPost(decision.getPost());
        statement.setRevision(decision.getRevision());
        statement.setThread(decision.getThread());
        statement.setCommunity(decision.getCommunity());
        statement.setAuthor(decision.getAuthor());
        statement.setOutcome(lineage.after().inForce().outcome());
        statement.setRule(decision.getRule());
        statement.setClause(decision.getClause());
        StatementGrounds.Law law = ground.law();
        statement.setLaw(law == null ? null : law.ground());
        statement.setPolicy(decision.getPolicy());
        statement.setPolicyVersion(decision.getPolicyVersion());
        statement.setSourceType(lineage.source().attribute());
        statement.setAutomatedDetection(lineage.after().foundByMachine());
        statement.setAutomatedDecision(lineage.after().automation().attribute());
        statement.setTerritories(pack.jurisdictions());
        statement.setLanguageWanted(decision.getLanguage());
        statement.setContestUntil(contestUntil.apply(decision.getDecidedAt()));
        statement.setIssuedAt(decision.getDecidedAt());
        addText(statement, decision, lineage, pack);
        addPublic(statement, kind, new PublicStatements.Case(decision, lineage, pack, ground, postedAt));
        return statement;
    }

    private void addText(StatementOfReasons statement, Decision decision, Lineage lineage, PolicyPack pack) {
        Guideline clause = pack.guideline(decision.getClause());
        String law = statement.getLaw();
        Map<String, String> values = new HashMap<>();
        values.put("community", decision.getCommunity());
        values.put("post", decision.getPost());
        values.put("from", day(decision.getDecidedAt()));
        values.put("rationale", decision.getRationale());
        values.put("territories", String.join(", ", pack.jurisdictions()));
        values.put("contestUntil", day(statement.getContestUntil().minusMillis(1)));
        if (law != null) {
            values.put("law", law);
        }
        if (clause != null) {
            values.put("clause", clause.clause());
            values.put("clauseTitle", clause.title());
        }
        Restriction told = switch (statement.getKind()) {
            case LIFTED -> lineage.before().inForce();
            case IMPOSED, CHANGED, CONFIRMED, UNKNOWN -> lineage.after().inForce();
        };
        StatementTexts.Text text = texts.write(
                decision.getLanguage(),
                new StatementTexts.Facts(
                        words(statement.getKind()),
                        told == Restriction.REMOVE ? "remove" : "limit",
                        lineage.source().words(),
                        lineage.after().foundByMachine() ? "automated" : "people",
                        lineage.after().automation().words(),
                        law != null ? "law" : clause != null ? "clause" : "none",
                        values));
        statement.setLanguage(text.language());
        statement.setSubject(text.subject());
        statement.setText(text.text());
    }

    /** The database takes statements about restrictions; that one was confirmed or lifted is for its author. */
    private void addPublic(StatementOfReasons statement, StatementKind kind, PublicStatements.Case known) {
        switch (kind) {
            case IMPOSED, CHANGED -> {
                PublicStatements.Result result = published.of(known);
                statement.setPublicStatement(result.statement());
                statement.setWithheld(result.withheld().stream().limit(20).toList());
            }
            case CONFIRMED, LIFTED, UNKNOWN -> {
                statement.setPublicStatement(null);
                statement.setWithheld(List.of());
            }
        }
    }

    private static String words(StatementKind kind) {
        return switch (kind) {
            case IMPOSED -> "imposed";
            case CHANGED -> "changed";
            case CONFIRMED -> "confirmed";
            case LIFTED -> "lifted";
            case UNKNOWN -> throw new IllegalArgumentException("the kind is UNKNOWN; allowed: the others");
        };
    }

    private static String day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
    }
}
