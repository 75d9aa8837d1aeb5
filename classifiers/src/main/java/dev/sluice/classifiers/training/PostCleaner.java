package dev.sluice.classifiers.training;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * Takes out of a training post what shows where it was collected and not what it says: retweet marks, masked names and
 * addresses, character references. Without this a model learns that {@code &amp;} is a sign of abuse because one
 * source has it.
 */
public final class PostCleaner {
    private static final Pattern ADDRESS = Pattern.compile("https?://\\S+|\\[URL\\]|@URL\\b|\\bURL\\b");
    private static final Pattern NAME = Pattern.compile("\\bRT @\\w+:?|\\[USER\\]|<user>|@\\w+");
    private static final Pattern NUMERIC_REFERENCE = Pattern.compile("&#(\\d{1,7});|\\\\u([0-9a-fA-F]{4})");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private PostCleaner() {}

    /** The text without them, its white space made single. */
    public static String clean(String text) {
        String out = references(text);
        out = out.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
        out = ADDRESS.matcher(out).replaceAll(" ");
        out = NAME.matcher(out).replaceAll(" ");
        return SPACE.matcher(out).replaceAll(" ").trim();
    }

    private static String references(String text) {
        if (text.indexOf("&#") < 0 && text.indexOf("\\u") < 0) {
            return text;
        }
        Matcher matcher = NUMERIC_REFERENCE.matcher(text);
        StringBuilder out = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            out.append(text, from, matcher.start());
            int codePoint = matcher.group(1) != null
                    ? Integer.parseInt(matcher.group(1))
                    : Integer.parseInt(matcher.group(2), 16);
            if (Character.isValidCodePoint(codePoint)) {
                out.appendCodePoint(codePoint);
            }
            from = matcher.end();
        }
        return out.append(text, from, text.length()).toString();
    }
}
