package dev.sluice.app.posts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of comma-separated values after RFC 4180: cells in double quotes may hold commas, line breaks and, doubled,
 * quotes. Blank lines between rows are passed over.
 */
final class CsvRows {
    private static final int MAX_CELLS = 1_000;

    private final BoundedLines lines;
    private long number;

    CsvRows(BoundedLines lines) {
        this.lines = lines;
    }

    /** A row, and the text that it was read from. */
    record Row(List<String> cells, String original) {
        @Override
        public String toString() {
            return "Row[" + cells.size() + " cells]";
        }
    }

    /** Number of the line at which the last row began, from 1. */
    long number() {
        return number;
    }

    /**
     * The next row, or null at the end.
     *
     * @throws BadLineException where it is no row, or too long; the next line begins a new one
     */
    @Nullable
    Row next() throws IOException, BadLineException {
        String line = first();
        if (line == null) {
            return null;
        }
        StringBuilder original = new StringBuilder(line);
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        boolean wasQuoted = false;
        int at = 0;
        while (true) {
            if (at == original.length()) {
                if (!quoted) {
                    break;
                }
                String more = lines.next();
                if (more == null) {
                    throw new BadLineException("has a quote that is never closed; allowed: cells as in RFC 4180");
                }
                original.append('\n').append(more);
                if (original.length() > PostLines.MAX_LINE_BYTES) {
                    throw new BadLineException(
                            "is a row of more than " + PostLines.MAX_LINE_BYTES + " characters; is a quote left open?");
                }
                cell.append('\n');
                at++;
                continue;
            }
            char c = original.charAt(at++);
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (at < original.length() && original.charAt(at) == '"') {
                    cell.append('"');
                    at++;
                } else {
                    quoted = false;
                    wasQuoted = true;
                }
            } else if (c == ',') {
                add(cells, cell);
                wasQuoted = false;
            } else if (c == '"' && cell.isEmpty() && !wasQuoted) {
                quoted = true;
            } else if (c == '"' || wasQuoted) {
                throw new BadLineException("has a quote within a cell; allowed: whole cells in quotes, quotes doubled");
            } else {
                cell.append(c);
            }
        }
        add(cells, cell);
        return new Row(cells, original.toString());
    }

    private @Nullable String first() throws IOException, BadLineException {
        String line;
        try {
            do {
                line = lines.next();
            } while (line != null && line.isBlank());
        } finally {
            number = lines.number();
        }
        return line;
    }

    private static void add(List<String> cells, StringBuilder cell) throws BadLineException {
        if (cells.size() == MAX_CELLS) {
            throw new BadLineException("has more than " + MAX_CELLS + " cells; allowed: up to that");
        }
        cells.add(cell.toString());
        cell.setLength(0);
    }
}
