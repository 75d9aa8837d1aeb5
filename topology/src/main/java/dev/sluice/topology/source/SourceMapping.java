package dev.sluice.topology.source;

import java.util.List;

/**
 * How the records of one source become posts.
 *
 * @param source its name
 * @param version the first 16 digits of the SHA-256 of its text
 * @param description what it is for, in a sentence
 * @param documents where its format is documented
 * @param namespace put before ids, with a colon, so that two sources never share one; empty for nothing
 * @param format what records are written in
 * @param tombstones what a record without a value means
 * @param conversations how the thread of a post is found
 * @param unpack texts that hold JSON, which is read as if it were part of the record
 * @param each where the events of a record are: a list of them, or one; the first that is there counts, and the record itself
 *     where none is
 * @param events in the order in which they are tried
 */
public record SourceMapping(
        String source,
        String version,
        String description,
        List<String> documents,
        String namespace,
        RecordFormat format,
        Tombstones tombstones,
        Conversations conversations,
        List<Pointer> unpack,
        List<Pointer> each,
        List<EventMapping> events) {
    /** Copies the lists. */
    public SourceMapping {
        unpack = List.copyOf(unpack);
        each = List.copyOf(each);
        documents = List.copyOf(documents);
        events = List.copyOf(events);
    }

    /** The same mapping under another namespace, such as for the second of two forums. */
    public SourceMapping withNamespace(String other) {
        return new SourceMapping(
                source,
                version,
                description,
                documents,
                other,
                format,
                tombstones,
                conversations,
                unpack,
                each,
                events);
    }

    /** What records are written in. */
    public enum RecordFormat {
        /** One JSON value each. */
        JSON,
        /** Avro in Confluent's wire format; only in topics. */
        AVRO,
        /** A row of comma-separated values (RFC 4180), the first row of a file naming the columns; only in files. */
        CSV
    }

    /** How the thread of a post is found. */
    public enum Conversations {
        /** The field {@code thread} tells it, or else the parent. */
        THREAD,
        /**
         * The platform names no conversation: a post is in the thread of the one that it answers. All events of a namespace
         * then meet in one place, in order, so that the answered post is found there.
         */
        REPLIES
    }

    /** What a record without a value means. */
    public sealed interface Tombstones {
        /** A mistake: it goes to the dead letters. */
        record Refuse() implements Tombstones {}

        /** Nothing. */
        record Ignore() implements Tombstones {}

        /**
         * The deletion of a post, as compacted topics say it.
         *
         * @param event whose, told by key and headers
         */
        record Delete(EventMapping event) implements Tombstones {}
    }

    @Override
    public String toString() {
        return source + " " + version;
    }
}
