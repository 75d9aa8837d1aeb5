package dev.sluice.topology.assess;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.RiskScores;
import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.Target.Characteristic;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.DetectedLanguage;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.Risk;
import dev.sluice.schemas.Signal;
import dev.sluice.schemas.Target;
import dev.sluice.schemas.TextSpan;
import dev.sluice.schemas.Unavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the detectors say into the record {@link Assessment}, bounded in size whatever the post holds. Of every
 * rule that found something at least one signal stays, because policies ask for rules by name.
 */
public final class AssessmentRecords {
    /**
     * Where more was found, what weighs least is left out, except the strongest signal of each rule. The probabilities
     * have taken all of it into account.
     */
    public static final int MAX_SIGNALS = 64;

    /** Spans of one signal beyond this many are left out. */
    public static final int MAX_SPANS = 64;

    private AssessmentRecords() {}

    /** The record of an assessment. */
    public static Assessment of(Post post, dev.sluice.classifiers.Assessment assessed, Instant at) {
        Assessment record = frame(post, at);
        fill(record, assessed);
        return record;
    }

    /** The record of a later assessment of the same words. */
    static Assessment again(Assessment first, String id, dev.sluice.classifiers.Assessment assessed, Instant at) {
        Assessment record = new Assessment();
        record.setId(id);
        record.setPost(first.getPost());
        record.setRevision(first.getRevision());
        record.setThread(first.getThread());
        record.setCommunity(first.getCommunity());
        record.setAssessedAt(at);
        fill(record, assessed);
        return record;
    }

    private static void fill(Assessment record, dev.sluice.classifiers.Assessment assessed) {
        record.setLanguage(new DetectedLanguage(
                assessed.language().code(), assessed.language().confidence()));
        record.setRisk(risk(assessed.risk()));
        record.setTextLength(assessed.textLength());
        record.setAssessedLength(assessed.assessedLength());
        record.setModels(assessed.models());
        record.setRules(assessed.rules());
        record.setTarget(target(assessed.target()));
        addFindings(record, assessed.findings());
    }

    /** The record of a post whose text nobody assessed, because it is deleted. */
    public static Assessment notAssessed(Post post, Instant at) {
        Assessment record = frame(post, at);
        record.setLanguage(new DetectedLanguage("und", 0f));
        record.setRisk(risk(RiskScores.NONE));
        record.setSignals(List.of());
        record.setUnavailable(List.of());
        record.setTextLength(0);
        record.setAssessedLength(0);
        record.setModels("none");
        record.setRules("none");
        return record;
    }

    private static Assessment frame(Post post, Instant at) {
        Assessment record = new Assessment();
        record.setId(post.getId() + "/" + post.getRevision());
        record.setPost(post.getId());
        record.setRevision(post.getRevision());
        record.setThread(post.getThread());
        record.setCommunity(post.getCommunity());
        record.setAssessedAt(at);
        return record;
    }

    private static void addFindings(Assessment record, List<Finding> findings) {
        if (findings.isEmpty()) {
            record.setSignals(List.of());
            record.setUnavailable(List.of());
            return;
        }
        List<Finding.Signal> found = new ArrayList<>(findings.size());
        List<Unavailable> unavailable = new ArrayList<>(0);
        for (Finding finding : findings) {
            switch (finding) {
                case Finding.Signal signal -> found.add(signal);
                case Finding.Unavailable missing -> unavailable.add(unavailable(missing));
            }
        }
        List<Finding.Signal> kept = found.size() <= MAX_SIGNALS ? found : weightiest(found);
        List<Signal> signals = new ArrayList<>(kept.size());
        for (Finding.Signal signal : kept) {
            signals.add(signal(signal));
        }
        record.setSignals(signals);
        record.setUnavailable(unavailable);
    }

    /** The strongest signal of each rule, then the strongest of the rest, as many as there is room for. */
    private static List<Finding.Signal> weightiest(List<Finding.Signal> found) {
        List<Finding.Signal> strongestFirst = new ArrayList<>(found);
        strongestFirst.sort(
                Comparator.comparingDouble(AssessmentRecords::strength).reversed());
        Map<String, Finding.Signal> ofEachRule = new LinkedHashMap<>();
        List<Finding.Signal> others = new ArrayList<>();
        for (Finding.Signal signal : strongestFirst) {
            String rule = signal.rule();
            if (ofEachRule.putIfAbsent(rule == null ? signal.detector() : rule, signal) != null) {
                others.add(signal);
            }
        }
        List<Finding.Signal> kept = new ArrayList<>(ofEachRule.values());
        kept.addAll(others.subList(0, Math.min(others.size(), Math.max(0, MAX_SIGNALS - kept.size()))));
        return kept;
    }

    /** In log-odds, without the sign of a weight: what speaks against a category explains as much. */
    private static double strength(Finding.Signal signal) {
        return switch (signal.score()) {
            case Finding.Score.Probability probability -> Math.log(probability.value() / (1d - probability.value()));
            case Finding.Score.Weight weight -> Math.abs(weight.value());
        };
    }

    private static Signal signal(Finding.Signal signal) {
        Signal record = new Signal();
        record.setCategory(signal.category().id());
        record.setDetector(signal.detector());
        record.setVersion(signal.version());
        record.setRule(signal.rule());
        record.setProbability(probability(signal.score()));
        record.setWeight(weight(signal.score()));
        record.setExplanation(signal.explanation());
        List<TextSpan> spans =
                new ArrayList<>(Math.min(MAX_SPANS, signal.spans().size()));
        for (Span span : signal.spans()) {
            if (spans.size() == MAX_SPANS) {
                break;
            }
            spans.add(new TextSpan(span.start(), span.end()));
        }
        record.setSpans(spans);
        return record;
    }

    private static @Nullable Target target(dev.sluice.classifiers.@Nullable Target found) {
        if (found == null) {
            return null;
        }
        Target record = new Target();
        Characteristic characteristic = found.characteristic();
        record.setCharacteristic(characteristic == null ? null : characteristic.id());
        record.setGroup(found.group());
        record.setDirection(found.directedAt().id());
        record.setKind(found.kind().id());
        return record;
    }

    private static Unavailable unavailable(Finding.Unavailable missing) {
        return new Unavailable(
                missing.detector(),
                missing.version(),
                missing.categories().stream().map(Category::id).sorted().toList(),
                missing.reason());
    }

    private static Risk risk(RiskScores scores) {
        return new Risk(
                scores.abuse(),
                scores.insult(),
                scores.threat(),
                scores.profanity(),
                scores.hate(),
                scores.defamation());
    }

    private static @Nullable Float probability(Finding.Score score) {
        return switch (score) {
            case Finding.Score.Probability probability -> probability.value();
            case Finding.Score.Weight weight -> null;
        };
    }

    private static @Nullable Float weight(Finding.Score score) {
        return switch (score) {
            case Finding.Score.Probability probability -> null;
            case Finding.Score.Weight weight -> weight.value();
        };
    }
}
