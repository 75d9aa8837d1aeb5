package dev.sluice.app.posts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.topology.source.JsonValues;
import dev.sluice.topology.source.SourceMapping.RecordFormat;
import dev.sluice.topology.source.UnreadableRecordException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of a file in another format than ours: JSON, one value a line, or rows of a table. Blank lines are passed over. */
public final class SourceValues implements AutoCloseable {
    private final BoundedLines lines;
    private final @Nullable CsvRows rows;
    private @Nullable List<String> columns;
    private String header = "";
    private long number;

    /**
     * Values of this input, which is unpacked already; see {@link PostInput}.
     *
     * @throws InputException where the format is not one of files
     */
    public SourceValues(InputStream input, RecordFormat format) throws InputException {
        this.lines = new BoundedLines(input, PostLines.MAX_LINE_BYTES);
        this.rows = switch (format) {
            case JSON -> null;
            case CSV -> new CsvRows(lines);
            case AVRO ->
                throw new InputException(
                        "the mapping is for Avro, which has no lines; allowed: json and csv for files");
        };
    }

    /** A value and the text that it was read from: a line, or the first row and the row. */
    public record Value(JsonNode value, String original) {
        /** Prints the length, nothing of the value. */
        @Override
        public String toString() {
            return "Value[" + original.length() + " characters]";
        }
    }

    /** Number of the line at which the value that {@link #next} has answered last, or refused, begins. */
    public long number() {
        return number;
    }

    /**
     * The next value, or null at the end.
     *
     * @throws BadLineException where it cannot be read; the one after it can
     * @throws IOException where the input fails
     */
    public @Nullable Value next() throws IOException, BadLineException {
        return rows == null ? json() : row(rows);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private @Nullable Value json() throws IOException, BadLineException {
        while (true) {
            String line = line();
            if (line == null) {
                return null;
            }
            if (!line.isBlank()) {
                try {
                    return new Value(JsonValues.read(line), line);
                } catch (UnreadableRecordException e) {
                    throw new BadLineException(e.detail());
                }
            }
        }
    }

    private @Nullable String line() throws IOException, BadLineException {
        try {
            return lines.next();
        } finally {
            number = lines.number();
        }
    }

    private @Nullable Value row(CsvRows table) throws IOException, BadLineException {
        if (columns == null) {
            CsvRows.Row first = table.next();
            number = table.number();
            if (first == null) {
                return null;
            }
            columns = named(first.cells());
            header = first.original();
        }
        CsvRows.Row row;
        try {
            row = table.next();
        } finally {
            number = table.number();
        }
        if (row == null) {
            return null;
        }
        List<String> names = columns;
        if (row.cells().size() != names.size()) {
            throw new BadLineException("has " + row.cells().size() + " cells; allowed: " + names.size()
                    + ", as many as the first row has");
        }
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < names.size(); i++) {
            value.put(names.get(i), row.cells().get(i));
        }
        // A row alone says nothing of its columns: what is kept is a table of one row.
        return new Value(value, header + "\n" + row.original());
    }

    private static List<String> named(List<String> cells) throws InputException {
        Set<String> seen = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (String cell : cells) {
            String name = cell.strip();
            if (name.isEmpty() || !seen.add(name)) {
                throw new InputException(
                        "the first row has " + (name.isEmpty() ? "a column without a name" : "a column twice")
                                + "; allowed: a name of its own for each column");
            }
            names.add(name);
        }
        return names;
    }
}
