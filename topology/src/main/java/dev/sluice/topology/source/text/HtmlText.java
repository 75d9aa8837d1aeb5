package dev.sluice.topology.source.text;

import dev.sluice.topology.source.text.CharacterReferences.Reference;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words of HTML: a tokenizer after section 13.2.5 of the HTML standard that builds no tree, so that neither depth
 * nor what is left open matters. White space counts as browsers count it; blocks are set apart by line breaks.
 *
 * <p>Scripts, styles and the quotation that Matrix puts before a reply ({@code mx-reply}) are left out. The text that an
 * image shows where it cannot be loaded is taken. A tag that is never closed is taken as text: nothing that somebody
 * posted goes unread because of a missing bracket.
 */
final class HtmlText {
    private static final Set<String> BLOCKS = Set.of(
            "address",
            "article",
            "aside",
            "blockquote",
            "details",
            "dd",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "header",
            "hr",
            "legend",
            "li",
            "main",
            "nav",
            "ol",
            "option",
            "pre",
            "section",
            "summary",
            "table",
            "tr",
            "ul");
    private static final Set<String> PARAGRAPHS = Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6");
    private static final Set<String> CELLS = Set.of("td", "th");
    /** Their content is no markup, and nobody reads it. */
    private static final Set<String> UNREAD = Set.of("script", "style");
    /** Elements that are left out with all that is in them. */
    private static final Set<String> LEFT_OUT = Set.of("mx-reply", "template");

    private final String html;
    private final TextBuilder out;
    private final int to;
    private final boolean readsAll;
    private int at;
    private int preformatted;
    private @Nullable String skipping;
    private int skippingDepth;
    private int skippingFrom;
    private boolean tagsAreOver;

    private HtmlText(String html, TextBuilder out, int from, int to, boolean readsAll) {
        this.html = html;
        this.out = out;
        this.at = from;
        this.to = to;
        this.readsAll = readsAll;
    }

    static ExtractedText extract(String html) {
        TextBuilder builder = new TextBuilder(html);
        new HtmlText(html, builder, 0, html.length(), false).scan();
        return builder.build();
    }

    /** Adds the words of a stretch of HTML in a text of another format, where a script may well be shown as it was typed. */
    static void scanAll(String html, TextBuilder out, int from, int to) {
        new HtmlText(html, out, from, to, true).scan();
    }

    private void scan() {
        while (at < to) {
            char c = html.charAt(at);
            if (c == '<' && !tagsAreOver && markup()) {
                continue;
            }
            if (skipping != null) {
                at++;
            } else if (c == '&') {
                reference();
            } else if (isSpace(c)) {
                whiteSpace();
            } else {
                words();
            }
        }
        if (skipping != null) {
            out.leaveOut(skippingFrom, to);
        }
    }

    private void words() {
        int from = at++;
        while (at < to && html.charAt(at) != '<' && html.charAt(at) != '&' && !isSpace(html.charAt(at))) {
            at++;
        }
        out.look(at - from);
        out.copy(from, at);
    }

    private void whiteSpace() {
        int from = at;
        while (at < to && isSpace(html.charAt(at))) {
            at++;
        }
        out.look(at - from);
        if (preformatted > 0) {
            out.copy(from, at);
        } else {
            out.space(from, at);
        }
    }

    private void reference() {
        Reference reference = CharacterReferences.at(html, at, to);
        out.look(reference == null ? CharacterReferences.MAX_LENGTH : reference.end() - at);
        if (reference == null) {
            out.copy(at, ++at);
        } else {
            out.replace(reference.text(), at, reference.end());
            at = reference.end();
        }
    }

    /** Reads markup; false where the bracket is none and stays as text. */
    private boolean markup() {
        if (at + 1 >= to) {
            return false;
        }
        char next = html.charAt(at + 1);
        if (next == '!' || next == '?') {
            return comment();
        }
        boolean closing = next == '/';
        int name = closing ? at + 2 : at + 1;
        if (name >= to || !isLetter(html.charAt(name))) {
            return closing && name < to && comment();
        }
        int end = endOfTag(name);
        out.look((end < 0 ? to : end) - name);
        if (end < 0) {
            tagsAreOver = true;
            return false;
        }
        int nameEnd = name;
        while (nameEnd < end && !isSpace(html.charAt(nameEnd)) && html.charAt(nameEnd) != '/') {
            nameEnd++;
        }
        out.look(nameEnd - name);
        String tag = html.substring(name, nameEnd).toLowerCase(Locale.ROOT);
        int begin = at;
        at = end + 1;
        tag(tag, closing, begin, nameEnd, end);
        return true;
    }

