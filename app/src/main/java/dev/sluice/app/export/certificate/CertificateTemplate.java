package dev.sluice.app.export.certificate;

import dev.sluice.app.export.page.Block.Table;
import dev.sluice.app.export.page.Inline;
import dev.sluice.app.export.page.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A certificate's words, read strictly: first lines of {@code key: value} (certificate, version, law), a blank line, then
 * paragraphs. A paragraph that starts with {@code # } or {@code ## } is a heading, with {@code ! } a notice, with
 * {@code - } an item; {@code {name}} is filled in, {@code ____} is a line to write on, and {@code {{table}}} alone on a line
 * stands for a table.
 *
 * @param file where it was read, for messages
 * @param keys what stands at its head
 * @param body its lines with their numbers
 */
public record CertificateTemplate(String file, Map<String, String> keys, List<Line> body) {
    private static final List<String> KEYS = List.of("certificate", "version", "law");
    private static final int LARGEST_BYTES = 1 << 16;
    private static final String BLANK = "____";

    /** A line and its number. */
    public record Line(int number, String text) {}

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException where it is missing or malformed; names file and line
     */
    public static CertificateTemplate read(Path path) {
        List<String> lines;
        String name = String.valueOf(path.getFileName());
        try {
            if (Files.size(path) > LARGEST_BYTES) {
                throw new IllegalArgumentException(
                        name + ": is larger than " + LARGEST_BYTES + " bytes; allowed: less");
            }
            lines = Files.readAllLines(path);
        } catch (IOException e) {
            throw new IllegalArgumentException("template '" + path + "' cannot be read ("
                    + e.getClass().getSimpleName() + "); allowed: a certificate's template");
        }
        Map<String, String> keys = new LinkedHashMap<>();
        int at = 0;
        while (at < lines.size() && !lines.get(at).isBlank()) {
            String line = lines.get(at);
            int colon = line.indexOf(": ");
            String key = colon < 0 ? line : line.substring(0, colon);
            if (colon < 0 || !KEYS.contains(key) || keys.put(key, line.substring(colon + 2)) != null) {
                throw new IllegalArgumentException(name + ":" + (at + 1) + ": '" + key
                        + "' is no key; allowed once each: " + String.join(", ", KEYS));
            }
            at++;
        }
        for (String key : KEYS) {
            if (!keys.containsKey(key)) {
                throw new IllegalArgumentException(
                        name + ":1: " + key + " is missing; allowed: " + String.join(", ", KEYS));
            }
        }
        List<Line> body = new ArrayList<>();
        for (; at < lines.size(); at++) {
            body.add(new Line(at + 1, lines.get(at)));
        }
        return new CertificateTemplate(name, keys, body);
    }

    /**
     * Fills it in.
     *
     * @throws IllegalArgumentException where it asks for a value that there is none of
     */
    public void write(Map<String, String> values, Map<String, Table> tables, Page.Builder page) {
        List<Line> paragraph = new ArrayList<>();
        List<String> items = new ArrayList<>();
        for (Line line : body) {
            String text = line.text.strip();
            boolean item = text.startsWith("- ");
            boolean alone = text.isEmpty() || text.startsWith("#") || text.startsWith("{{");
            if (alone || item) {
                flush(paragraph, values, page);
            }
            if (!item && !items.isEmpty()) {
                page.items(items);
                items.clear();
            }
            if (item) {
                items.add(plain(line, text.substring(2), values));
            } else if (text.startsWith("#")) {
                int level = text.startsWith("## ") ? 2 : 1;
                page.heading(level, plain(line, text.substring(level).strip(), values));
            } else if (text.startsWith("{{")) {
                page.add(table(line, text, tables));
            } else if (!text.isEmpty()) {
                paragraph.add(line);
            }
        }
        flush(paragraph, values, page);
        if (!items.isEmpty()) {
            page.items(items);
        }
    }

    private void flush(List<Line> paragraph, Map<String, String> values, Page.Builder page) {
        if (paragraph.isEmpty()) {
            return;
        }
        List<Inline> runs = new ArrayList<>();
        boolean notice = paragraph.getFirst().text.strip().startsWith("! ");
        for (Line line : paragraph) {
            String text = line.text.strip();
            if (!runs.isEmpty()) {
                runs.add(new Inline.Plain(" "));
            }
            runs.addAll(inline(line, notice && text.startsWith("! ") ? text.substring(2) : text, values));
        }
        if (notice) {
            page.notice(String.join("", runs.stream().map(Inline::text).toList()));
        } else {
            page.inline(runs);
        }
        paragraph.clear();
    }

    private List<Inline> inline(Line line, String text, Map<String, String> values) {
        List<Inline> runs = new ArrayList<>();
        String filled = plain(line, text, values);
        int from = 0;
        for (int at = filled.indexOf(BLANK); at >= 0; at = filled.indexOf(BLANK, from)) {
            if (at > from) {
                runs.add(new Inline.Plain(filled.substring(from, at)));
            }
            runs.add(new Inline.Blank());
            from = at + BLANK.length();
        }
        if (from < filled.length()) {
            runs.add(new Inline.Plain(filled.substring(from)));
        }
        return runs;
    }

    private String plain(Line line, String text, Map<String, String> values) {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
            int close = text.indexOf('}', open);
            String name = close < 0 ? text.substring(open) : text.substring(open + 1, close);
            String value = values.get(name);
            if (close < 0 || value == null) {
                throw unknown(line, name, values.keySet());
            }
            filled.append(text, from, open).append(value.isEmpty() ? BLANK : value.replace(BLANK, "___"));
            from = close + 1;
        }
        return filled.append(text.substring(from)).toString();
    }

    private Table table(Line line, String text, Map<String, Table> tables) {
        String name = text.substring(2).replace("}}", "");
        Table table = tables.get(name);
        if (table == null || !text.endsWith("}}")) {
            throw unknown(line, name, tables.keySet());
        }
        return table;
    }

    private IllegalArgumentException unknown(Line line, String name, Set<String> allowed) {
        return new IllegalArgumentException(file + ":" + line.number + ": '{" + name + "}' is unknown; allowed: "
                + String.join(", ", allowed.stream().sorted().toList()));
    }
}
