package dev.sluice.app.command;

import dev.sluice.app.posts.PostInput;
import dev.sluice.app.sources.MappedJson;
import dev.sluice.app.sources.MappedText;
import dev.sluice.app.sources.SourceCheck;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.topology.source.Mapper;
import dev.sluice.topology.source.SourceMapping;
import dev.sluice.topology.source.SourceMappings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice sources}: the formats of other platforms, and what becomes of a file in one of them. */
@Command(
        name = "sources",
        description = "List the formats of other platforms, and try one on a file.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:  ./sluice sources list"})
final class SourcesCommand extends Group {
    private final Terminal terminal;

    SourcesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "list",
            description = "List the mappings that are there, with what each is for.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example:  ./sluice sources list"})
    int list(
            @Option(
                            names = "--sources",
                            paramLabel = "DIR",
                            description = "Mappings of your own, besides the shipped ones.")
                    @Nullable
                    Path folder) {
        SourceMappings mappings = Home.sources(folder, Home.policies(null));
        for (String name : mappings.names()) {
            SourceMapping mapping = mappings.read(name);
            terminal.out().println(String.format(Locale.ROOT, "%-12s %s", mapping.source(), mapping.description()));
        }
        return ExitCode.OK;
    }

    @Command(
            name = "check",
            description = "Show what each line of a file becomes, and what of it is lost.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "FILE holds one JSON value a line, or a table of comma-separated values; plain",
                "or gzip. Nothing is assessed and no broker is needed. Lost is what a line says",
                "and no field of a post takes. The texts of posts are shown. The exit code is 2",
                "where a line cannot be mapped.",
                "",
                "Example:  ./sluice sources check statuses.jsonl --source mastodon"
            })
    int check(
            @Parameters(paramLabel = "FILE", description = "Records as the platform sends them.") Path file,
            @Option(
                            names = "--source",
                            required = true,
                            paramLabel = "NAME",
                            description = "A name of ./sluice sources list, or a mapping's file.")
                    String source,
            @Option(
                            names = "--sources",
                            paramLabel = "DIR",
                            description = "Mappings of your own, besides the shipped ones.")
                    @Nullable
                    Path folder,
            @Option(names = "--json", description = "One JSON object a line, with texts and offsets whole.")
                    boolean json)
            throws IOException {
        Logging.quiet();
        if (!Files.isRegularFile(file)) {
            throw CommandException.usage(file + " is not a file");
        }
        Mapper mapper = new Mapper(Home.sources(folder, Home.policies(null)).read(source));
        try (SourceCheck check =
                new SourceCheck(PostInput.open(file), mapper, file.getFileName().toString(), Instant.now())) {
            if (json) {
                printJson(check);
            } else {
                print(check);
            }
            return check.refused() == 0 ? ExitCode.OK : ExitCode.WRONG_INPUT;
        }
    }

    private void printJson(SourceCheck check) throws IOException {
        JsonLines lines = new JsonLines(terminal.out());
        for (SourceCheck.Line line = check.next(); line != null; line = check.next()) {
            SourceCheck.Line current = line;
            lines.write(generator -> MappedJson.write(generator, current));
        }
        lines.flush();
    }

    private void print(SourceCheck check) throws IOException {
        for (SourceCheck.Line line = check.next(); line != null; line = check.next()) {
            MappedText.rows(line).forEach(terminal.out()::println);
        }
        terminal.out()
                .println(String.format(
                        Locale.ROOT,
                        "%,d lines: %,d events of posts, %,d ignored, %,d refused",
                        check.lines(),
                        check.posted(),
                        check.ignored(),
                        check.refused()));
        for (Map.Entry<String, Long> lost : check.lost().entrySet()) {
            terminal.out().println(String.format(Locale.ROOT, "lost in %,d lines: %s", lost.getValue(), lost.getKey()));
        }
    }
}
