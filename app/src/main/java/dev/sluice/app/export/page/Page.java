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
import dev.sluice.app.export.page.Inline.Plain;
import dev.sluice.app.export.page.Inline.Strong;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A page, or several sheets of one.
 *
 * @param title for the reader's window; no words of posts
 * @param language BCP 47 tag of the page's own words
 * @param footer stands at the foot of each sheet; no words of posts
 * @param blocks its parts
 */
public record Page(String title, String language, String footer, List<Block> blocks) {
    /** Copies the parts. */
    public Page {
        blocks = List.copyOf(blocks);
    }

    /** Puts a page together. */
    public static final class Builder {
        private final List<Block> blocks = new ArrayList<>();

        /** A heading. */
        public Builder heading(int level, String text) {
            blocks.add(new Heading(level, text, false));
            return this;
        }

        /** A heading of a section that starts a new sheet, where anything stands before it. */
        public Builder section(String text) {
            blocks.add(new Heading(2, text, !blocks.isEmpty()));
            return this;
        }

        /** A paragraph of plain words. */
        public Builder text(String text) {
            return inline(List.of(new Plain(text)));
        }

        /** A paragraph. */
        public Builder inline(List<Inline> content) {
            blocks.add(new Paragraph(List.copyOf(content)));
            return this;
        }

        /** A paragraph to be noticed. */
        public Builder notice(String text) {
            blocks.add(new Notice(List.of(new Strong(text))));
            return this;
        }

        /** Words of somebody. */
        public Builder quote(List<Inline> content) {
            blocks.add(new Quote(List.copyOf(content)));
            return this;
        }

        /** Items of plain words. */
        public Builder items(List<String> items) {
            blocks.add(new Items(
                    items.stream().map(item -> List.<Inline>of(new Plain(item))).toList()));
            return this;
        }

        /** Names and plain values, but those without a value. */
        public Builder facts(Map<String, String> facts) {
            return factsInline(facts.entrySet().stream()
                    .filter(fact -> !fact.getValue().isEmpty())
                    .map(fact -> new Fact(fact.getKey(), List.of(new Plain(fact.getValue()))))
                    .toList());
        }

        /** Names and values. */
        public Builder factsInline(List<Fact> facts) {
            blocks.add(new Facts(List.copyOf(facts)));
            return this;
        }

        /** A table of plain cells. */
        public Builder table(List<String> header, List<List<String>> rows) {
            blocks.add(new Table(
                    header,
                    rows.stream()
                            .map(row -> row.stream()
                                    .map(cell -> List.<Inline>of(new Plain(cell)))
                                    .toList())
                            .toList()));
            return this;
        }

        /** A text as it is. */
        public Builder verbatim(String text) {
            blocks.add(new Verbatim(text));
            return this;
        }

        /** A code for machines. */
        public Builder scan(String text) {
            blocks.add(new Scan(text));
            return this;
        }

        /** Another part. */
        public Builder add(Block block) {
            blocks.add(block);
            return this;
        }

        /** The page. */
        public Page build(String title, String footer) {
            return new Page(title, "en", footer, blocks);
        }
    }
}
