package dev.sluice.escalation.access;

import java.nio.charset.StandardCharsets;

/** Text of a file for a terminal, which obeys control characters: whoever wrote the text may have hoped so. */
public final class SafeText {
    private SafeText() {}

    /** The bytes as UTF-8, with question marks for all control and format characters but line breaks and tabs. */
    public static String of(byte[] content) {
        StringBuilder text = new StringBuilder(content.length);
        new String(content, StandardCharsets.UTF_8).codePoints().forEach(c -> {
            boolean plain =
                    c == '\n' || c == '\t' || !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
            text.appendCodePoint(plain ? c : '?');
        });
        return text.toString();
    }
}
