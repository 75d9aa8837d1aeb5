package dev.sluice.topology.policy;

import dev.sluice.schemas.Context;
import dev.sluice.schemas.Risk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a policy may know about a post: scores, signals and context, never the text.
 *
 * <p>{@code risk} and {@code context} are Avro records and therefore mutable; whoever hands them over must not change
 * them afterwards.
 *
 * @param post id of the post
 * @param author pseudonym of the author, or null; decides, else the post, only which posts a rule with status {@code
 *     percent} acts on
 * @param risk calibrated probabilities
 * @param context what the stream knew about author, target and thread
 * @param community the community that the post was published in
 * @param language BCP 47 primary tag, {@code und} where unknown
 * @param languageCovered whether a model reads the language; where not, lexicons and rules alone have answered
 * @param trigger what is being answered: {@code post}, {@code edit}, {@code delete} or {@code flag}
 * @param hasTarget whether the post addresses a known member
 * @param cut whether the text was too long to be assessed whole
 * @param length length of the whole text in code points
 * @param signals ids of the rules and lexicon entries that signalled, else of the detectors
 * @param unavailable ids of the risk categories for which a detector failed; a language without a model is no failure
 */
public record Facts(
        String post,
        @Nullable String author,
        Risk risk,
        Context context,
        String community,
        String language,
        boolean languageCovered,
        String trigger,
        boolean hasTarget,
        boolean cut,
        int length,
        List<String> signals,
        List<String> unavailable) {

    /** Copies the lists, which costs nothing where they are immutable already. */
    public Facts {
        signals = List.copyOf(signals);
        unavailable = List.copyOf(unavailable);
    }

    /**
     * Whether something may rest on them: probabilities outside 0 to 1, and measures that are not finite, come from a
     * broken part.
     */
    boolean isSound() {
        return isProbability(risk.getAbuse())
                && isProbability(risk.getInsult())
                && isProbability(risk.getThreat())
                && isProbability(risk.getProfanity())
                && isProbability(risk.getHate())
                && isProbability(risk.getDefamation())
                && Float.isFinite(context.getAuthorStrikes())
                && Float.isFinite(context.getThreadHeat())
                && Float.isFinite(context.getThreadBaseline())
                && Float.isFinite(context.getTargetHeat())
                && Float.isFinite(context.getTargetBurst())
                && Float.isFinite(context.getFlagWeight());
    }

    private static boolean isProbability(float value) {
        return value >= 0 && value <= 1;
    }
}
