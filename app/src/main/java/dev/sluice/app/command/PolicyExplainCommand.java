package dev.sluice.app.command;

import dev.sluice.app.policy.PolicyDesk;
import dev.sluice.app.posts.BadLineException;
import dev.sluice.app.posts.PostLine;
import dev.sluice.app.posts.PostLineParser;
import dev.sluice.app.posts.PostLines;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.schemas.Post;
import dev.sluice.topology.policy.Explanation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice policy explain}: says why a post gets its decision. */
@Command(
        name = "explain",
        description = "Say why a post gets its decision: every rule, and what it looked at.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The post is judged alone: no history of author, target or thread.",
            "",
            "Example:  ./sluice policy explain --text 'you are an idiot'"
        })
final class PolicyExplainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @ArgGroup(multiplicity = "1")
    private Subject subject = new Subject();

    @Option(names = "--policies", paramLabel = "DIR", description = "Policies; default: the shipped ones.")
    private @Nullable Path policies;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    PolicyExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The post to explain. */
    static final class Subject {
        @Option(names = "--text", required = true, paramLabel = "TEXT", description = "A text, as a post of its own.")
        private @Nullable String text;

        @Option(names = "--post", required = true, paramLabel = "JSON", description = "A post line.")
        private @Nullable String post;
    }

    @Override
    public Integer call() {
        Logging.quiet();
        Explanation explanation;
        try (PolicyDesk desk = PolicyDesk.open(Home.policies(policies))) {
            explanation = desk.explain(post(subject));
        }
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
