package dev.sluice.app.posts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.posts.KnownPosts.Known;
import dev.sluice.schemas.Flag;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns one line into the event that it stands for, with what it may leave out filled in:
 *
 * <ul>
 *   <li>{@code type}: {@code post};
 *   <li>{@code community}: the post's as last told, else {@code default};
 *   <li>{@code thread}: the post's as last told, else its parent's, else a thread of its own, named by its id;
 *   <li>{@code revision}: 1 for a post, one more than the last for an edit or a deletion;
 *   <li>{@code createdAt}: one millisecond after the line before it, so that the file's order is the order in time; the
 *       first line without one is at the time that the reader was given. A time before 2000, or more than a day after
 *       that one, is the line's own affair: the lines after it do not go on from there.
 * </ul>
 *
 * <p>Keys that are not part of the format are counted and left alone, so that files made for something else can be
 * played; so is a {@code target} that is a list, which training files use for groups of people rather than a member.
 */
public final class PostLineParser {
    private static final Duration STEP = Duration.ofMillis(1);
    /** What is earlier, or further ahead of the clock, becomes a dead letter in the pipeline. */
    private static final Instant EARLIEST_CARRIED = Instant.parse("2000-01-01T00:00:00Z");

    private static final Duration MOST_AHEAD = Duration.ofDays(1);

    private static final int MAX_NESTING = 32;
    private static final int MAX_IGNORED_KEYS = 100;
    private static final float MAX_FLAG_WEIGHT = 10;
    private static final Set<String> KEYS = Set.of(
            "id",
            "text",
            "community",
            "thread",
            "parent",
            "author",
            "target",
            "createdAt",
            "language",
            "url",
            "labels",
            "media",
            "type",
            "revision",
            "reporter",
            "reason",
            "authorSince",
            "authorPosts",
            "weight");

    /** For requests, which are read whole and bounded before they come here. */
    private static final JsonMapper REQUESTS = mapper(PostLines.MAX_LINE_BYTES);

    private final JsonMapper mapper;
    private final KnownPosts known = new KnownPosts();
    private final Map<String, Long> ignored = new TreeMap<>();
    private final Duration earlier;
    private final Instant latestCarried;
    private final boolean stated;
    private Instant lastTime;

    /** A parser for one file, whose events happened when their lines say. */
    public PostLineParser(int maxTextLength, Instant start) {
        this(maxTextLength, start, Duration.ZERO);
    }

    /**
     * A parser for one file.
     *
     * @param maxTextLength the longest string allowed in a line, in UTF-16 units
     * @param start the time of the first line that states none
     * @param earlier how much earlier than their lines say all events are taken to have happened
     */
    public PostLineParser(int maxTextLength, Instant start, Duration earlier) {
        this(mapper(maxTextLength), start, earlier, false);
    }

    private PostLineParser(JsonMapper mapper, Instant start, Duration earlier, boolean stated) {
        this.mapper = mapper;
        this.earlier = earlier;
        this.latestCarried = start.plus(MOST_AHEAD);
        this.lastTime = start.minus(STEP);
        this.stated = stated;
    }

    /**
     * A parser for the events of one request. What a file's earlier lines would tell, another process may have been
     * told: an answer, edit, deletion or flag of a post that the request has not told of must state its thread, and an
     * edit or deletion its revision.
     *
     * @param now the time of the first event that states none
     */
    public static PostLineParser ofRequest(Instant now) {
        return new PostLineParser(REQUESTS, now, Duration.ZERO, true);
    }

