package dev.sluice.topology.source;

import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.MediaReference;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.PostOrigin;
import dev.sluice.topology.source.Pointer.Found;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Fills in the fields of posts, as one mapping says where they are found. */
final class PostFields {
    private static final int MAX_MEDIA = 64;
    private static final int MAX_LABEL = 4_096;
    private static final String LINKS = "links";

    private final SourceMapping mapping;

    PostFields(SourceMapping mapping) {
        this.mapping = mapping;
    }

    /**
     * The event of a post that this item is.
     *
     * @throws MappingException where a field is missing or wrong
     */
    Mapped.Posted posted(EventMapping event, PostEvent kind, Scope item) {
        Texts texts = Texts.of(kind == PostEvent.DELETED ? List.of() : event.text(), item);
        if (kind != PostEvent.DELETED && !texts.found()) {
            throw new MappingException(
                    DeadLetterReason.MISSING_TEXT,
                    "text is missing at "
                            + event.text().stream()
                                    .flatMap(part -> part.at().stream())
                                    .map(Pointer::text)
                                    .distinct()
                                    .reduce((one, other) -> one + ", " + other)
                                    .orElse("no pointer")
                            + "; allowed: text");
        }
        Scope scope = item.mentioning(texts.mention());
        String id = named(required(event, "id", scope, DeadLetterReason.MISSING_ID));
        String parent = id(event, "parent", scope);
        Post post = Post.newBuilder()
                .setId(id)
                .setRevision(event.revision() == null ? 1 : event.revision().find(scope))
                .setEvent(kind)
                .setCommunity(community(event, scope))
                .setThread(orEmpty(id(event, "thread", scope)))
                .setParent(id.equals(parent) ? null : parent)
                .setAuthor(id(event, "author", scope))
                .setTarget(id(event, "target", scope))
                .setText(texts.text())
                .setLanguage(text(event, "language", scope))
                .setUrl(text(event, "url", scope))
                .setCreatedAt(createdAt(event, scope))
                .setAuthorSince(time(event, "authorSince", scope))
                .setAuthorPosts(authorPosts(event, scope))
                .setLabels(labels(event, scope, texts))
                .setMedia(media(event.media(), scope))
                .setOrigin(PostOrigin.newBuilder()
                        .setSource(mapping.source())
                        .setMapping(mapping.version())
                        .setRecord(item.record().raw())
                        .setParts(texts.parts())
                        .build())
                .build();
        return new Mapped.Posted(event.name(), post, texts.leftOut());
    }

    private static String required(EventMapping event, String field, Scope scope, DeadLetterReason reason) {
        String value = text(event, field, scope);
        if (value == null) {
            throw new MappingException(
                    reason, field + " is missing" + at(event, field) + "; allowed: text or a number");
        }
        return value;
    }

    private static String at(EventMapping event, String field) {
        ValueSpec spec = event.fields().get(field);
        return spec == null ? "" : " at " + ValueReader.places(spec);
    }

    private static Instant createdAt(EventMapping event, Scope scope) {
        Instant time = time(event, "createdAt", scope);
        if (time == null) {
            throw new MappingException(
                    DeadLetterReason.INVALID_FIELD,
                    "createdAt is missing" + at(event, "createdAt") + "; allowed: a time");
        }
        return time;
    }

    private static @Nullable Instant time(EventMapping event, String field, Scope scope) {
        ValueSpec spec = event.fields().get(field);
        Found found = spec == null ? null : spec.find(scope);
        if (spec == null || found == null) {
            return null;
        }
        boolean ours = found.path().equals("@timestamp") || found.path().isEmpty();
        return (ours ? TimeFormat.ISO : spec.time()).read(found);
    }

    private static @Nullable Integer authorPosts(EventMapping event, Scope scope) {
        ValueSpec spec = event.fields().get("authorPosts");
        Found found = spec == null ? null : spec.find(scope);
        if (found == null) {
            return null;
        }
        try {
            return Math.max(0, Scalars.number(found, "a whole number").intValueExact());
        } catch (ArithmeticException e) {
            throw Scalars.wrong(found, "a whole number");
        }
    }

    private @Nullable String id(EventMapping event, String field, Scope scope) {
        String value = text(event, field, scope);
        return value == null ? null : named(value);
    }

    /** An id that no other source has. */
    private String named(String id) {
        return Ids.fitting(mapping.namespace().isEmpty() ? id : mapping.namespace() + ":" + id);
    }

    private static String community(EventMapping event, Scope scope) {
        String value = text(event, "community", scope);
        return value == null ? "" : Ids.fitting(value);
    }

    private static @Nullable String text(EventMapping event, String field, Scope scope) {
        ValueSpec spec = event.fields().get(field);
        return spec == null ? null : spec.text(scope);
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static Map<String, String> labels(EventMapping event, Scope scope, Texts texts) {
        Map<String, String> labels = new TreeMap<>();
        event.labels().forEach((name, spec) -> {
            String value = spec.text(scope);
            if (value != null) {
                labels.put(name, shortened(value));
            }
        });
        if (!texts.links().isEmpty()) {
            labels.putIfAbsent(LINKS, shortened(String.join(" ", texts.links())));
        }
        return labels;
    }

    private static String shortened(String value) {
        if (value.length() <= MAX_LABEL) {
            return value;
        }
        int end = Character.isHighSurrogate(value.charAt(MAX_LABEL - 1)) ? MAX_LABEL - 1 : MAX_LABEL;
        return value.substring(0, end);
    }

    private static @Nullable List<MediaReference> media(@Nullable MediaSpec spec, Scope scope) {
        if (spec == null) {
            return null;
        }
        List<MediaReference> media = new ArrayList<>();
        for (Found list : scope.find(spec.each())) {
            if (!list.node().isArray()) {
                throw Scalars.wrong(list, "a list");
            }
            for (int i = 0; i < list.node().size() && media.size() < MAX_MEDIA; i++) {
                add(spec, scope.at(new Found(list.path() + "/" + i, list.node().get(i))), media);
            }
        }
        return media.isEmpty() ? null : media;
    }

    private static void add(MediaSpec spec, Scope item, List<MediaReference> media) {
        String uri = spec.uri().text(item);
        if (uri != null) {
            Found bytes = spec.bytes() == null ? null : spec.bytes().find(item);
            media.add(MediaReference.newBuilder()
                    .setUri(shortened(uri))
                    .setMime(spec.mime() == null ? null : spec.mime().text(item))
                    .setSha256(spec.sha256() == null ? null : spec.sha256().text(item))
                    .setBytes(
                            bytes == null
                                    ? null
                                    : Scalars.number(bytes, "a whole number").longValue())
                    .build());
        }
    }
}
