package dev.sluice.app.export.page;

import dev.sluice.app.export.page.Block.Facts;
import dev.sluice.app.export.page.Block.Heading;
import dev.sluice.app.export.page.Block.Items;
import dev.sluice.app.export.page.Block.Notice;
import dev.sluice.app.export.page.Block.Paragraph;
import dev.sluice.app.export.page.Block.Quote;
import dev.sluice.app.export.page.Block.Scan;
import dev.sluice.app.export.page.Block.Table;
import dev.sluice.app.export.page.Block.Verbatim;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * A page as an XHTML document. It is built node by node and never parsed from text, so that no words on the page can
 * become an element, an attribute or an entity.
 */
public final class PageDocument {
    /** The address of the image of a {@link Scan}; whoever prints the document answers it, and no other. */
    public static final String SCAN = "sluice-scan:";

    private static final int NARROWEST_COLUMN = 6;
    private static final int WIDEST_COLUMN = 34;

    private final Document document;
    private final IntPredicate canShow;
    private int scans;

    private PageDocument(Document document, IntPredicate canShow) {
        this.document = document;
        this.canShow = canShow;
    }

    /**
     * The document.
     *
     * @param style CSS
     * @param canShow whether the medium has a glyph for a code point
     */
    public static Document of(Page page, String style, IntPredicate canShow) {
        PageDocument made = new PageDocument(empty(), canShow);
        made.write(page, style);
        return made.document;
    }

    private static Document empty() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder().newDocument();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the platform makes no XML documents", e);
        }
    }

    private void write(Page page, String style) {
        Element html = document.createElement("html");
        html.setAttribute("lang", page.language());
        document.appendChild(html);
        Element head = child(html, "head");
        Element charset = child(head, "meta");
        charset.setAttribute("charset", "UTF-8");
        child(head, "title").setTextContent(shown(page.title()));
        child(head, "style").setTextContent(style);
        Element body = child(html, "body");
        Element footer = child(body, "div");
        footer.setAttribute("class", "footer");
        footer.setTextContent(shown(page.footer()));
        page.blocks().forEach(block -> write(block, body));
    }

    private void write(Block block, Element body) {
        switch (block) {
            case Heading heading -> {
                Element element = child(body, "h" + heading.level());
                if (heading.newPage()) {
                    element.setAttribute("class", "sheet");
                }
                element.setTextContent(shown(heading.text()));
            }
            case Paragraph paragraph -> inline(paragraph.content(), child(body, "p"));
            case Notice notice -> inline(notice.content(), classed(body, "p", "notice"));
            case Quote quote -> inline(quote.content(), classed(body, "div", "quote"));
            case Items items -> {
                Element list = child(body, "ul");
                items.items().forEach(item -> inline(item, child(list, "li")));
            }
            case Facts facts -> {
                Element rows = child(classed(body, "table", "facts"), "tbody");
                facts.facts().forEach(fact -> {
                    Element row = child(rows, "tr");
                    child(row, "th").setTextContent(shown(fact.name()));
                    inline(fact.value(), child(row, "td"));
                });
            }
            case Table table -> write(table, body);
            case Verbatim verbatim -> classed(body, "div", "verbatim").setTextContent(shown(verbatim.text()));
            case Scan scan -> {
                Element image = classed(body, "img", "scan");
                image.setAttribute("src", SCAN + scans++);
                image.setAttribute("alt", scan.text());
            }
        }
    }

    private void write(Table table, Element body) {
        Element element = classed(body, "table", "rows");
        Element header = child(child(element, "thead"), "tr");
        List<Integer> widths = widths(table);
        for (int i = 0; i < widths.size(); i++) {
            Element name = child(header, "th");
            name.setAttribute("style", "width: " + widths.get(i) + "%");
            name.setTextContent(shown(table.header().get(i)));
        }
        Element rows = child(element, "tbody");
        table.rows().forEach(cells -> {
            Element row = child(rows, "tr");
            cells.forEach(cell -> inline(cell, child(row, "td")));
        });
    }

    /** Percent of the width for each column, by the longest text in it within bounds. */
    private static List<Integer> widths(Table table) {
        List<Integer> longest = new ArrayList<>();
        for (int i = 0; i < table.header().size(); i++) {
            int column = i;
            int length = table.rows().stream()
                    .mapToInt(row -> row.get(column).stream()
                            .mapToInt(run -> run.text().length())
                            .sum())
                    .max()
                    .orElse(0);
            int bounded = Math.min(Math.max(length, NARROWEST_COLUMN), WIDEST_COLUMN);
            longest.add(Math.max(bounded, table.header().get(i).length()));
        }
        int all = longest.stream().mapToInt(Integer::intValue).sum();
        return longest.stream().map(each -> each * 100 / all).toList();
    }

    private void inline(List<Inline> content, Element parent) {
        // The printer cannot tell in which direction a text of nothing runs, and fails.
        content.stream().filter(run -> !run.text().isEmpty()).forEach(run -> {
            switch (run) {
                case Inline.Plain plain -> parent.appendChild(document.createTextNode(shown(plain.text())));
                case Inline.Strong strong -> run("strong", "", strong.text(), parent);
                case Inline.Marked marked -> run("mark", "", marked.text(), parent);
                case Inline.Masked masked -> run("span", "mask", masked.text(), parent);
                case Inline.MarkedMask masked -> run("mark", "mask", masked.text(), parent);
                case Inline.Code code -> run("code", "", code.text(), parent);
                case Inline.Blank blank -> run("span", "blank", blank.text(), parent);
            }
        });
    }

    private void run(String name, String style, String text, Element parent) {
        Element element = style.isEmpty() ? child(parent, name) : classed(parent, name, style);
        element.setTextContent(shown(text));
    }

    private String shown(String text) {
        return Visible.of(text, canShow);
    }

    private Element classed(Element parent, String name, String style) {
        Element element = child(parent, name);
        element.setAttribute("class", style);
        return element;
    }

    private Element child(Element parent, String name) {
        Element element = document.createElement(name);
        parent.appendChild(element);
        return element;
    }
}
