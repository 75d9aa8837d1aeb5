package dev.sluice.schemas.encryption;

import dev.sluice.schemas.encryption.SubjectKeys.Current;
import dev.sluice.schemas.encryption.SubjectKeys.Shredded;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subject's keys as lines of text.
 *
 * <pre>
 * sluice-subject-key 1
 * shredded 0123456789abcdef 2026-11-01T10:00:00Z
 * key fedcba9876543210 2026-11-02T10:00:00Z local:1f2e3d4c AbCd…
 * </pre>
 */
final class KeyFileText {
    private static final String HEADER = "sluice-subject-key 1";

    private KeyFileText() {}

    static String of(SubjectKeys keys) {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (Shredded key : keys.shredded()) {
            text.append("shredded ")
                    .append(key.id())
                    .append(' ')
                    .append(key.at())
                    .append('\n');
        }
        Current current = keys.current();
        if (current != null) {
            text.append("key ")
                    .append(current.id())
                    .append(' ')
                    .append(current.createdAt())
                    .append(' ')
                    .append(current.key().keyId())
                    .append(' ')
                    .append(current.key().base64())
                    .append('\n');
        }
        return text.toString();
    }

    /**
     * The keys in a text.
     *
     * @throws IllegalArgumentException where it is none, with the number of the line
     */
    static SubjectKeys parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER) || !text.endsWith("\n")) {
            throw new IllegalArgumentException("line 1 is not '" + HEADER + "', or its end is missing");
        }
        List<Shredded> shredded = new ArrayList<>();
        @Nullable Current current = null;
        for (int i = 1; i < lines.size(); i++) {
            String[] words = lines.get(i).split(" ", -1);
            try {
                if (current == null && words.length == 3 && words[0].equals("shredded")) {
                    shredded.add(new Shredded(words[1], Instant.parse(words[2])));
                } else if (current == null && words.length == 5 && words[0].equals("key")) {
                    WrappedKey key =
                            new WrappedKey(words[3], Base64.getDecoder().decode(words[4]));
                    current = new Current(words[1], Instant.parse(words[2]), key);
                } else {
                    throw new IllegalArgumentException("no key");
                }
            } catch (IllegalArgumentException | DateTimeParseException e) {
                throw new IllegalArgumentException("line " + (i + 1) + " holds no key", e);
            }
        }
        return new SubjectKeys(current, shredded);
    }
}
