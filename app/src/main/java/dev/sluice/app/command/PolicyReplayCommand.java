package dev.sluice.app.command;

import dev.sluice.app.config.ConfigReader;
import dev.sluice.app.config.Connections;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.policy.BothLooks;
import dev.sluice.app.replay.DecisionFiles;
import dev.sluice.app.replay.DecisionTopic;
import dev.sluice.app.replay.History;
import dev.sluice.app.replay.PostFile;
import dev.sluice.app.replay.PostTopic;
import dev.sluice.app.replay.Replay;
import dev.sluice.app.replay.ReplayException;
import dev.sluice.app.replay.ReplayJson;
import dev.sluice.app.replay.ReplayReport;
import dev.sluice.app.replay.ReplayText;
import dev.sluice.app.replay.Scope;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.classifiers.models.ModelFolder;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.registry.ShippedSchemas;
import dev.sluice.topology.policy.PolicyBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice policy replay}: decides history again. */
@Command(
        name = "replay",
        description = "Decide recorded history again under other policies and print the difference.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Works from recorded scores, signals and context as they were; nothing is",
            "published. Under the policies that were in force there are 0 differences.",
            "With --model scores and signals come from the words again, which are in the",
            "file of posts or in the cluster's topic of posts.",
            "",
            "Examples:",
            "  ./sluice policy replay --policy my-policies --input out",
            "  ./sluice policy replay --model models --input out --posts posts.jsonl"
        })
final class PolicyReplayCommand implements Callable<Integer> {
    private static final int MOST_SAMPLES = 1_000;
    private static final String SHIPPED = "shipped";

    private final Terminal terminal;

    @Option(names = "--policy", paramLabel = "DIR", description = "Policies to decide by; default: the shipped ones.")
    private @Nullable Path policies;

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "First assess the posts again with these models: a folder that `sluice train` has written, or"
                    + " 'shipped'; with the lexicons and rules of the policies.")
    private @Nullable String model;

    @Option(
            names = "--posts",
            paramLabel = "FILE",
            description = "The posts that the run played; with --model and --input.")
    private @Nullable Path posts;

    @Option(names = "--from", paramLabel = "TIME", description = "Posts of this time and after.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Posts before this time.")
    private @Nullable String to;

    @Option(names = "--community", paramLabel = "NAME", description = "Only this community; may be given repeatedly.")
    private Set<String> communities = Set.of();

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "5",
            description = "Posts to name for each kind of change; default: ${DEFAULT-VALUE}.")
    private int samples;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /** Where history comes from. */
    static final class Source {
        @Option(
                names = "--input",
                required = true,
                paramLabel = "DIR",
                description = "A folder that `sluice run --output` has written.")
        private @Nullable Path input;

        @Option(
                names = "--config",
                required = true,
                paramLabel = "FILE",
                description = "The configuration of a cluster, whose topic of decisions is read.")
        private @Nullable Path config;
    }

    PolicyReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Logging.quiet();
        ShippedSchemas.trustGeneratedClasses();
        if (samples < 0 || samples > MOST_SAMPLES) {
            throw CommandException.usage("--samples is " + samples + "; allowed: 0 to " + MOST_SAMPLES);
        }
        requirePostsWithModel();
        try {
            Scope scope = new Scope(time("--from", from, Instant.MIN), time("--to", to, Instant.MAX), communities);
            Path folder = Home.policies(policies);
            Replay replay = new Replay(PolicyBook.load(folder), scope, samples);
            if (model == null) {
                print(replay(replay, null));
            } else {
                try (BothLooks looks = BothLooks.load(folder, models(model))) {
                    print(replay(replay, looks));
                }
            }
        } catch (ReplayException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        }
        return ExitCode.OK;
    }

    private void requirePostsWithModel() {
        if (posts != null && (model == null || source.input == null)) {
            throw CommandException.usage("--posts is for --model with --input; a cluster's posts are in its topic");
        }
        if (model != null && source.input != null && posts == null) {
            throw CommandException.usage(
                    "--model needs the words of the posts; add --posts FILE, the file that was played");
        }
    }

    private static ModelFolder models(String name) {
        if (name.equals(SHIPPED)) {
            return ModelFolder.shipped();
        }
        Path folder = Path.of(name);
        if (!Files.isDirectory(folder)) {
            throw CommandException.usage(
                    "--model " + name + " is not a folder; allowed: a folder of models, or 'shipped'");
        }
        return ModelFolder.at(folder);
    }

    private ReplayReport replay(Replay replay, @Nullable BothLooks looks) throws IOException {
        Path folder = source.input;
        if (folder != null) {
            History history = new DecisionFiles(folder);
            return looks == null ? replay.over(history) : replay.over(history, new PostFile(postFile()), looks);
        }
        SluiceConfig config = ConfigReader.read(Objects.requireNonNull(source.config));
        Map<String, Object> client = Connections.kafka(config.kafka());
        String prefix = Connections.prefix(config.kafka());
        try (SchemaRegistry registry = SchemaRegistry.connect(Connections.registry(config));
                DecisionTopic history = new DecisionTopic(client, registry, prefix)) {
            if (looks == null) {
                return replay.over(history);
            }
            try (PostTopic words = new PostTopic(client, registry, prefix)) {
                return replay.over(history, words, looks);
            }
        }
    }

    private Path postFile() {
        return Objects.requireNonNull(posts, "checked with the other options");
    }

    private void print(ReplayReport report) throws IOException {
        if (json) {
            new JsonLines(terminal.out()).write(generator -> ReplayJson.write(generator, report));
        } else {
            ReplayText.of(report).forEach(terminal.out()::println);
        }
    }

    private static Instant time(String option, @Nullable String given, Instant otherwise) {
        if (given == null) {
            return otherwise;
        }
        try {
            return Instant.parse(given);
        } catch (DateTimeException e) {
            throw CommandException.usage(
                    option + " is '" + given + "'; allowed: a time in UTC such as 2026-11-01T10:00:00Z");
        }
    }
}
