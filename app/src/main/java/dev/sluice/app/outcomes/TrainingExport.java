package dev.sluice.app.outcomes;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.schemas.Label;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Joins labels with the words of their posts, in the form of the training data. Words are exported only where they may be
 * kept: not of a post that was deleted, and not of one whose platform says {@code training: no} among its labels. A post that
 * the topic of posts no longer holds is gone, and is not exported either.
 */
public final class TrainingExport {
    /** The source that the lines name. */
    public static final String SOURCE = "feedback";

    /** The key of a platform's labels by which it keeps a post from training. */
    public static final String CONSENT = "training";

    private static final int DEV_EVERY = 10;

    private final Map<String, Label> wanted = new LinkedHashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, String> languages = new HashMap<>();
    private final Set<String> barred = new java.util.HashSet<>();

    /** An export of these labels; of several about one post, the last that was given counts. */
    public TrainingExport(Iterable<Label> labels) {
        for (Label label : labels) {
            if (!label.getCategories().isEmpty()) {
                wanted.merge(
                        key(label.getPost(), label.getRevision()),
                        label,
                        (before, next) -> next.getRuledAt().isBefore(before.getRuledAt()) ? before : next);
            }
        }
    }

    /**
     * What came of an export.
     *
     * @param posts lines written
     * @param barred posts whose words may not be kept
     * @param gone posts whose words are not there any more
     */
    public record Result(long posts, long barred, long gone) {}

    /** Takes an event of a post, in any order. */
    public void take(Post post) {
        if (post.getEvent() == PostEvent.DELETED || "no".equals(post.getLabels().get(CONSENT))) {
            barred.add(post.getId());
            return;
        }
        String key = key(post.getId(), post.getRevision());
        if (wanted.containsKey(key)) {
            texts.put(key, post.getText());
            if (post.getLanguage() != null) {
                languages.put(key, post.getLanguage());
            }
        }
    }

    /** Writes a line for each labelled post, in the order of the labels. */
    public Result writeTo(JsonLines lines) throws IOException {
        long posts = 0;
        long withheld = 0;
        long gone = 0;
        for (Map.Entry<String, Label> entry : wanted.entrySet()) {
            Label label = entry.getValue();
            String text = texts.get(entry.getKey());
            if (barred.contains(label.getPost())) {
                withheld++;
            } else if (text == null || text.isBlank()) {
                gone++;
            } else {
                String language = languages.getOrDefault(entry.getKey(), label.getLanguage());
                lines.write(json -> write(json, label, text, language));
                posts++;
            }
        }
        return new Result(posts, withheld, gone);
    }

    private static void write(JsonGenerator json, Label label, String text, String language) throws IOException {
        json.writeStringField("id", SOURCE + "-" + label.getPost() + "-" + label.getRevision());
        json.writeStringField("text", text);
        json.writeObjectFieldStart("labels");
        for (Map.Entry<String, Boolean> category : new TreeMap<>(label.getCategories()).entrySet()) {
            if (RiskValues.CATEGORIES.contains(category.getKey())) {
                json.writeNumberField(category.getKey(), category.getValue() ? 1 : 0);
            }
        }
        json.writeEndObject();
        json.writeStringField("language", language);
        json.writeStringField("source", SOURCE);
        json.writeStringField("split", split(label.getPost()));
    }

    /** The same post is always in the same split, all its revisions with it. */
    static String split(String post) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : post.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        return Long.remainderUnsigned(hash ^ (hash >>> 33), DEV_EVERY) == 0 ? "dev" : "train";
    }

    private static String key(String post, int revision) {
        return post + "/" + revision;
    }
}
