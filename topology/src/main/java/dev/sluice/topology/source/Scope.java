package dev.sluice.topology.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.topology.source.Pointer.Found;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where pointers are looked up: a record, and the item of it that an event goes through. */
final class Scope {
    /** What a mapping may name besides pointers; a header is named by what follows. */
    static final List<String> NAMES = List.of("@key", "@timestamp", "@mention", "@header.NAME");

    /** Those of them that a record without a value has too. */
    static final List<String> OF_THE_RECORD = List.of("@key", "@timestamp", "@header.NAME");

    private static final String HEADER = "@header.";

    private final SourceRecord record;
    private final String itemPath;
    private final JsonNode item;
    private final Trace trace;
    private final @Nullable String mention;

    private Scope(SourceRecord record, Found item, Trace trace, @Nullable String mention) {
        this.record = record;
        this.itemPath = item.path();
        this.item = item.node();
        this.trace = trace;
        this.mention = mention;
    }

    static Scope of(SourceRecord record, Trace trace) {
        return new Scope(record, new Found("", record.value()), trace, null);
    }

    Scope at(Found inside) {
        return new Scope(record, inside, trace, mention);
    }

    /** The same, where the text has told whom it addresses. */
    Scope mentioning(@Nullable String member) {
        return new Scope(record, new Found(itemPath, item), trace, member);
    }

    SourceRecord record() {
        return record;
    }

    String itemPath() {
        return itemPath;
    }

    List<Found> find(Pointer pointer) {
        List<Found> found = pointer.relative() ? pointer.all(itemPath, item) : pointer.all("", record.value());
        found.forEach(each -> trace.read(each.path()));
        return found;
    }

    /** Says that all of a list or an object was read. */
    void readWhole(Found found) {
        trace.read(found.path() + "/");
    }

    /** Whether a text is one of {@link #NAMES}. */
    static boolean isName(String text) {
        return text.startsWith(HEADER) && text.length() > HEADER.length()
                || NAMES.contains(text) && !text.startsWith(HEADER);
    }

    /** What one of {@link #NAMES} stands for. */
    @Nullable
    Found named(String name) {
        String value = switch (name) {
            case "@key" -> record.key();
            case "@timestamp" -> record.arrived().toString();
            case "@mention" -> mention;
            default -> record.headers().get(name.substring(HEADER.length()).toLowerCase(Locale.ROOT));
        };
        return value == null ? null : new Found(name, TextNode.valueOf(value));
    }
}
