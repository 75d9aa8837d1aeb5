package dev.sluice.topology.source.text;

/**
 * The words of a Discord message ("Message Formatting" in Discord's documentation): members, roles, channels, emoji and times stand in angle
 * brackets; pairs of {@code **}, {@code __}, {@code ~~} and {@code ||} are marks, also within a word, where they would
 * hide it from every reader but people; a backslash takes the meaning from the mark behind it.
 */
final class DiscordText {
    private static final String MARKS = "*_~|";
    private static final String ESCAPABLE = "\\*_~|`<>#-:[]()@";

    private final String original;
    private final TextBuilder out;
    /** How many of each mark are still to come that have a partner. */
    private final int[] paired = new int[MARKS.length()];

    private int from;
    private int at;
    private boolean bracketsAreOver;

    private DiscordText(String original) {
        this.original = original;
        this.out = new TextBuilder(original);
    }

    static ExtractedText extract(String original) {
        return new DiscordText(original).extract();
    }

    private ExtractedText extract() {
        countMarks();
        while (at < original.length()) {
            char c = original.charAt(at);
            if (c == '\\' && at + 1 < original.length() && ESCAPABLE.indexOf(original.charAt(at + 1)) >= 0) {
                out.copy(from, at);
                from = at + 1;
                at += 2;
            } else if (isMark(at) && paired[MARKS.indexOf(c)] > 0) {
                paired[MARKS.indexOf(c)]--;
                skip(at + 2);
            } else if (c != '<' || bracketsAreOver || !reference()) {
                at++;
            }
        }
        out.copy(from, at);
        return out.build();
    }

    private void countMarks() {
        for (int i = 0; i + 1 < original.length(); i++) {
            if (original.charAt(i) == '\\') {
                i++;
            } else if (isMark(i)) {
                paired[MARKS.indexOf(original.charAt(i))]++;
                i++;
            }
        }
        for (int i = 0; i < paired.length; i++) {
            paired[i] -= paired[i] % 2;
        }
    }

    private boolean isMark(int index) {
        return index + 1 < original.length()
                && MARKS.indexOf(original.charAt(index)) >= 0
                && original.charAt(index) == original.charAt(index + 1);
    }

    private void skip(int to) {
        out.copy(from, at);
        at = to;
        from = to;
    }

    /** Reads what is in angle brackets; false where it is none of Discord's. */
    private boolean reference() {
        int close = original.indexOf('>', at);
        if (close < 0) {
            bracketsAreOver = true;
            return false;
        }
        String inner = close - at > 128 ? "" : original.substring(at + 1, close);
        if (inner.matches("@!?\\d{1,20}")) {
            String id = inner.substring(inner.startsWith("@!") ? 2 : 1);
            out.mention(id);
            stands("@" + id, close);
        } else if (inner.matches("@&\\d{1,20}|#\\d{1,20}|id:[a-z]{1,32}|t:-?\\d{1,13}(:[a-zA-Z])?")) {
            stands(inner.replace("@&", "@"), close);
        } else if (inner.matches("a?:\\w{2,32}:\\d{1,20}")) {
            stands(inner.substring(inner.indexOf(':'), inner.lastIndexOf(':') + 1), close);
        } else {
            return false;
        }
        return true;
    }

    private void stands(String words, int close) {
        out.copy(from, at);
        out.replace(words, at, close + 1);
        at = close + 1;
        from = at;
    }
}
