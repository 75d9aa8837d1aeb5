package dev.sluice.app.http;

import dev.sluice.app.http.intake.PostSink;
import dev.sluice.app.http.perspective.Attribute;
import dev.sluice.app.http.perspective.Suggestions;
import dev.sluice.app.play.PostRecords.Prepared;
import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.RiskScores;
import dev.sluice.schemas.Label;
import dev.sluice.schemas.LabelKind;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Risk;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Suggested scores as labels: what we find beside what a person says, by category, without the comment's words. No
 * decision was looked at, so that a suggestion is of no known kind, counts under a rule of its own ({@value #RULE}),
 * and moves neither quality nor thresholds, which are for posts that a policy decided.
 */
public final class LabelSuggestions implements Suggestions {
    /** The rule that they count under. */
    public static final String RULE = "comments-suggestscore";

    private static final double YES = 0.5;
    private static final int LONGEST_COMMUNITY = 256;

    private final PostSink sink;
    private final AvroSerde<Label> labels;
    private final Clock clock;

    /** Puts labels into this sink. */
    public LabelSuggestions(PostSink sink, SchemaRegistry registry, Clock clock) {
        this.sink = sink;
        this.labels = new AvroSerde<>(Label.class, registry, TopicCatalogue.LABELS.subject());
        this.clock = clock;
    }

    @Override
    public boolean take(Suggestion suggestion) {
        // By chance: an id that followed from the words would tell who knows them that they were said.
        Label label = label(suggestion, "suggestion-" + UUID.randomUUID());
        byte[] value = labels.encode(TopicCatalogue.LABELS.name(), label);
        return sink.publish(
                        List.of(new Prepared(TopicCatalogue.LABELS, label.getThread(), label.getRuledAt(), value)),
                        null)
                == PostSink.Outcome.KEPT;
    }

    private Label label(Suggestion suggestion, String id) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Assessment assessment = suggestion.assessment();
        Map<String, Boolean> categories = categories(suggestion.scores());
        Label label = new Label();
        label.setId(id);
        label.setVerdict(id);
        label.setKind(LabelKind.UNKNOWN);
        label.setDecision(id);
        label.setPost(id);
        label.setRevision(1);
        label.setThread(id);
        label.setCommunity(community(suggestion));
        label.setDecided(Outcome.UNKNOWN);
        label.setAutomatic(false);
        label.setRuled(Outcome.UNKNOWN);
        label.setUpheld(agrees(assessment.risk(), categories));
        label.setRule(RULE);
        label.setOtherRules(List.of());
        label.setRisk(risk(assessment.risk()));
        label.setCategories(categories);
        label.setLanguage(assessment.language().code());
        label.setPolicy("none");
        label.setPolicyVersion("none");
        label.setRules(assessment.rules());
        label.setModels(assessment.models());
        label.setWeight(1);
        label.setDecidedAt(now);
        label.setOpenedAt(now);
        label.setRuledAt(now);
        return label;
    }

    private static String community(Suggestion suggestion) {
        String named = suggestion.community();
        return named == null || named.isBlank() || named.length() > LONGEST_COMMUNITY ? "default" : named;
    }

    /** By category; severe toxicity is no category of ours, and says nothing about one. */
    private static Map<String, Boolean> categories(Map<Attribute, Double> scores) {
        Map<String, Boolean> categories = new HashMap<>();
        scores.forEach((attribute, score) -> {
            switch (attribute) {
                case TOXICITY -> categories.put(Category.ABUSE.id(), score >= YES);
                case SEVERE_TOXICITY -> {}
                case IDENTITY_ATTACK -> categories.put(Category.HATE.id(), score >= YES);
                case INSULT -> categories.put(Category.INSULT.id(), score >= YES);
                case PROFANITY -> categories.put(Category.PROFANITY.id(), score >= YES);
                case THREAT -> categories.put(Category.THREAT.id(), score >= YES);
            }
        });
        return categories;
    }

    private static boolean agrees(RiskScores risk, Map<String, Boolean> categories) {
        return categories.entrySet().stream()
                .allMatch(said -> said.getValue() == (risk.of(Category.of(said.getKey())) >= YES));
    }

    private static Risk risk(RiskScores risk) {
        return Risk.newBuilder()
                .setAbuse(risk.of(Category.ABUSE))
                .setInsult(risk.of(Category.INSULT))
                .setThreat(risk.of(Category.THREAT))
                .setProfanity(risk.of(Category.PROFANITY))
                .setHate(risk.of(Category.HATE))
                .setDefamation(risk.of(Category.DEFAMATION))
                .build();
    }
}
