package dev.sluice.app.outcomes;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table in CSV as RFC 4180 has it. A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP,
 * "CSV Injection").
 */
final class CsvTable {
    private static final String FORMULA_STARTS = "=+-@\t\r\n";

    private final StringBuilder text = new StringBuilder();
    private final int columns;

    CsvTable(List<String> header) {
        this.columns = header.size();
        row(header.toArray(String[]::new));
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException where it has another number of cells than the header
     */
    void row(String... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException("a row has " + cells.length + " cells; allowed: " + columns);
        }
        text.append(Arrays.stream(cells).map(CsvTable::cell).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    static String cell(String value) {
        String guarded = !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        boolean quote = guarded.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quote ? '"' + guarded.replace("\"", "\"\"") + '"' : guarded;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