    /** A comment, or what counts as one: a declaration, an instruction, a closing tag without a name. */
    private boolean comment() {
        int end;
        if (html.startsWith("<!--", at)) {
            end = html.startsWith("<!-->", at) ? at + 4 : html.indexOf("-->", at + 4);
            end = html.startsWith("<!--->", at) ? at + 5 : end < 0 || html.charAt(end) == '>' ? end : end + 2;
        } else {
            end = html.indexOf('>', at);
        }
        out.look((end < 0 ? html.length() : end) - at);
        if (end < 0 || end >= to) {
            tagsAreOver = true;
            return false;
        }
        out.leaveOut(at, end + 1);
        at = end + 1;
        return true;
    }

    private void tag(String tag, boolean closing, int begin, int attributes, int end) {
        if (skipping != null) {
            if (tag.equals(skipping)) {
                skippingDepth += closing ? -1 : 1;
                if (skippingDepth == 0) {
                    out.leaveOut(skippingFrom, begin);
                    skipping = null;
                }
            }
            return;
        }
        if (!closing && !readsAll && UNREAD.contains(tag)) {
            skipRaw(tag);
        } else if (!closing && !readsAll && LEFT_OUT.contains(tag)) {
            skipping = tag;
            skippingDepth = 1;
            skippingFrom = at;
        } else if (PARAGRAPHS.contains(tag)) {
            out.breakLines(2);
        } else if (BLOCKS.contains(tag)) {
            out.breakLines(1);
            preformatted = tag.equals("pre") ? Math.max(0, preformatted + (closing ? -1 : 1)) : preformatted;
        } else if (CELLS.contains(tag)) {
            out.space(begin, at);
        } else if (!closing) {
            inline(tag, attributes, end);
        }
    }

    private void inline(String tag, int attributes, int end) {
        out.look(end - attributes);
        switch (tag) {
            case "br" -> out.addBreak();
            case "img" -> {
                HtmlAttributes.Value alternative = HtmlAttributes.find(html, attributes, end, "alt");
                if (alternative != null) {
                    scanValue(alternative);
                }
            }
            case "a" -> {
                HtmlAttributes.Value target = HtmlAttributes.find(html, attributes, end, "href");
                if (target != null) {
                    out.link(decoded(target));
                }
            }
            default -> {}
        }
    }

    /** The value of an attribute as text: references count, brackets do not. */
    private void scanValue(HtmlAttributes.Value value) {
        HtmlText words = new HtmlText(html, out, value.from(), value.to(), readsAll);
        words.tagsAreOver = true;
        words.scan();
    }

    private String decoded(HtmlAttributes.Value value) {
        out.look(value.to() - value.from());
        StringBuilder text = new StringBuilder();
        for (int i = value.from(); i < value.to(); ) {
            Reference reference = html.charAt(i) == '&' ? CharacterReferences.at(html, i, value.to()) : null;
            if (reference == null) {
                text.append(html.charAt(i++));
            } else {
                text.append(reference.text());
                i = reference.end();
            }
        }
        return text.toString();
    }

    /** Passes over what is no markup until its own closing tag. */
    private void skipRaw(String tag) {
        int from = at;
        int end = from;
        while (true) {
            end = html.indexOf("</", end);
            if (end < 0 || end >= to) {
                end = to;
                break;
            }
            if (html.regionMatches(true, end + 2, tag, 0, tag.length())) {
                break;
            }
            end += 2;
        }
        out.look(end - from);
        out.leaveOut(from, end);
        at = end;
    }

    /** Where a tag's closing bracket is; below 0 where it has none. Brackets in quoted values are text. */
    private int endOfTag(int from) {
        char quote = 0;
        boolean value = false;
        for (int i = from; i < to; i++) {
            char c = html.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '>') {
                return i;
            } else if (value && (c == '"' || c == '\'')) {
                quote = c;
                value = false;
            } else if (c == '=') {
                value = true;
            } else if (!isSpace(c)) {
                value = false;
            }
        }
        return -1;
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
