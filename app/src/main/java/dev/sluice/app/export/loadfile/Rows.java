package dev.sluice.app.export.loadfile;

import dev.sluice.app.export.page.Visible;
import java.nio.charset.CharsetEncoder;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows of a load file. Whatever a value holds, it stays one value: delimiters, line breaks and controls within it cannot end
 * it, and what the encoding cannot write is shown by its number.
 */
final class Rows {
    private static final String END = "\r\n";

    private final Profile profile;
    private final CharsetEncoder encoder;

    Rows(Profile profile) {
        this.profile = profile;
        this.encoder = profile.charset().newEncoder();
    }

    /** A row with its end. */
    String row(List<String> values) {
        return values.stream()
                        .map(value -> profile.qualifier() + escaped(value) + profile.qualifier())
                        .collect(Collectors.joining(String.valueOf(profile.field())))
                + END;
    }

    private String escaped(String value) {
        StringBuilder escaped = new StringBuilder(value.length());
        Visible.of(value).codePoints().forEach(c -> {
            if (c == '\n') {
                escaped.append(profile.newline());
            } else if (c == profile.qualifier()) {
                escaped.append(
                        profile.doubled() ? String.valueOf(profile.qualifier()).repeat(2) : Visible.name(c));
            } else if (isTaken(c)) {
                escaped.append(Visible.name(c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    /** Readers that split before they unquote exist, so a field delimiter is shown where quoting alone would not do. */
    private boolean isTaken(int c) {
        boolean stands = profile.newline().codePointAt(0) == c || c == profile.field() && !profile.doubled();
        return stands || !encoder.canEncode(Character.toString(c));
    }
}
