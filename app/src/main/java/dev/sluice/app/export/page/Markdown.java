package dev.sluice.app.export.page;

import dev.sluice.app.export.page.Block.Fact;
import dev.sluice.app.export.page.Block.Facts;
import dev.sluice.app.export.page.Block.Heading;
import dev.sluice.app.export.page.Block.Items;
import dev.sluice.app.export.page.Block.Notice;
import dev.sluice.app.export.page.Block.Paragraph;
import dev.sluice.app.export.page.Block.Quote;
import dev.sluice.app.export.page.Block.Scan;
import dev.sluice.app.export.page.Block.Table;
import dev.sluice.app.export.page.Block.Verbatim;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A page as Markdown (CommonMark, with tables as GitHub has them). Words of strangers are escaped. */
public final class Markdown {
    private static final String SPECIAL = "\\`*_{}[]()#+-.!|<>&~";

    private final StringBuilder out = new StringBuilder();

    private Markdown() {}

    /** The page's text. */
    public static String of(Page page) {
        Markdown markdown = new Markdown();
        page.blocks().forEach(markdown::write);
        markdown.out.append("---\n\n").append(escaped(page.footer())).append('\n');
        return markdown.out.toString();
    }

    private void write(Block block) {
        switch (block) {
            case Heading heading ->
                out.append("#".repeat(heading.level())).append(' ').append(escaped(heading.text()));
            case Paragraph paragraph -> out.append(inline(paragraph.content()));
            case Notice notice -> out.append("> ").append(inline(notice.content()));
            case Quote quote -> out.append("> ").append(inline(quote.content()).replace("\n", "  \n> "));
            case Items items ->
                out.append(
                        items.items().stream().map(item -> "- " + inline(item)).collect(Collectors.joining("\n")));
            case Facts facts ->
                table(
                        List.of("", ""),
                        facts.facts().stream().map(Markdown::cells).toList());
            case Table table ->
                table(
                        table.header(),
                        table.rows().stream()
                                .map(row -> row.stream().map(Markdown::inline).toList())
                                .toList());
            case Verbatim verbatim ->
                out.append(Visible.of(verbatim.text())
                        .lines()
                        .map(line -> "    " + line)
                        .collect(Collectors.joining("\n")));
            case Scan scan -> out.append('`').append(scan.text()).append('`');
        }
        out.append("\n\n");
    }

    private static List<String> cells(Fact fact) {
        return List.of(escaped(fact.name()), inline(fact.value()));
    }

    private void table(List<String> header, List<List<String>> rows) {
        out.append(row(header.stream().map(Markdown::escaped).toList()))
                .append('\n')
                .append(row(Collections.nCopies(header.size(), "---")));
        rows.forEach(cells -> out.append('\n').append(row(cells)));
    }

    private static String row(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("\n", "<br>")).collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String inline(List<Inline> content) {
        return content.stream()
                .map(run -> switch (run) {
                    case Inline.Plain plain -> escaped(plain.text());
                    case Inline.Strong strong -> "**" + escaped(strong.text()) + "**";
                    case Inline.Marked marked -> "**" + escaped(marked.text()) + "**";
                    case Inline.Masked masked -> escaped(masked.text());
                    case Inline.MarkedMask masked -> "**" + escaped(masked.text()) + "**";
                    case Inline.Code code -> "`" + Visible.line(code.text()).replace("`", "'") + "`";
                    case Inline.Blank blank -> escaped(blank.text());
                })
                .collect(Collectors.joining());
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        Visible.of(text).codePoints().forEach(c -> {
            if (c < 0x80 && SPECIAL.indexOf(c) >= 0 && !isInnocent(c)) {
                escaped.append('\\');
            }
            escaped.appendCodePoint(c);
        });
        return escaped.toString();
    }

    /** Marks that mean something at the start of a line only, which no text of ours is at. */
    private static boolean isInnocent(int c) {
        return c == '.' || c == '-' || c == '(' || c == ')' || c == '{' || c == '}';
    }
}
