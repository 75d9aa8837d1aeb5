package dev.sluice.topology.source;

import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.topology.source.Pointer.Found;
import dev.sluice.topology.source.SourceMapping.Tombstones;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes events of posts out of records, as one mapping says. Safe for use by several threads. */
public final class Mapper {
    private final SourceMapping mapping;
    private final PostFields fields;

    /** A mapper for this mapping. */
    public Mapper(SourceMapping mapping) {
        this.mapping = mapping;
        this.fields = new PostFields(mapping);
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

    /**
     * What a record without a value is, under a mapping that takes those for deletions.
     *
     * @throws IllegalStateException where the mapping does not
     */
    public Mapped tombstone(SourceRecord record) {
        if (mapping.tombstones() instanceof Tombstones.Delete deletion) {
            return mapped(deletion.event(), PostEvent.DELETED, Scope.of(record, Trace.NONE));
        }
        throw new IllegalStateException("tombstones of " + mapping.source() + " delete nothing");
    }

    /**
     * What the events of a post meet by on their way: its id, or its namespace where a reply is in the thread of the post that
     * it answers.
     */
    public String meetingPoint(Post post) {
        return switch (mapping.conversations()) {
            case THREAD -> post.getId();
            case REPLIES -> mapping.namespace() + ":";
        };
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
            return fields.posted(event, kind, item);
        } catch (MappingException e) {
            return new Mapped.Refused(e.reason(), "event " + event.name() + ": " + e.detail());
        }
    }

    private static String place(Scope scope) {
        return scope.itemPath().isEmpty() ? "the record" : scope.itemPath();
    }
}
