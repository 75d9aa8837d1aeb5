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

/** Makes events of posts out of records, as one mapping says. Safe for use by several threads. */
public final class Mapper {
    private static final int MAX_MEDIA = 64;
    private static final int MAX_LABEL = 4_096;
    private static final String LINKS = "links";

    private final SourceMapping mapping;

    /** A mapper for this mapping. */
    public Mapper(SourceMapping mapping) {
        this.mapping = mapping;
    }

    /** The mapping. */
    public SourceMapping mapping() {
        return mapping;
    }

    /**
     * What this record is: mostly one event, more where it holds a list. Every item is answered, by what it becomes, by
     * why it is nothing, or by what is wrong with it.
     */
    public List<Mapped> map(SourceRecord record, Trace trace) {
        List<Mapped> mapped = new ArrayList<>();
        try {
            Scope scope = Scope.of(Unpacked.of(record, mapping.unpack()), trace);
            for (Scope item : events(scope)) {
                addEvents(item, mapped);
            }
        } catch (MappingException e) {
            mapped.add(new Mapped.Refused(e.reason(), e.detail()));
        }
        return mapped;
    }

    private void addEvents(Scope scope, List<Mapped> mapped) {
        EventMapping event = null;
        for (EventMapping candidate : mapping.events()) {
            if (candidate.fits(scope)) {
                event = candidate;
                break;
            }
        }
        if (event == null) {
            mapped.add(new Mapped.Refused(
                    DeadLetterReason.INVALID_FIELD,
                    place(scope) + " fits no event of the mapping " + mapping.source() + "; allowed: "
                            + String.join(
                                    ", ",
                                    mapping.events().stream()
                                            .map(EventMapping::name)
                                            .toList())));
            return;
        }
        if (event.event() == null) {
            mapped.add(new Mapped.Ignored(event.name(), event.because()));
            return;
        }
        for (Scope item : items(event.each(), scope)) {
            mapped.add(mapped(event, event.event(), item));
        }
    }

    /** Where a record has its events: in a list, in one place, or it is one. */
    private List<Scope> events(Scope scope) {
        for (Pointer each : mapping.each()) {
            List<Found> found = scope.find(each);
            if (!found.isEmpty()) {
                return found.getFirst().node().isArray() ? items(each, scope) : List.of(scope.at(found.getFirst()));
            }
        }
        return List.of(scope);
    }

    private static List<Scope> items(@Nullable Pointer each, Scope scope) {
        if (each == null) {
            return List.of(scope);
        }
        List<Found> lists = scope.find(each);
        if (lists.isEmpty()) {
            throw new MappingException(
                    DeadLetterReason.INVALID_FIELD, each.text() + " is missing; allowed: a list of events");
        }
        List<Scope> items = new ArrayList<>();
        for (Found list : lists) {
            if (!list.node().isArray()) {
                throw Scalars.wrong(list, "a list of events");
            }
            if (list.node().size() > Pointer.MAX_FOUND) {
                throw Scalars.wrong(list, "a list of at most " + Pointer.MAX_FOUND);
            }
            for (int i = 0; i < list.node().size(); i++) {
                items.add(scope.at(new Found(list.path() + "/" + i, list.node().get(i))));
            }
        }
        return items;
    }

    private Mapped mapped(EventMapping event, PostEvent kind, Scope item) {
        try {
            return posted(event, kind, item);
        } catch (MappingException e) {
            return new Mapped.Refused(e.reason(), "event " + event.name() + ": " + e.detail());
        }
    }

    private Mapped posted(EventMapping event, PostEvent kind, Scope item) {
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
        return spec == null ? "" : " at " + MappingReader.places(spec);
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

    private static String place(Scope scope) {
        return scope.itemPath().isEmpty() ? "the record" : scope.itemPath();
    }
}
