package dev.sluice.topology.decide;

import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.Risk;
import dev.sluice.schemas.Signal;
import dev.sluice.schemas.TextSpan;
import dev.sluice.schemas.Unavailable;
import dev.sluice.topology.policy.Facts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the policy may know of an assessed post, and the other excerpts of an assessment that a decision carries. */
public final class PostFacts {
    /** Spans of a decision beyond this many are left out; the assessment has them. */
    static final int MAX_SPANS = 64;

    /** The detector that reads only the languages it has a model for: {@code LinearClassifier#id()}. */
    private static final String MODEL_DETECTOR = "linear";

    private PostFacts() {}

    /** The facts, as the policy takes them. */
    public static Facts of(AssessedPost assessed) {
        Post post = assessed.getPost();
        Assessment assessment = assessed.getAssessment();
        return new Facts(
                post.getId(),
                post.getAuthor(),
                assessment.getRisk(),
                assessed.getContext(),
                post.getCommunity(),
                assessment.getLanguage().getCode(),
                isLanguageCovered(assessment),
                trigger(assessed),
                post.getTarget() != null,
                assessment.getAssessedLength() < assessment.getTextLength(),
                assessment.getTextLength(),
                signals(assessment),
                missingCategories(assessment));
    }

    /** The highest of all probabilities. */
    public static float highest(Risk risk) {
        return Math.max(highestOfConduct(risk), risk.getDefamation());
    }

    /** The highest probability but that of defamation, which says something of a statement and not of its author. */
    public static float highestOfConduct(Risk risk) {
        return Math.max(
                Math.max(Math.max(risk.getAbuse(), risk.getInsult()), Math.max(risk.getThreat(), risk.getProfanity())),
                risk.getHate());
    }

    /** Ids of the rules and lexicon entries that signalled, else of the detectors, each once. */
    static List<String> signals(Assessment assessment) {
        if (assessment.getSignals().isEmpty()) {
            return List.of();
        }
        Set<String> ids = new LinkedHashSet<>();
        for (Signal signal : assessment.getSignals()) {
            String rule = signal.getRule();
            ids.add(rule == null ? signal.getDetector() : rule);
        }
        return List.copyOf(ids);
    }

    /** Ids of the detectors that could not answer. */
    static List<String> missingDetectors(Assessment assessment) {
        List<Unavailable> missing = assessment.getUnavailable();
        return switch (missing.size()) {
            case 0 -> List.of();
            case 1 -> List.of(missing.get(0).getDetector());
            default -> missing.stream().map(Unavailable::getDetector).distinct().toList();
        };
    }

    /** Where in the text something was found, in order, each place once. */
    static List<TextSpan> spans(Assessment assessment) {
        if (assessment.getSignals().isEmpty()) {
            return List.of();
        }
        Set<TextSpan> places =
                new TreeSet<>(Comparator.comparingInt(TextSpan::getStart).thenComparingInt(TextSpan::getEnd));
        assessment.getSignals().forEach(signal -> places.addAll(signal.getSpans()));
        List<TextSpan> spans = new ArrayList<>(places);
        return spans.size() <= MAX_SPANS ? spans : List.copyOf(spans.subList(0, MAX_SPANS));
    }

    /** Whether a model reads the language of the text. */
    private static boolean isLanguageCovered(Assessment assessment) {
        List<Unavailable> missing = assessment.getUnavailable();
        for (int i = 0; i < missing.size(); i++) {
            if (isForWantOfAModel(missing.get(i), assessment)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the detector was silent because no model reads the language, and not because it failed. The record
     * says so in the reason alone; worded otherwise, it counts as a failure, and the post is held.
     */
    private static boolean isForWantOfAModel(Unavailable missing, Assessment assessment) {
        return missing.getDetector().equals(MODEL_DETECTOR)
                && missing.getReason()
                        .equals("no model for language '"
                                + assessment.getLanguage().getCode() + "'");
    }

    private static List<String> missingCategories(Assessment assessment) {
        List<Unavailable> missing = assessment.getUnavailable();
        if (missing.isEmpty()) {
            return List.of();
        }
        Set<String> categories = new TreeSet<>();
        for (Unavailable one : missing) {
            if (!isForWantOfAModel(one, assessment)) {
                categories.addAll(one.getCategories());
            }
        }
        return List.copyOf(categories);
    }

    /** A second look is one at the event that it was asked for. */
    private static String trigger(AssessedPost assessed) {
        return switch (assessed.getTrigger()) {
            case EDIT -> "edit";
            case DELETE -> "delete";
            case FLAG -> "flag";
            case SECOND_LOOK -> assessed.getPost().getEvent() == PostEvent.EDITED ? "edit" : "post";
            case POST, VERDICT, APPEAL, NOTICE, UNKNOWN -> "post";
        };
    }
}
