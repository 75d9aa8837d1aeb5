package dev.sluice.app.export.loadfile;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a review platform wants its load file.
 *
 * @param name the profile's name
 * @param extension of the table's file
 * @param field between the values of a row
 * @param qualifier around each value
 * @param newline in place of a line break within a value
 * @param doubled whether a qualifier within a value is doubled, as RFC 4180 has it; else it is shown by its number
 * @param charset of the table
 * @param mark whether the table begins with a byte order mark
 * @param dates how times are written, in UTC
 * @param separator between the folders of a path
 */
public record Profile(
        String name,
        String extension,
        char field,
        char qualifier,
        String newline,
        boolean doubled,
        Charset charset,
        boolean mark,
        DateTimeFormatter dates,
        char separator) {
    private static final List<String> KEYS = List.of(
            "profile",
            "extension",
            "fieldDelimiter",
            "textQualifier",
            "newline",
            "qualifierInText",
            "encoding",
            "byteOrderMark",
            "dates",
            "pathSeparator");
    private static final int LARGEST_BYTES = 1 << 14;

    /**
     * Reads a profile: a line {@code key: value} for each key, {@code #} for remarks; a character as it is in quotes, or by
     * its number as {@code U+0014}.
     *
     * @throws IllegalArgumentException where it is missing or malformed; names file and line
     */
    public static Profile read(Path path) {
        String file = String.valueOf(path.getFileName());
        Map<String, Value> values = new LinkedHashMap<>();
        int number = 0;
        for (String line : lines(path)) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            int colon = text.indexOf(':');
            String key = colon < 0 ? text : text.substring(0, colon).strip();
            if (colon < 0 || !KEYS.contains(key)) {
                throw new IllegalArgumentException(
                        file + ":" + number + ": '" + key + "' is no key; allowed: " + String.join(", ", KEYS));
            }
            Value value = new Value(
                    file, number, key, unquoted(text.substring(colon + 1).strip()));
            if (values.put(key, value) != null) {
                throw value.wrong("each key once");
            }
        }
        for (String key : KEYS) {
            if (!values.containsKey(key)) {
                throw new IllegalArgumentException(
                        file + ":" + number + ": " + key + " is missing; allowed: all of " + String.join(", ", KEYS));
            }
        }
        return of(values);
    }

    /** A time as the profile has it; empty where there is none. */
    public String date(@org.jspecify.annotations.Nullable Instant at) {
        return at == null ? "" : dates.format(at);
    }

    private static Profile of(Map<String, Value> values) {
        Value name = value(values, "profile");
        char field = value(values, "fieldDelimiter").character();
        char qualifier = value(values, "textQualifier").character();
        if (field == qualifier) {
            throw value(values, "textQualifier").wrong("another character than fieldDelimiter");
        }
        Value newline = value(values, "newline");
        String lineBreak = newline.text.equals("keep") ? "\n" : String.valueOf(newline.character());
        if (lineBreak.charAt(0) == field || lineBreak.charAt(0) == qualifier) {
            throw newline.wrong("'keep', or another character than the delimiters");
        }
        return new Profile(
                name.matching("[a-z0-9-]{1,40}", "small letters, digits and hyphens"),
                value(values, "extension").matching("[a-z0-9]{1,8}", "small letters and digits"),
                field,
                qualifier,
                lineBreak,
                value(values, "qualifierInText").oneOf("double", "show").equals("double"),
                value(values, "encoding").charset(),
                value(values, "byteOrderMark").oneOf("true", "false").equals("true"),
                value(values, "dates").dates(),
                value(values, "pathSeparator").matching("[/\\\\]", "/ or \\").charAt(0));
    }

    private static Value value(Map<String, Value> values, String key) {
        Value value = values.get(key);
        if (value == null) {
            throw new IllegalStateException(key + " was not checked");
        }
        return value;
    }

    private static List<String> lines(Path path) {
        try {
            if (Files.size(path) > LARGEST_BYTES) {
                throw new IllegalArgumentException("profile '" + path + "' is larger than " + LARGEST_BYTES
                        + " bytes; allowed: a load file's profile");
            }
            return Files.readAllLines(path, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("profile '" + path + "' cannot be read ("
                    + e.getClass().getSimpleName() + "); allowed: concordance, csv, or a file");
        }
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2
                && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private record Value(String file, int line, String key, String text) {
        char character() {
            if (text.length() == 1 && text.charAt(0) > ' ') {
                return text.charAt(0);
            }
            if (text.matches("U\\+[0-9A-Fa-f]{4}")) {
                char c = (char) Integer.parseInt(text.substring(2), 16);
                if (c != 0 && c != '\n' && c != '\r' && !Character.isSurrogate(c)) {
                    return c;
                }
            }
            throw wrong("one character, or its number as U+0014");
        }

        String matching(String pattern, String allowed) {
            if (!text.matches(pattern)) {
                throw wrong(allowed);
            }
            return text;
        }

        String oneOf(String... allowed) {
            if (!List.of(allowed).contains(text)) {
                throw wrong(String.join(", ", allowed));
            }
            return text;
        }

        Charset charset() {
            try {
                return Charset.forName(text);
            } catch (UnsupportedCharsetException | IllegalCharsetNameException e) {
                throw wrong("UTF-8, UTF-16LE, windows-1252 or another that Java knows");
            }
        }

        DateTimeFormatter dates() {
            try {
                DateTimeFormatter format =
                        DateTimeFormatter.ofPattern(text, Locale.ROOT).withZone(ZoneOffset.UTC);
                if (format.format(Instant.EPOCH).isEmpty()) {
                    throw new DateTimeException("it prints nothing");
                }
                return format;
            } catch (IllegalArgumentException | DateTimeException e) {
                throw wrong("a pattern such as yyyy-MM-dd'T'HH:mm:ss'Z'");
            }
        }

        IllegalArgumentException wrong(String allowed) {
            return new IllegalArgumentException(
                    file + ":" + line + ": " + key + " is '" + text + "'; allowed: " + allowed);
        }
    }
}
