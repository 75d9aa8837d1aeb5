package dev.sluice.escalation.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.Exhibit;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.ThreadPost;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an escalation must be to become evidence. Whatever is refused goes into quarantine whole, so nothing is lost by
 * being strict. Messages quote nothing of the record.
 */
public final class EvidenceRules {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_REVISIONS = 16;
    private static final int MOST_THREAD_POSTS = 32;
    private static final int MOST_MEDIA = 64;
    private static final int MOST_MODELS = 32;
    private static final int MOST_NOTICES = 64;
    private static final int MOST_LETTERS = 256;
    private static final int MOST_MISSING = 64;
    private static final int MOST_REGIMES = 32;
    private static final int MOST_CLOCKS = 64;
    private static final int LONGEST_TEXT = 100_000;
    private static final String AUTHOR = "author";

    /** Sexual exploitation or abuse of children; a pointer whatever the record's flag says. */
    private static final String POINTER_CATEGORY = "CSEA";

    private EvidenceRules() {}

    /** What is wrong with the escalation, in one line; null where nothing is. */
    public static @Nullable String problem(Escalation escalation) {
        if (escalation.getVersion() < 1) {
            return "field 'version' is " + escalation.getVersion() + "; allowed: 1 or more";
        }
        if (isPointer(escalation)) {
            return holdsContent(escalation)
                    ? "the escalation holds content of a category of which only a pointer may be kept; allowed: ids,"
                            + " places and times"
                    : null;
        }
        if (hasNoPost(escalation.getSource(), escalation.getPost())) {
            return "fields 'source' and 'post' hold neither the post's record nor its words; allowed: at least one";
        }
        String tooMany = tooMany(escalation);
        if (tooMany != null) {
            return tooMany;
        }
        for (String text : List.of(escalation.getSummary(), escalation.getRequestedAction())) {
            if (text.length() > LONGEST_TEXT) {
                return "field 'summary' or 'requestedAction' has " + text.length() + " characters; allowed: up to "
                        + LONGEST_TEXT;
            }
        }
        String thread = inThread(escalation.getThread());
        return thread != null ? thread : inExhibits(escalation);
    }

    /**
     * Whether an escalation, and any record made of it, must be kept out whole: it has content of a category that must
     * never enter, such as the abuse of children.
     */
    public static boolean mustNotBeKept(Escalation escalation) {
        return isPointer(escalation) && holdsContent(escalation);
    }

    /** Whether only a pointer may be kept of this case. */
    static boolean isPointer(Escalation escalation) {
        return escalation.getPointerOnly() || POINTER_CATEGORY.equals(escalation.getLegalCategory());
    }

    /** The same of a sealed escalation's readable view; one that cannot be read may be a pointer, and counts as one. */
    static boolean isPointer(byte[] escalationJson) {
        try {
            JsonNode escalation = JSON.readTree(escalationJson);
            String category = escalation.path("legalCategory").asText();
            return category.isEmpty()
                    || category.equals(POINTER_CATEGORY)
                    || escalation.path("pointerOnly").asBoolean();
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether a field is filled in which words or material could be. */
    private static boolean holdsContent(Escalation escalation) {
        Post post = escalation.getPost();
        RawRecord source = escalation.getSource();
        boolean lists = Stream.of(
                        escalation.getRevisions(),
                        escalation.getThread(),
                        escalation.getMedia(),
                        escalation.getNotices(),
                        escalation.getCorrespondence(),
                        escalation.getAssessment().getSignals(),
                        escalation.getDecision().getSpans(),
                        escalation.getDecision().getSignals())
                .anyMatch(list -> !list.isEmpty());
        boolean record = source.getValue() != null || source.getKey() != null;
        boolean words = !post.getText().isEmpty()
                || post.getUrl() != null
                || post.getMedia() != null
                || post.getOrigin() != null
                || !post.getLabels().isEmpty()
                || escalation.getAssessment().getTarget() != null;
        return lists || record || words;
    }

    private static boolean hasNoPost(RawRecord source, Post post) {
        return source.getValue() == null && post.getText().isEmpty() && post.getEvent() != PostEvent.DELETED;
    }

    private static @Nullable String tooMany(Escalation escalation) {
        record Bound(String field, int size, int most) {}
        return List.of(
                        new Bound("revisions", escalation.getRevisions().size(), MOST_REVISIONS),
                        new Bound("thread", escalation.getThread().size(), MOST_THREAD_POSTS),
                        new Bound("media", escalation.getMedia().size(), MOST_MEDIA),
                        new Bound("models", escalation.getModels().size(), MOST_MODELS),
                        new Bound("notices", escalation.getNotices().size(), MOST_NOTICES),
                        new Bound(
                                "correspondence", escalation.getCorrespondence().size(), MOST_LETTERS),
                        new Bound("regimes", escalation.getRegimes().size(), MOST_REGIMES),
                        new Bound("clocks", escalation.getClocks().size(), MOST_CLOCKS),
                        new Bound("notCollected", escalation.getNotCollected().size(), MOST_MISSING))
                .stream()
                .filter(bound -> bound.size > bound.most)
                .map(bound ->
                        "field '" + bound.field + "' has " + bound.size + " entries; allowed: up to " + bound.most)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String inThread(List<ThreadPost> thread) {
        Set<Integer> positions = new HashSet<>();
        for (ThreadPost post : thread) {
            if (post.getText() != null && !AUTHOR.equals(post.getAuthor())) {
                return "field 'thread' has words of another author; allowed: masked, with their length alone";
            }
            if (post.getPosition() == 0 || !positions.add(post.getPosition())) {
                return "field 'thread' has two posts at position " + post.getPosition()
                        + "; allowed: one at each, none at 0";
            }
        }
        return null;
    }

    private static @Nullable String inExhibits(Escalation escalation) {
        Set<String> ids = new HashSet<>();
        for (List<Exhibit> exhibits : List.of(escalation.getNotices(), escalation.getCorrespondence())) {
            for (Exhibit exhibit : exhibits) {
                if (!ids.add(exhibit.getId())) {
                    return "fields 'notices' and 'correspondence' have two documents with one id; allowed: an id each";
                }
            }
        }
        return null;
    }
}
