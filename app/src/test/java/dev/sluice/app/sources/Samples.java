package dev.sluice.app.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.posts.EventLines;
import dev.sluice.app.posts.SourceLines;
import dev.sluice.schemas.Post;
import dev.sluice.topology.source.Mapper;
import dev.sluice.topology.source.SourceMappings;
import dev.sluice.topology.source.text.OffsetMap.Stretch;
import dev.sluice.topology.source.text.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The mappings and samples that are shipped. */
final class Samples {
    static final Path HOME = Path.of(System.getProperty("sluice.home", "."));
    static final Path SHIPPED = HOME.resolve("policies/sources");
    static final SourceMappings MAPPINGS = SourceMappings.in(List.of(SHIPPED));
    static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    private Samples() {}

    static Mapper mapper(String source) {
        return new Mapper(MAPPINGS.read(source));
    }

    static Path file(String source) {
        return SHIPPED.resolve("samples/" + source + (source.equals("csv") ? ".csv" : ".jsonl"));
    }

    static SourceLines lines(String source) throws IOException {
        Path file = file(source);
        return new SourceLines(
                Files.newInputStream(file), mapper(source), file.getFileName().toString(), START);
    }

    /** Fails where a span of the text is not what stands in the record: exact stretches to the letter, others covered. */
    static void requireQuoted(Originals originals, Post post, int start, int end) {
        int[] text = post.getText().codePoints().toArray();
        boolean quoted = false;
        for (Originals.Part part : originals.parts()) {
            int[] original = part.text().codePoints().toArray();
            for (Run run : part.map().runs()) {
                for (int i = Math.max(start, run.start()); i < Math.min(end, run.end()); i++) {
                    quoted = true;
                    if (run.exact()) {
                        assertThat(original[run.from() + i - run.start()]).isEqualTo(text[i]);
                    } else {
                        assertThat(run.fromEnd()).isLessThanOrEqualTo(original.length);
                    }
                }
            }
        }
        assertThat(quoted || new String(text, start, end - start).isBlank()).isTrue();
        List<String> quotations = quote(originals, start, end);
        assertThat(quotations.isEmpty()).isNotEqualTo(quoted);
        assertThat(quotations).allSatisfy(words -> assertThat(words).isNotEmpty());
    }

    /** What was posted where the text has this span, part by part. */
    static List<String> quote(Originals originals, int start, int end) {
        List<String> quotations = new ArrayList<>();
        for (Originals.Part part : originals.parts()) {
            Stretch stretch = part.map().original(start, end);
            if (stretch != null) {
                int[] original = part.text().codePoints().toArray();
                quotations.add(new String(original, stretch.start(), stretch.end() - stretch.start()));
            }
        }
        return quotations;
    }

    /** The samples of all mappings, one after the other. */
    static final class All implements EventLines {
        private final List<SourceLines> files = new ArrayList<>();
        private int at;

        All() throws IOException {
            for (String source : MAPPINGS.names()) {
                files.add(lines(source));
            }
        }

        @Override
        public @Nullable Line next() throws IOException {
            for (; at < files.size(); at++) {
                Line line = files.get(at).next();
                if (line != null) {
                    return line;
                }
            }
            return null;
        }

        @Override
        public long good() {
            return files.stream().mapToLong(EventLines::good).sum();
        }

        @Override
        public long bad() {
            return files.stream().mapToLong(EventLines::bad).sum();
        }

        @Override
        public Map<String, Long> ignoredKeys() {
            Map<String, Long> ignored = new HashMap<>();
            files.forEach(file -> file.ignoredKeys().forEach((key, count) -> ignored.merge(key, count, Long::sum)));
            return ignored;
        }

        @Override
        public void close() throws IOException {
            for (SourceLines file : files) {
                file.close();
            }
        }
    }
}
