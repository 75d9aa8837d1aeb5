package dev.sluice.app.command;

import dev.sluice.app.policy.PolicyDesk;
import dev.sluice.app.posts.BadLineException;
import dev.sluice.app.posts.PostLine;
import dev.sluice.app.posts.PostLineParser;
import dev.sluice.app.posts.PostLines;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.schemas.Post;
import dev.sluice.topology.policy.Explanation;
import dev.sluice.topology.policy.PolicyCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice policy}: checks policies, explains what they decide and decides history again. */
@Command(
        name = "policy",
        description = "Check policies, explain what they decide, decide history again.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:  ./sluice policy check"})
final class PolicyCommand extends Group {
    private final Terminal terminal;

    PolicyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "check",
            description = "Run every example of every rule and every case; the exit code is 1 where one fails.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example:  ./sluice policy check policies"})
    int check(
            @Parameters(paramLabel = "DIR", arity = "0..1", description = "Policies; default: the shipped ones.")
                    @Nullable
                    Path policies,
            @Option(names = "--json", description = "Print one JSON object.") boolean json)
            throws IOException {
        Logging.quiet();
        PolicyCheck.Report report = PolicyDesk.open(Home.policies(policies)).check();
        if (json) {
            new JsonLines(terminal.out()).write(generator -> {
                generator.writeBooleanField("passes", report.passes());
                generator.writeNumberField("examples", report.examples());
                generator.writeNumberField("cases", report.cases());
                generator.writeNumberField("knownMisses", report.knownMisses());
                generator.writeArrayFieldStart("failures");
                for (PolicyCheck.Failure failure : report.failures()) {
                    generator.writeStartObject();
                    generator.writeStringField("place", failure.place());
                    generator.writeStringField("message", failure.message());
                    generator.writeEndObject();
                }
                generator.writeEndArray();
                generator.writeArrayFieldStart("notes");
                for (String note : report.notes()) {
                    generator.writeString(note);
                }
                generator.writeEndArray();
            });
        } else {
            report.failures().forEach(terminal.out()::println);
            report.notes().forEach(note -> terminal.out().println("note: " + note));
            terminal.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%s: %d examples, %d cases (%d known misses), %d failures",
                            report.passes() ? "policies ok" : "policies NOT OK",
                            report.examples(),
                            report.cases(),
                            report.knownMisses(),
                            report.failures().size()));
        }
        return report.passes() ? ExitCode.OK : ExitCode.FAILED;
    }

    /** The post to explain. */
    static final class Subject {
        @Option(names = "--text", required = true, paramLabel = "TEXT", description = "A text, as a post of its own.")
        private @Nullable String text;

        @Option(names = "--post", required = true, paramLabel = "JSON", description = "A post line.")
        private @Nullable String post;
    }

    @Command(
            name = "explain",
            description = "Say why a post gets its decision: every rule, whether it holds, and what it looked at.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "The post is judged alone: no history of author, target or thread.",
                "",
                "Example:  ./sluice policy explain --text 'you are an idiot'"
            })
    int explain(
            @ArgGroup(multiplicity = "1") Subject subject,
            @Option(names = "--policies", paramLabel = "DIR", description = "Policies; default: the shipped ones.")
                    @Nullable
                    Path policies,
            @Option(names = "--json", description = "Print one JSON object.") boolean json) {
        Logging.quiet();
        Explanation explanation = PolicyDesk.open(Home.policies(policies)).explain(post(subject));
        if (json) {
            terminal.out().println(explanation.json());
        } else {
            explanation.lines().forEach(terminal.out()::println);
        }
        return ExitCode.OK;
    }

    private static Post post(Subject subject) {
        PostLineParser parser = new PostLineParser(PostLines.MAX_LINE_BYTES, Instant.now());
        try {
            String text = subject.text;
            PostLine line = text == null ? parser.parse(String.valueOf(subject.post)) : parser.parseText(text);
            if (line instanceof PostLine.Posted posted) {
                return posted.post();
            }
            throw CommandException.usage("--post is of type 'flag'; allowed: post, edit, delete");
        } catch (BadLineException e) {
            throw CommandException.usage("--post " + e.reason());
        }
    }
}
