package dev.sluice.app.transparency;

import dev.sluice.app.transparency.LastCheck.Finding;
import dev.sluice.app.transparency.TransparencySettings.Limits;
import dev.sluice.app.transparency.TransparencySettings.Retries;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.PublicStatement;
import dev.sluice.schemas.StatementKind;
import dev.sluice.schemas.StatementOfReasons;
import dev.sluice.schemas.registry.ShippedSchemas;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Statements of reasons for tests, and settings to send them with. */
final class GivenStatements {
    static final Instant AT = Instant.parse("2026-03-02T09:00:00Z");
    static final String TOKEN = "17|letmein";

    static {
        ShippedSchemas.trustGeneratedClasses();
    }

    private GivenStatements() {}

    /** About post {@code post-n}, fit to be published under the id {@code puid-n}. */
    static StatementOfReasons statement(int n) {
        return StatementOfReasons.newBuilder()
                .setId("post-" + n + "/1/1/statement")
                .setKind(StatementKind.IMPOSED)
                .setDecision("post-" + n + "/1/1")
                .setPost("post-" + n)
                .setRevision(1)
                .setThread("thread-7")
                .setCommunity("allotments")
                .setAuthor("author-of-" + n)
                .setOutcome(Outcome.REMOVE)
                .setRule("hate.slur")
                .setClause("2.2")
                .setPolicy("default")
                .setPolicyVersion("1.0.0")
                .setSourceType("SOURCE_VOLUNTARY")
                .setAutomatedDetection(true)
                .setAutomatedDecision("AUTOMATED_DECISION_FULLY")
                .setTerritories(List.of("EU"))
                .setLanguage("en")
                .setLanguageWanted("en")
                .setSubject("Your post was removed")
                .setText("Words for the author.")
                .setPublicStatement(published(n))
                .setContestUntil(AT.plus(Duration.ofDays(184)))
                .setIssuedAt(AT)
                .build();
    }

    static PublicStatement published(int n) {
        return PublicStatement.newBuilder()
                .setPuid("puid-" + n)
                .setDecisionVisibility(List.of("DECISION_VISIBILITY_CONTENT_REMOVED"))
                .setDecisionFacts("A text post in an online community was taken down.")
                .setDecisionGround("DECISION_GROUND_INCOMPATIBLE_CONTENT")
                .setIncompatibleContentGround("Clause 2.2: No slurs")
                .setIncompatibleContentExplanation("The post was held to go against this clause.")
                .setContentType(List.of("CONTENT_TYPE_TEXT"))
                .setCategory("STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH")
                .setCategorySpecification(List.of("KEYWORD_HATE_SPEECH"))
                .setTerritorialScope(List.of("DE", "IE"))
                .setContentLanguage("EN")
                .setContentDate("2026-03-01")
                .setApplicationDate("2026-03-02")
                .setSourceType("SOURCE_VOLUNTARY")
                .setAutomatedDetection(true)
                .setAutomatedDecision("AUTOMATED_DECISION_FULLY")
                .build();
    }

    static Draft draft(int n) {
        return switch (new LastCheck().check(statement(n))) {
            case Finding.Sound sound -> sound.draft();
            case Finding.Blocked blocked -> throw new AssertionError(blocked.findings());
            case Finding.Private unused -> throw new AssertionError("private");
        };
    }

    static List<Draft> drafts(int count) {
        return IntStream.range(0, count).mapToObj(GivenStatements::draft).toList();
    }

    /** One that the database refuses, and our own check would have kept back. */
    static Draft wrong(int n) {
        Draft draft = draft(n);
        draft.attributes().put("category", "STATEMENT_CATEGORY_OF_OURS");
        return draft;
    }

    static TransparencySettings settings(TransparencyServer server, BearerToken token) {
        return settings(server, token, Duration.ofSeconds(20));
    }

    static TransparencySettings settings(TransparencyServer server, BearerToken token, Duration timeout) {
        return new TransparencySettings(
                Endpoint.of(server.url()), token, 100, new Limits(200, 12_000), Retries.DEFAULT, timeout);
    }
}
