package dev.sluice.classifiers.lexicon;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.MalformedDataException;
import dev.sluice.classifiers.text.Folder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads lexicons.
 *
 * <p>The format: {@code #lexicon NAME}, {@code #version X.Y.Z} and {@code #language TAG} lines, then the header
 * {@code phrase category weight tags note} and one entry a line, columns parted by tabs. Lines that begin with
 * {@code "# "} are comments. Trailing empty columns may be left out.
 */
public final class LexiconReader {
    private static final String HEADER = "phrase\tcategory\tweight\ttags\tnote";
    private static final float MAX_WEIGHT = 10;
    private static final int COLUMNS = 5;

    private final String source;
    private final Folder folder = new Folder();
    private final Map<String, String> headers = new HashMap<>();
    private final List<Lexicon.Entry> entries = new ArrayList<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private boolean inEntries;
    private int line;

    private LexiconReader(String source) {
        this.source = source;
    }

    /**
     * Reads a lexicon.
     *
     * @throws MalformedDataException naming file, line, value and what is allowed
     * @throws IOException where the file cannot be read
     */
    public static Lexicon read(Path file) throws IOException {
        return read(String.valueOf(file.getFileName()), Files.readAllBytes(file));
    }

    /** Reads a lexicon from bytes; {@code source} names them in errors. */
    static Lexicon read(String source, byte[] bytes) throws MalformedDataException {
        return new LexiconReader(source).parse(bytes);
    }

    private Lexicon parse(byte[] bytes) throws MalformedDataException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedDataException(source, 0, "is not UTF-8; save it as UTF-8");
        }
        for (String row : text.lines().toList()) {
            line++;
            row(line == 1 && row.startsWith("\uFEFF") ? row.substring(1) : row);
        }
        if (!inEntries) {
            throw error("has no header line; allowed: '" + HEADER.replace("\t", "<TAB>") + "' before the entries");
        }
        return new Lexicon(header("lexicon"), header("version"), language(), sha256(bytes), entries);
    }

    private void row(String row) throws MalformedDataException {
        if (row.isBlank() || row.startsWith("# ") || row.equals("#")) {
            return;
        }
        if (row.startsWith("#")) {
            directive(row.substring(1).split(" ", 2));
        } else if (!inEntries) {
            if (!row.strip().equals(HEADER)) {
                throw error("header '" + row + "' is wrong; allowed: '" + HEADER.replace("\t", "<TAB>") + "'");
            }
            inEntries = true;
        } else {
            entry(row.split("\t", -1));
        }
    }

    private void directive(String[] words) throws MalformedDataException {
        String key = words[0];
        if (!List.of("lexicon", "version", "language").contains(key)) {
            throw error("'#" + key + "' is unknown; allowed: #lexicon, #version, #language, or '# ' for a comment");
        }
        String value = words.length < 2 ? "" : words[1].strip();
        if (value.isEmpty() || headers.put(key, value) != null) {
            throw error("'#" + key + "' must be given once, with a value");
        }
    }

    private void entry(String[] columns) throws MalformedDataException {
        if (columns.length < 3 || columns.length > COLUMNS) {
            throw error("has " + columns.length + " columns; allowed: 3 to 5, parted by tabs");
        }
        String phrase = columns[0].strip();
        long[] hashes = folder.hashes(phrase);
        if (hashes.length == 0) {
            throw error("phrase '" + phrase + "' holds no word; allowed: words, numbers, emoji");
        }
        Category category = category(columns[1].strip());
        Integer earlier = lines.put(category + Arrays.toString(hashes), line);
        if (earlier != null) {
            throw error("phrase '" + phrase + "' folds to the same as that of line " + earlier + "; keep one of them");
        }
        String tags = columns.length > 3 ? columns[3].strip() : "";
        String note = columns.length > 4 ? columns[4].strip() : "";
        entries.add(new Lexicon.Entry(phrase, category, weight(columns[2].strip()), tags(tags), note));
    }

    private Category category(String id) throws MalformedDataException {
        try {
            return Category.of(id);
        } catch (IllegalArgumentException e) {
            throw error(String.valueOf(e.getMessage()));
        }
    }

    private float weight(String value) throws MalformedDataException {
        float weight;
        try {
            weight = Float.parseFloat(value);
        } catch (NumberFormatException e) {
            weight = Float.NaN;
        }
        if (!(Math.abs(weight) <= MAX_WEIGHT) || weight == 0) {
            throw error("weight '" + value + "' is wrong; allowed: log-odds from -10 to 10, not 0");
        }
        return weight;
    }

    private List<String> tags(String value) throws MalformedDataException {
        List<String> tags = new ArrayList<>();
        for (String tag : value.isEmpty() ? new String[0] : value.split(",", -1)) {
            String stripped = tag.strip();
            if (!identifier(stripped)) {
                throw error("tag '" + stripped + "' is wrong; allowed: a-z, 0-9 and '-'");
            }
            tags.add(stripped);
        }
        return tags;
    }

    private String header(String key) throws MalformedDataException {
        @Nullable String value = headers.get(key);
        if (value == null) {
            throw new MalformedDataException(source, 0, "'#" + key + "' is missing before the header line");
        }
        if (key.equals("lexicon") && !identifier(value)) {
            throw new MalformedDataException(source, 0, "#lexicon '" + value + "' is wrong; allowed: a-z, 0-9 and '-'");
        }
        return value;
    }

    private String language() throws MalformedDataException {
        String language = header("language");
        boolean tag = (language.length() == 2 || language.length() == 3)
                && language.chars().allMatch(c -> c >= 'a' && c <= 'z');
        if (!tag && !language.equals("*")) {
            throw new MalformedDataException(
                    source, 0, "#language '" + language + "' is wrong; allowed: a primary tag such as en, or *");
        }
        return language;
    }

    private static boolean identifier(String value) {
        return !value.isEmpty()
                && value.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    }

    private MalformedDataException error(String problem) {
        return new MalformedDataException(source, line, problem);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
