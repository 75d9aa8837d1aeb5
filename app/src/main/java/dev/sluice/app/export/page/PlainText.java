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
import java.util.List;
import java.util.stream.Collectors;

/** A page as plain text, for search. */
public final class PlainText {
    private PlainText() {}

    /** The page's text. */
    public static String of(Page page) {
        return page.blocks().stream().map(PlainText::text).collect(Collectors.joining("\n\n", "", "\n"));
    }

    private static String text(Block block) {
        return Visible.of(
                switch (block) {
                    case Heading heading -> heading.text();
                    case Paragraph paragraph -> inline(paragraph.content());
                    case Notice notice -> inline(notice.content());
                    case Quote quote -> inline(quote.content());
                    case Items items ->
                        items.items().stream().map(item -> "- " + inline(item)).collect(Collectors.joining("\n"));
                    case Facts facts ->
                        facts.facts().stream()
                                .map(fact -> fact.name() + ": " + inline(fact.value()))
                                .collect(Collectors.joining("\n"));
                    case Table table ->
                        String.join("\t", table.header()) + "\n"
                                + table.rows().stream()
                                        .map(row -> row.stream()
                                                .map(PlainText::inline)
                                                .collect(Collectors.joining("\t")))
                                        .collect(Collectors.joining("\n"));
                    case Verbatim verbatim -> verbatim.text();
                    case Scan scan -> scan.text();
                });
    }

    private static String inline(List<Inline> content) {
        return content.stream().map(Inline::text).collect(Collectors.joining());
    }
}
