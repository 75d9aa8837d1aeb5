package dev.sluice.classifiers.transformer;

import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Failures;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.FirstLook;
import dev.sluice.classifiers.Language;
import dev.sluice.classifiers.RiskScores;
import dev.sluice.classifiers.SecondLook;
import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.scoring.RiskModel;
import dev.sluice.classifiers.transformer.ClassificationHead.Reading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Assesses texts with the cheap detectors and the transformer and stacks the two. The weights of lexicon and rules keep
 * counting, by the factor that the stacking gives them; a category that the stacking does not name stays as the first
 * look left it. Of a text that is too long to be read whole no risk is lowered, nor is that of a threat which words and
 * rules agree on.
 */
public final class TransformerSecondLook implements SecondLook, AutoCloseable {
    /** Id of the detector in findings. */
    public static final String ID = "transformer";

    /** Probabilities below are not reported. */
    private static final double REPORTED = 0.2;

    /** Spans are worked out from this probability on: below it no reviewer is shown them. */
    private static final double EXPLAINED = 0.4;

    /**
     * So much evidence of words and rules for a threat, in log-odds, is not overruled: two of them at least agree and
     * nothing written speaks against them. Of "kys" the transformer knows nothing, and danger to people fails closed.
     */
    private static final float WRITTEN_THREAT = 1.5f;

    private final Assessor assessor;
    private final TransformerModel model;
    private final Stacking stacking;
    private final Set<String> languages;
    private final String version;
    private final Occlusion occlusion;
    private final Failures failures = new Failures();

    /**
     * A second look.
     *
     * @param assessor the first look
     * @param model the transformer; closed with this
     * @param stacking how the two are combined
     * @param languages BCP 47 primary tags that the transformer was trained on
     */
    public TransformerSecondLook(Assessor assessor, TransformerModel model, Stacking stacking, Set<String> languages) {
        this.assessor = assessor;
        this.model = model;
        this.stacking = stacking;
        this.languages = Set.copyOf(languages);
        this.version = assessor.models();
        this.occlusion = new Occlusion(model);
    }

    @Override
    public String version() {
        return version;
    }

    /** As the linear model does, it reads a text whose language cannot be told as if it were one that it covers. */
    @Override
    public boolean covers(String language) {
        return languages.contains(language) || language.equals(Language.UNDETERMINED);
    }

    @Override
    public List<Assessment> assess(List<Text> texts) {
        List<Look> looks = texts.stream().map(this::look).toList();
        looks.forEach(this::read);
        return looks.stream().map(this::finished).toList();
    }

    /** One text on its way. */
    private static final class Look {
        final Text text;
        final FirstLook first;
        List<Pieces> windows = List.of();
        boolean complete = true;
        List<Reading> readings = List.of();

        @Nullable
        Finding unavailable;

        Look(Text text, FirstLook first) {
            this.text = text;
            this.first = first;
        }
    }

    private Look look(Text text) {
        Look look = new Look(text, assessor.look(text.text(), text.language()));
        String language = look.first.assessment().language().code();
        if (!covers(language)) {
            look.unavailable = unavailable("no model for language '" + language + "'");
            return look;
        }
        try {
            TextEncoder.Windows windows = model.encoder().windows(text.text());
            look.windows = windows.windows();
            look.complete = windows.complete();
        } catch (RuntimeException | StackOverflowError e) {
            look.unavailable = failed(e);
            return look;
        }
        if (!look.windows.isEmpty() && !look.first.linearSpoke()) {
            look.unavailable = unavailable("the first look did not speak");
            look.windows = List.of();
        }
        return look;
    }

    private void read(Look look) {
        try {
            look.readings = look.windows.stream()
                    .map(window -> model.read(model.encoder().tokens(window)))
                    .toList();
        } catch (RuntimeException | StackOverflowError e) {
            look.unavailable = failed(e);
        }
    }

