package dev.sluice.topology.source.text;

/**
 * The words of Slack's mrkdwn ("Formatting text for app surfaces" in Slack's documentation): three characters are
 * escaped, and what is in angle brackets is a member, a channel, a group, a date or a link. Marks of emphasis stay: they only count
 * around whole words, so that they hide none.
 */
final class SlackText {
    private SlackText() {}

    static ExtractedText extract(String original) {
        TextBuilder out = new TextBuilder(original);
        int at = 0;
        int from = 0;
        boolean openLeft = true;
        while (at < original.length()) {
            char c = original.charAt(at);
            int end = -1;
            if (c == '<' && openLeft) {
                end = original.indexOf('>', at);
                out.look((end < 0 ? original.length() : end) - at);
                openLeft = end >= 0;
            }
            String plain = c == '&' ? unescaped(original, at) : null;
            if (end > 0) {
                out.copy(from, at);
                reference(original, out, at, end);
                at = end + 1;
                from = at;
            } else if (plain != null) {
                out.copy(from, at);
                at = original.indexOf(';', at) + 1;
                out.replace(plain, at - (plain.equals("&") ? 5 : 4), at);
                from = at;
            } else {
                at++;
            }
        }
        out.look(original.length());
        out.copy(from, at);
        return out.build();
    }

    @org.jspecify.annotations.Nullable
    private static String unescaped(String text, int at) {
        if (text.startsWith("&amp;", at)) {
            return "&";
        }
        if (text.startsWith("&lt;", at)) {
            return "<";
        }
        return text.startsWith("&gt;", at) ? ">" : null;
    }

    private static void reference(String text, TextBuilder out, int open, int close) {
        int bar = text.indexOf('|', open, close);
        out.look(close - open);
        int end = bar < 0 ? close : bar;
        String target = text.substring(Math.min(open + 1, end), end);
        boolean labelled = bar >= 0 && bar + 1 < close;
        if (target.startsWith("@")) {
            out.mention(target.substring(1));
            named(text, out, "@", labelled ? bar + 1 : open + 2, labelled ? close : end);
        } else if (target.startsWith("#")) {
            named(text, out, "#", labelled ? bar + 1 : open + 2, labelled ? close : end);
        } else if (target.startsWith("!")) {
            named(text, out, labelled ? "" : "@", labelled ? bar + 1 : open + 2, labelled ? close : end);
        } else {
            out.link(target.replace("&amp;", "&"));
            escaped(text, out, labelled ? bar + 1 : open + 1, labelled ? close : end);
        }
    }

    private static void named(String text, TextBuilder out, String mark, int from, int to) {
        if (!mark.isEmpty() && from > 0 && from < to && !text.startsWith(mark, from)) {
            out.replace(mark, from - 1, from);
        }
        escaped(text, out, from, to);
    }

    private static void escaped(String text, TextBuilder out, int start, int to) {
        int from = start;
        out.look(to - start);
        for (int at = start; at < to; at++) {
            String plain = text.charAt(at) == '&' ? unescaped(text, at) : null;
            if (plain != null) {
                out.copy(from, at);
                int length = plain.equals("&") ? 5 : 4;
                out.replace(plain, at, Math.min(to, at + length));
                from = Math.min(to, at + length);
                at = from - 1;
            }
        }
        out.copy(from, to);
    }
}
