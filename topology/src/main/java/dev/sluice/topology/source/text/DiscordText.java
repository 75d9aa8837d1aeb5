package dev.sluice.topology.source.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * The words of a Discord message ("Message Formatting" in Discord's documentation): members, roles, channels, emoji and times stand in angle
 * brackets; pairs of {@code **}, {@code __}, {@code ~~} and {@code ||} are marks, also within a word, where they would
 * hide it from every reader but people; a backslash takes the meaning from the mark behind it.
 */
final class DiscordText {
    private static final String MARKS = "*_~|";
    private static final String ESCAPABLE = "\\*_~|`<>#-:[]()@";

    private static final Pattern MEMBER = Pattern.compile("@!?(\\d{1,20})");
    private static final Pattern NAMED =
            Pattern.compile("@&\\d{1,20}|#\\d{1,20}|id:[a-z]{1,32}|t:-?\\d{1,13}(:[a-zA-Z])?");
    private static final Pattern EMOJI = Pattern.compile("a?(:\\w{2,32}:)\\d{1,20}");
    private static final int MAX_REFERENCE = 64;

    private final String original;
    private final TextBuilder out;
    /** How many of each mark are still to come that have a partner. */
    private final int[] paired = new int[MARKS.length()];

    private int from;
    private int at;

    private DiscordText(String original) {
        this.original = original;
        this.out = new TextBuilder(original);
    }

    static ExtractedText extract(String original) {
        return new DiscordText(original).extract();
    }

    private ExtractedText extract() {
        countMarks();
        out.look(2 * original.length());
        while (at < original.length()) {
            char c = original.charAt(at);
            if (c == '\\' && at + 1 < original.length() && ESCAPABLE.indexOf(original.charAt(at + 1)) >= 0) {
                out.copy(from, at);
                from = at + 1;
                at += 2;
            } else if (isMark(at) && paired[MARKS.indexOf(c)] > 0) {
                paired[MARKS.indexOf(c)]--;
                skip(at + 2);
            } else if (c != '<' || !reference()) {
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
        // No further than a reference may be long: else each of many open brackets would look to the end.
        out.look(MAX_REFERENCE);
        int close = original.indexOf('>', at, Math.min(original.length(), at + MAX_REFERENCE + 1));
        if (close < 0) {
            return false;
        }
        String inner = original.substring(at + 1, close);
        Matcher member = MEMBER.matcher(inner);
        Matcher emoji = EMOJI.matcher(inner);
        if (member.matches()) {
            out.mention(member.group(1));
            stands("@" + member.group(1), close);
        } else if (emoji.matches()) {
            stands(emoji.group(1), close);
        } else if (NAMED.matches(inner)) {
            stands(inner.replace("@&", "@"), close);
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