    private static JsonMapper mapper(int maxTextLength) {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(maxTextLength)
                        .maxNestingDepth(MAX_NESTING)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** How often each key that is not part of the format was seen, by key. */
    public Map<String, Long> ignoredKeys() {
        return new TreeMap<>(ignored);
    }

    /**
     * The event that this line stands for.
     *
     * @throws BadLineException that names the field and what is allowed; it quotes no text of the post
     */
    public PostLine parse(String line) throws BadLineException {
        return parse(object(line));
    }

    /** The object in this line; refused as {@link #parse(String)} refuses it. */
    public ObjectNode object(String line) throws BadLineException {
        try {
            JsonNode node = mapper.readTree(line);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new BadLineException("is not JSON" + (at == null ? "" : " (from column " + at.getColumnNr() + ")")
                    + "; allowed: one object a line, each key once");
        }
        throw new BadLineException("is not a JSON object; allowed: one object a line");
    }

    /** As {@link #parse(String)}, for a line that has been read already. */
    public PostLine parse(ObjectNode object) throws BadLineException {
        PostFields fields = new PostFields(object);
        PostLine parsed = switch (fields.optional("type")) {
            case null -> posted(fields, PostEvent.CREATED);
            case "post" -> posted(fields, PostEvent.CREATED);
            case "edit" -> posted(fields, PostEvent.EDITED);
            case "delete" -> posted(fields, PostEvent.DELETED);
            case "flag" -> flagged(fields);
            case String type ->
                throw new BadLineException(
                        "has 'type' '" + PostFields.shortened(type) + "'; allowed: post, edit, delete, flag");
        };
        object.fieldNames().forEachRemaining(this::countUnknown);
        return parsed;
    }

    /** The post that a text on its own stands for. */
    public PostLine parseText(String text) throws BadLineException {
        return posted(new PostFields(mapper.createObjectNode().put("id", "text").put("text", text)), PostEvent.CREATED);
    }

    private PostLine posted(PostFields fields, PostEvent event) throws BadLineException {
        String id = fields.requiredId("id");
        Known before = known.find(id);
        String parent = fields.id("parent");
        String author = fields.id("author");
        if (author == null && before != null && event != PostEvent.CREATED) {
            author = before.author();
        }
        Post post = Post.newBuilder()
                .setId(id)
                .setRevision(revision(fields, event, before))
                .setEvent(event)
                .setCommunity(community(fields, before, known.find(parent)))
                .setThread(thread(fields, id, parent, before, event == PostEvent.CREATED && parent == null))
                .setParent(parent)
                .setAuthor(author)
                .setTarget(target(fields))
                .setText(event == PostEvent.DELETED ? "" : fields.text())
                .setLanguage(fields.optional("language"))
                .setUrl(fields.optional("url"))
                .setLabels(fields.labels("labels"))
                .setMedia(MediaFields.of(fields.list("media")))
                .setAuthorSince(authorSince(fields))
                .setAuthorPosts(fields.number("authorPosts", 0))
                .setCreatedAt(time(fields))
                .build();
        known.remember(id, new Known(post.getThread(), post.getCommunity(), author, post.getRevision()));
        return new PostLine.Posted(post);
    }

    private PostLine flagged(PostFields fields) throws BadLineException {
        String id = fields.requiredId("id");
        return new PostLine.Flagged(Flag.newBuilder()
                .setPost(id)
                .setThread(thread(fields, id, null, known.find(id), false))
                .setReporter(fields.requiredId("reporter"))
                .setReason(fields.required("reason"))
                .setWeight(fields.fraction("weight", MAX_FLAG_WEIGHT))
                .setCreatedAt(time(fields))
                .build());
    }

    private int revision(PostFields fields, PostEvent event, @Nullable Known before) throws BadLineException {
        boolean first = event == PostEvent.CREATED;
        Integer given = fields.number("revision", first ? 1 : 2);
        if (given != null) {
            return given;
        }
        if (stated && !first && before == null) {
            throw new BadLineException("has no 'revision'; an edit or deletion states it, from 2");
        }
        int last = before == null ? 1 : before.revision();
        return first ? 1 : last + 1;
    }

    private static String community(PostFields fields, @Nullable Known before, @Nullable Known parent)
            throws BadLineException {
        String stated = fields.id("community");
        if (stated != null) {
            return stated;
        }
        if (before != null) {
            return before.community();
        }
        return parent == null ? "default" : parent.community();
    }

    private String thread(
            PostFields fields, String id, @Nullable String parent, @Nullable Known before, boolean startsOne)
            throws BadLineException {
        String given = fields.id("thread");
        if (given != null) {
            return given;
        }
        if (before != null) {
            return before.thread();
        }
        Known parentPost = known.find(parent);
        if (stated && parentPost == null && !startsOne) {
            throw new BadLineException(
                    "has no 'thread'; an answer, edit, deletion or flag states the thread of its post");
        }
        return parentPost == null ? id : parentPost.thread();
    }

    private @Nullable String target(PostFields fields) throws BadLineException {
        if (fields.isContainer("target")) {
            ignored.merge("target", 1L, Long::sum);
            return null;
        }
        return fields.id("target");
    }

    private @Nullable Instant authorSince(PostFields fields) throws BadLineException {
        Instant stated = fields.instant("authorSince");
        return stated == null ? null : stated.minus(earlier);
    }

    private Instant time(PostFields fields) throws BadLineException {
        Instant stated = fields.instant("createdAt");
        Instant time = stated == null ? lastTime.plus(STEP) : stated;
        if (stated == null || !stated.isAfter(latestCarried) && !stated.isBefore(EARLIEST_CARRIED)) {
            lastTime = time;
        }
        return time.minus(earlier);
    }

    private void countUnknown(String key) {
        if (!KEYS.contains(key)) {
            String name = PostFields.shortened(key);
            if (ignored.containsKey(name) || ignored.size() < MAX_IGNORED_KEYS) {
                ignored.merge(name, 1L, Long::sum);
            }
        }
    }
}
