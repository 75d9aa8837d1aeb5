package dev.sluice.topology.source.text;

import dev.sluice.topology.source.text.CharacterReferences.Reference;
import java.util.List;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * The words of Markdown, as CommonMark reads it. The parser says where each piece of text was; within a piece, escapes
 * and character references are found again by walking along both.
 *
 * <p>The time of the parser grows faster than the text on input made for that: from each opening bracket it may look to
 * the end. So what is longer than {@link #MAX_LENGTH}, or has more brackets than {@link #MAX_LOOKS} allows, is taken as it is, marks and
 * all: every word is still read, and every offset still right.
 */
final class MarkdownText {
    /** In UTF-16 units; above the longest post that the forums among our sources take by default (Lemmy: 50,000). */
    static final int MAX_LENGTH = 1 << 16;

    /** Brackets times length: what the parser does in some 50 ms. */
    static final long MAX_LOOKS = 8_000_000;

    private static final String LOOKS_AHEAD = "<[`&";
    private static final int MAX_OPEN_BLOCKS = 50;

    /** What a backslash takes the meaning from: CommonMark's ASCII punctuation. */
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private static final Parser PARSER = Parser.builder()
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .maxOpenBlockParsers(MAX_OPEN_BLOCKS)
            .build();

    private final String markdown;
    private final TextBuilder out;

    private MarkdownText(String markdown) {
        this.markdown = markdown;
        this.out = new TextBuilder(markdown);
    }

    static ExtractedText extract(String markdown) {
        if (markdown.length() > MAX_LENGTH || looks(markdown) > MAX_LOOKS) {
            return TextFormat.plain(markdown);
        }
        return new MarkdownText(markdown).extract();
    }

    private static long looks(String markdown) {
        long brackets = 0;
        for (int i = 0; i < markdown.length(); i++) {
            brackets += LOOKS_AHEAD.indexOf(markdown.charAt(i)) >= 0 ? 1 : 0;
        }
        return brackets * markdown.length();
    }

    /** Walks the tree without recursion: emphasis can be nested as deep as the text is long. */
    private ExtractedText extract() {
        out.look(markdown.length());
        Node root = PARSER.parse(markdown);
        Node node = root;
        while (node != null) {
            enter(node);
            Node next = node.getFirstChild();
            while (next == null && node != null && node != root) {
                leave(node);
                next = node.getNext();
                node = next == null ? node.getParent() : node;
            }
            node = next;
        }
        return out.build();
    }

    private void enter(Node node) {
        switch (node) {
            case Text text -> aligned(text.getLiteral(), node.getSourceSpans());
            case SoftLineBreak ignored -> out.breakLines(1);
            case HardLineBreak ignored -> out.addBreak();
            case Code code -> code(code.getLiteral(), node.getSourceSpans());
            case FencedCodeBlock code -> lines(code.getLiteral(), node.getSourceSpans(), 1);
            case IndentedCodeBlock code -> lines(code.getLiteral(), node.getSourceSpans(), 0);
            case HtmlInline ignored -> html(node.getSourceSpans());
            case HtmlBlock ignored -> html(node.getSourceSpans());
            case Link link -> out.link(link.getDestination());
            case Image image -> out.link(image.getDestination());
            default -> {}
        }
    }

    private void leave(Node node) {
        switch (node) {
            case Paragraph paragraph -> out.breakLines(isTight(paragraph) ? 1 : 2);
            case Heading ignored -> out.breakLines(2);
            case BlockQuote ignored -> out.breakLines(2);
            case ListItem ignored -> out.breakLines(1);
            case Document ignored -> {}
            case Block ignored -> out.breakLines(2);
            default -> {}
        }
    }

    private static boolean isTight(Paragraph paragraph) {
        return paragraph.getParent() instanceof ListItem;
    }

    /** A piece of text, as the source of its spans has it but for escapes and character references. */
    private void aligned(String literal, List<SourceSpan> spans) {
        if (spans.isEmpty() || literal.isEmpty()) {
            return;
        }
        int from = spans.getFirst().getInputIndex();
        int to = spans.getLast().getInputIndex() + spans.getLast().getLength();
        if (markdown.startsWith(literal, from)) {
            out.copy(from, from + literal.length());
        } else if (resolved(from, to, null).startsWith(literal)) {
            resolved(from, to, literal);
        } else if (from < to) {
            out.replace(literal, from, to);
        }
    }

    /**
     * A stretch of the source with its escapes and references resolved.
     *
     * @param literal what is to be written out of it, as far as that goes; null to write nothing
     */
    private String resolved(int from, int to, @Nullable String literal) {
        out.look(to - from);
        int limit = literal == null ? Integer.MAX_VALUE : literal.length();
        StringBuilder text = new StringBuilder();
        int at = from;
        while (at < to && text.length() < limit) {
            char c = markdown.charAt(at);
            Reference reference = c == '&' ? CharacterReferences.at(markdown, at, to) : null;
            int end = Math.min(to, at + Character.charCount(markdown.codePointAt(at)));
            String stands = null;
            if (reference != null && markdown.charAt(reference.end() - 1) == ';') {
                end = reference.end();
                stands = reference.text();
            } else if (c == '\\' && end < to && PUNCTUATION.indexOf(markdown.charAt(end)) >= 0) {
                at++;
                end++;
            }
            text.append(stands == null ? markdown.substring(at, end) : stands);
            if (literal != null && stands != null) {
                out.replace(stands, at, end);
            } else if (literal != null) {
                out.copy(at, end);
            }
            at = end;
        }
        return text.toString();
    }

    private void code(String literal, List<SourceSpan> spans) {
        if (spans.isEmpty() || literal.isEmpty()) {
            return;
        }
        int from = spans.getFirst().getInputIndex();
        int end = spans.getLast().getInputIndex() + spans.getLast().getLength();
        while (from < end && markdown.charAt(from) == '`') {
            from++;
            end--;
        }
        int found = markdown.indexOf(literal, from);
        if (found >= 0 && found + literal.length() <= end) {
            out.copy(found, found + literal.length());
        } else if (from < end) {
            out.replace(literal, from, end);
        }
    }

    /** Copies lines of code, each the end of the source's line. */
    private void lines(String literal, List<SourceSpan> spans, int first) {
        int index = first;
        for (String line : literal.split("\n", -1)) {
            SourceSpan span = index < spans.size() ? spans.get(index) : null;
            index++;
            if (!line.isEmpty() && span != null) {
                line(line, span);
            }
            out.addBreak();
        }
    }

    private void line(String line, SourceSpan span) {
        int end = span.getInputIndex() + span.getLength();
        int from = end - line.length();
        if (from >= span.getInputIndex() && markdown.startsWith(line, from)) {
            out.copy(from, end);
        } else {
            out.replace(line, span.getInputIndex(), end);
        }
    }

    private void html(List<SourceSpan> spans) {
        if (!spans.isEmpty()) {
            SourceSpan last = spans.getLast();
            HtmlText.scanAll(markdown, out, spans.getFirst().getInputIndex(), last.getInputIndex() + last.getLength());
        }
    }
}
