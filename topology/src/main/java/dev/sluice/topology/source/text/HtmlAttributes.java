package dev.sluice.topology.source.text;

import org.jspecify.annotations.Nullable;

/** The attributes of one tag. */
final class HtmlAttributes {
    private HtmlAttributes() {}

    /** Where a value stands, without its quotes. */
    record Value(int from, int to) {}

    /**
     * The first attribute with this name.
     *
     * @param from where the tag's attributes begin
     * @param end where its closing bracket is
     * @return null where there is none, or it has no value
     */
    static @Nullable Value find(String html, int from, int end, String name) {
        int at = from;
        while (at < end) {
            at = pastSpace(html, at, end);
            int nameFrom = at;
            while (at < end && !HtmlText.isSpace(html.charAt(at)) && (html.charAt(at) != '=' || at == nameFrom)) {
                at++;
            }
            int nameTo = at;
            at = pastSpace(html, at, end);
            if (at >= end || html.charAt(at) != '=') {
                continue;
            }
            Value value = value(html, at + 1, end);
            if (nameTo - nameFrom == name.length() && html.regionMatches(true, nameFrom, name, 0, name.length())) {
                return value;
            }
            at = value.to() < end && isQuote(html.charAt(value.to())) ? value.to() + 1 : Math.max(at + 1, value.to());
        }
        return null;
    }

    private static Value value(String html, int equals, int end) {
        int from = equals;
        while (from < end && HtmlText.isSpace(html.charAt(from))) {
            from++;
        }
        if (from < end && isQuote(html.charAt(from))) {
            int close = html.indexOf(html.charAt(from), from + 1, end);
            return new Value(from + 1, close < 0 ? end : close);
        }
        int to = from;
        while (to < end && !HtmlText.isSpace(html.charAt(to))) {
            to++;
        }
        return new Value(from, to);
    }

    private static int pastSpace(String html, int from, int end) {
        int at = from;
        while (at < end && (HtmlText.isSpace(html.charAt(at)) || html.charAt(at) == '/')) {
            at++;
        }
        return at;
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }
}