    private Assessment finished(Look look) {
        Assessment first = look.first.assessment();
        List<Finding> findings = new ArrayList<>(first.findings());
        RiskScores risk = first.risk();
        if (look.unavailable == null && !look.readings.isEmpty()) {
            try {
                risk = risk(look);
                findings.addAll(signals(look));
            } catch (RuntimeException | StackOverflowError e) {
                risk = first.risk();
                look.unavailable = failed(e);
            }
        }
        if (look.unavailable != null) {
            findings.add(look.unavailable);
        }
        return new Assessment(
                first.language(),
                risk,
                findings,
                first.textLength(),
                first.assessedLength(),
                first.models(),
                first.rules());
    }

    private RiskScores risk(Look look) {
        RiskModel scoring = assessor.scoring();
        RiskScores first = look.first.assessment().risk();
        float[] evidence = scoring.evidenceLogOdds(look.first.assessment().findings());
        float[] logOdds = new float[Category.values().length];
        for (Category category : Category.values()) {
            int label = category.ordinal();
            double before = logOdds(first.of(category));
            Stacking.@Nullable Coefficients coefficients =
                    stacking.coefficients().get(category);
            double now = coefficients == null
                    ? before
                    : models(look, category, coefficients)
                            + (look.first.hasLabel(category) ? coefficients.evidence() * evidence[label] : 0);
            boolean mayFall = look.complete && !(category == Category.THREAT && evidence[label] >= WRITTEN_THREAT);
            logOdds[label] = (float) (mayFall ? now : Math.max(now, before));
        }
        return RiskModel.risk(logOdds);
    }

    /** Log-odds by the two models, the transformer's by the window that speaks most strongly. */
    private static double models(Look look, Category category, Stacking.Coefficients coefficients) {
        int label = category.ordinal();
        return coefficients.logOdds(
                look.first.logit(category), strongest(look, label).logits()[label]);
    }

    private static Reading strongest(Look look, int label) {
        return Collections.max(look.readings, Comparator.comparingDouble(reading -> reading.logits()[label]));
    }

    private List<Finding> signals(Look look) {
        Category most = Category.ABUSE;
        double highest = Double.NEGATIVE_INFINITY;
        Map<Category, Double> probabilities = new EnumMap<>(Category.class);
        for (Map.Entry<Category, Stacking.Coefficients> entry :
                stacking.coefficients().entrySet()) {
            double probability = logistic(models(look, entry.getKey(), entry.getValue()));
            probabilities.put(entry.getKey(), probability);
            if (probability > highest) {
                highest = probability;
                most = entry.getKey();
            }
        }
        Occlusion.@Nullable Effects effects = null;
        if (highest >= EXPLAINED) {
            Reading reading = strongest(look, most.ordinal());
            Pieces window = look.windows.get(look.readings.indexOf(reading));
            effects = occlusion.effects(look.text.text(), window, reading, most.ordinal());
        }
        List<Finding> signals = new ArrayList<>();
        for (Map.Entry<Category, Double> entry : probabilities.entrySet()) {
            double probability = entry.getValue();
            if (probability >= REPORTED) {
                signals.add(signal(entry.getKey(), probability, probability >= EXPLAINED ? effects : null));
            }
        }
        return signals;
    }

    private Finding signal(Category category, double probability, Occlusion.@Nullable Effects effects) {
        List<Span> spans = effects == null ? List.of() : effects.strongest(category.ordinal());
        return new Finding.Signal(
                category,
                ID,
                version,
                null,
                new Finding.Score.Probability((float) probability),
                spans,
                spans.isEmpty()
                        ? "Read as a whole it resembles posts labelled " + category.id() + "."
                        : "Read as a whole it resembles posts labelled " + category.id()
                                + "; without the marked words it would less.");
    }

    private Finding unavailable(String reason) {
        return new Finding.Unavailable(ID, version, stacking.coefficients().keySet(), reason);
    }

    private Finding failed(Throwable thrown) {
        return failures.unavailable(ID, version, stacking.coefficients().keySet(), thrown);
    }

    private static double logistic(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    private static double logOdds(float probability) {
        double p = Math.max(1e-7, Math.min(1 - 1e-7, probability));
        return Math.log(p / (1 - p));
    }

    /** Closes the transformer. */
    @Override
    public void close() {
        model.close();
    }
}
