package dev.sluice.classifiers.defamation;

import dev.sluice.classifiers.names.Sentences;
import dev.sluice.classifiers.text.FoldedText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How allegations are put: reads the cues of a whole text once and weighs them around one allegation at a time. */
final class Assertion {
    private final FoldedText text;
    private final Sentences sentences;
    private final Map<Cue, List<int[]>> found = new EnumMap<>(Cue.class);

    Assertion(Vocabulary vocabulary, FoldedText text, Sentences sentences) {
        this.text = text;
        this.sentences = sentences;
        int token = 0;
        while (token < text.tokenCount) {
            long match = vocabulary.cueAt(text, token);
            if (match < 0) {
                token++;
                continue;
            }
            int last = token + (int) (match >>> 32) - 1;
            Set<Cue> cues = vocabulary.cues(match);
            for (Cue cue : cues) {
                found.computeIfAbsent(cue, key -> new ArrayList<>()).add(new int[] {token, last});
            }
            token = last + 1;
        }
    }

    /** Whether a cue is anywhere in the text. */
    boolean has(Cue cue) {
        return found.containsKey(cue);
    }

    /** Whether a cue overlaps these tokens and is at least as long as they are. */
    boolean covers(Cue cue, int first, int last) {
        for (int[] at : found.getOrDefault(cue, List.of())) {
            if (at[0] <= last && at[1] >= first && at[1] - at[0] >= last - first) {
                return true;
            }
        }
        return false;
    }

    /** Whether a cue ends so close before a token, in the same sentence. */
    boolean before(Cue cue, int token, int reach) {
        for (int[] at : found.getOrDefault(cue, List.of())) {
            if (at[1] < token && token - at[1] <= reach && sentences.of(at[1]) == sentences.of(token)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a cue begins in the sentence of a token. */
    boolean inSentence(Cue cue, int token) {
        for (int[] at : found.getOrDefault(cue, List.of())) {
            if (sentences.of(at[0]) == sentences.of(token)) {
                return true;
            }
        }
        return false;
    }

    /** What a reviewer should know about how it is put. */
    String words() {
        if (has(Cue.REPORT)) {
            return "as a report whose source needs checking";
        }
        if (has(Cue.HEDGE)) {
            return "with a hedge, which takes nothing away from it";
        }
        if (has(Cue.OPINION)) {
            return "as a view, with or without a basis";
        }
        return has(Cue.CERTAINTY) ? "as a fact that the writer vouches for" : "as a fact";
    }

    /** Whether these tokens say that who is named before them suffered the act, and nobody after "by" did it. */
    boolean passive(int first, int last) {
        boolean progressive = text.token(first).endsWith("ing");
        return !progressive && before(Cue.VICTIM, first, 2) && !by(last);
    }

    /** Whether "by" follows closely. */
    boolean by(int last) {
        for (int token = last + 1; token < Math.min(text.tokenCount, last + 4); token++) {
            if (text.token(token).equals("by")) {
                return true;
            }
        }
        return false;
    }
}
