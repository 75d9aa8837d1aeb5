package dev.sluice.app.export.loadfile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which document has which numbers. Given the register of an earlier production, a document that was in it keeps its
 * numbers, and new ones follow the highest; a number is never given twice. Not thread-safe.
 */
public final class BatesRegister {
    /** The register's file in a production. */
    public static final String FILE = "bates-register.csv";

    private static final String HEADER = "prefix,first,last,document";
    private static final long LARGEST_BYTES = 64 << 20;

    private final Bates bates;
    private final Map<String, Range> ranges = new LinkedHashMap<>();
    private final Map<String, Long> highest = new HashMap<>();

    /** A register with nothing in it. */
    public BatesRegister(Bates bates) {
        this.bates = bates;
    }

    /**
     * Numbers of one document.
     *
     * @param prefix before each
     * @param first the first sheet's
     * @param last the last sheet's
     */
    public record Range(String prefix, long first, long last) {
        long sheets() {
            return last - first + 1;
        }
    }

    /**
     * The register of an earlier production.
     *
     * @throws IllegalArgumentException where it is missing or malformed; names file and line
     */
    public static BatesRegister read(Bates bates, Path file) {
        BatesRegister register = new BatesRegister(bates);
        List<String> lines = lines(file);
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
            throw wrong(file, 1, "is no register's header; allowed: " + HEADER);
        }
        for (int i = 1; i < lines.size(); i++) {
            register.add(file, i + 1, lines.get(i));
        }
        return register;
    }

    /**
     * The numbers of a document: those that it has had, where it has as many sheets as then.
     *
     * @param document its key: package, version, part and whether it is masked
     */
    public Range of(String document, int sheets) {
        String key = document + "/" + sheets;
        Range known = ranges.get(key);
        if (known != null && known.prefix().equals(bates.prefix())) {
            return known;
        }
        long first = Math.max(bates.start(), highest.getOrDefault(bates.prefix(), 0L) + 1);
        Range range = new Range(bates.prefix(), first, first + sheets - 1);
        put(key, range);
        return range;
    }

    /** The register's text. */
    public String text() {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        ranges.forEach((document, range) -> text.append(range.prefix())
                .append(',')
                .append(range.first())
                .append(',')
                .append(range.last())
                .append(',')
                .append(document)
                .append('\n'));
        return text.toString();
    }

    private void add(Path file, int line, String text) {
        String[] cells = text.split(",", 4);
        Range range = cells.length == 4 ? range(cells) : null;
        if (range == null || !cells[3].endsWith("/" + range.sheets()) || !cells[3].matches("[A-Za-z0-9@._/-]{1,400}")) {
            throw wrong(file, line, "is no row of a register; allowed: " + HEADER);
        }
        boolean taken = ranges.values().stream()
                .anyMatch(other -> other.prefix().equals(range.prefix())
                        && other.first() <= range.last()
                        && range.first() <= other.last());
        if (taken || ranges.containsKey(cells[3])) {
            throw wrong(file, line, "gives a number or names a document a second time; allowed: each once");
        }
        put(cells[3], range);
    }

    private void put(String key, Range range) {
        ranges.put(key, range);
        highest.merge(range.prefix(), range.last(), Math::max);
    }

    private static @Nullable Range range(String[] cells) {
        try {
            Range range = new Range(cells[0], Long.parseLong(cells[1]), Long.parseLong(cells[2]));
            return range.first() >= 1 && range.last() >= range.first() ? range : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                throw new IllegalArgumentException("register '" + file + "' is larger than " + LARGEST_BYTES
                        + " bytes; allowed: a register of Bates numbers");
            }
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("register '" + file + "' cannot be read ("
                    + e.getClass().getSimpleName() + "); allowed: " + FILE + " of an earlier production");
        }
    }

    private static IllegalArgumentException wrong(Path file, int line, String what) {
        return new IllegalArgumentException(file.getFileName() + ":" + line + ": " + what);
    }
}
