package dev.sluice.app.command;

import dev.sluice.app.cases.CaseBoard;
import dev.sluice.app.config.ConfigReader;
import dev.sluice.app.config.Connections;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.embedded.EmbeddedStack;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Printable;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.schemas.AppealInput;
import dev.sluice.schemas.CaseCommand;
import dev.sluice.schemas.CaseSource;
import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.CommandRefusal;
import dev.sluice.schemas.CommandType;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.VerdictInput;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.topology.casework.clock.Priority;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice cases}: the work of people, for people without a console. */
@Command(
        name = "cases",
        description = "List cases, claim and release them, decide them, and appeal.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:  ./sluice cases list --bootstrap 127.0.0.1:9092"})
final class CasesCommand extends Group {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private final Terminal terminal;

    CasesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Where the cluster is. */
    static final class Where {
        @ArgGroup(multiplicity = "1")
        @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
        private Cluster cluster;

        static final class Cluster {
            @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration.")
            private @Nullable Path config;

            @Option(
                    names = "--bootstrap",
                    required = true,
                    paramLabel = "HOST:PORT",
                    description = "The broker of an embedded stack that is running, as the demo names it.")
            private @Nullable String bootstrap;
        }
    }

    /** What a verdict rests on. */
    static final class Ground {
        @Option(names = "--clause", paramLabel = "CLAUSE", description = "The clause of the guidelines that applies.")
        private @Nullable String clause;

        @Option(
                names = "--legal-category",
                paramLabel = "CATEGORY",
                description = "The law that applies, such as HARASSMENT; hands the post to legal.")
        private @Nullable String legalCategory;

        private void require(Outcome decided, String named) {
            boolean none = (clause == null || clause.isBlank()) && legalCategory == null;
            if (none && decided != Outcome.ALLOW) {
                throw CommandException.usage(
                        "--outcome is '" + named + "' without a ground; allowed: --clause, --legal-category or both");
            }
        }
    }

    @Command(
            name = "list",
            description = "The cases that wait for people, the most urgent first.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Priority is harm for each hour left, and twice that once a case is escalated.",
                "",
                "Example:  ./sluice cases list --config sluice.yaml --queue appeals --text"
            })
    int list(
            @Mixin Where where,
            @Option(names = "--queue", paramLabel = "QUEUE", description = "Of this queue only.") @Nullable
                    String queue,
            @Option(names = "--text", description = "Print the words of each post too.") boolean text) {
        return withBoard(where, board -> {
            Instant now = Instant.now();
            for (CaseStatus status : board.waiting(now)) {
                if (queue == null || queue.equals(status.getQueue())) {
                    print(status, now, text);
                }
            }
            return ExitCode.OK;
        });
    }

    @Command(
            name = "claim",
            description = "Take a case for a while.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example:  ./sluice cases claim p17/1/1/review --by rex --config sluice.yaml"})
    int claim(
            @Mixin Where where,
            @Parameters(paramLabel = "CASE", description = "Id of the case.") String id,
            @Option(names = "--by", required = true, paramLabel = "REVIEWER", description = "Who claims.") String by) {
        return withBoard(where, board -> {
            CaseCommand command = about(board, id, by, CommandType.CLAIM).build();
            return answer(
                    board,
                    command,
                    status -> status.getId().equals(id)
                            && by.equals(status.getClaimedBy())
                            && status.getClaimedUntil() != null);
        });
    }

    @Command(
            name = "release",
            description = "Give a case back to its queue.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example:  ./sluice cases release p17/1/1/review --by rex --config sluice.yaml"})
    int release(
            @Mixin Where where,
            @Parameters(paramLabel = "CASE", description = "Id of the case.") String id,
            @Option(names = "--by", required = true, paramLabel = "REVIEWER", description = "Who gives it back.")
                    String by) {
        return withBoard(where, board -> {
            CaseCommand command = about(board, id, by, CommandType.RELEASE).build();
            return answer(
                    board, command, status -> status.getId().equals(id) && status.getState() != CaseState.CLAIMED);
        });
    }

    @Command(
            name = "verdict",
            description = "Decide a case that you have claimed.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "What is nudged, limited or removed needs a ground: a clause of the",
                "guidelines, a legal category, or both.",
                "",
                "Example:  ./sluice cases verdict p17/1/1/review --by rex --outcome limit",
                "            --clause 1.2 --rationale \"It mocks.\" --config sluice.yaml"
            })
    int verdict(
            @Mixin Where where,
            @Parameters(paramLabel = "CASE", description = "Id of the case.") String id,
            @Option(names = "--by", required = true, paramLabel = "REVIEWER", description = "Who decides.") String by,
            @Option(names = "--outcome", required = true, description = "allow, nudge, limit or remove.")
                    String outcome,
            @Option(names = "--rationale", required = true, description = "Why; quotes no text of the post.")
                    String rationale,
            @Mixin Ground ground) {
        Outcome decided = outcome(outcome);
        ground.require(decided, outcome);
        return withBoard(where, board -> {
            VerdictInput verdict = VerdictInput.newBuilder()
                    .setOutcome(decided)
                    .setRationale(rationale)
                    .setClause(ground.clause)
                    .setLegalCategory(ground.legalCategory)
                    .build();
            CaseCommand command = about(board, id, by, CommandType.VERDICT)
                    .setVerdict(verdict)
                    .build();
            return answer(
                    board, command, status -> status.getId().equals(id) && status.getState() != CaseState.CLAIMED);
        });
    }

    @Command(
            name = "appeal",
            description = "Contest a decision on behalf of who was told of it.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Example:  ./sluice cases appeal --post p17 --thread t4 --decision p17/1/1",
                "            --by ada --grounds \"I quoted.\" --config sluice.yaml"
            })
    int appeal(
            @Mixin Where where,
            @Option(names = "--post", required = true, description = "Id of the post.") String post,
            @Option(names = "--thread", required = true, description = "The post's thread.") String thread,
            @Option(names = "--decision", required = true, description = "Id of the decision.") String decision,
            @Option(names = "--by", required = true, description = "Who appeals.") String by,
            @Option(names = "--grounds", required = true, description = "Why it should be another.") String grounds) {
        return withBoard(where, board -> {
            CaseCommand command = command("", thread, by, CommandType.APPEAL)
                    .setAppeal(new AppealInput(post, decision, grounds))
                    .build();
            return answer(
                    board,
                    command,
                    status -> status.getSource() == CaseSource.APPEAL
                            && status.getPost().equals(post)
                            && status.getGrounds().equals(grounds.strip()));
        });
    }

    @FunctionalInterface
    private interface Work {
        int with(CaseBoard board);
    }

    private static int withBoard(Where where, Work work) {
        Logging.quiet();
        Path file = where.cluster.config;
        SluiceConfig config = file == null ? null : ConfigReader.read(file);
        Map<String, Object> client = config == null
                ? Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, String.valueOf(where.cluster.bootstrap))
                : Connections.kafka(config.kafka());
        RegistrySettings registry =
                config == null ? RegistrySettings.mock(EmbeddedStack.REGISTRY) : Connections.registry(config);
        String prefix = config == null ? "" : Connections.prefix(config.kafka());
        try (SchemaRegistry schemas = SchemaRegistry.connect(registry);
                CaseBoard board = new CaseBoard(client, schemas, prefix)) {
            board.refresh();
            return work.with(board);
        }
    }

    private static CaseCommand.Builder about(CaseBoard board, String id, String by, CommandType type) {
        CaseStatus status = board.find(id);
        if (status == null) {
            throw CommandException.usage("case " + id + " is unknown; allowed: one that 'sluice cases list' names");
        }
        return command(id, status.getThread(), by, type);
    }

    private static CaseCommand.Builder command(String id, String thread, String by, CommandType type) {
        return CaseCommand.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setType(type)
                .setCase$(id)
                .setThread(thread)
                .setBy(by)
                .setAt(Instant.now());
    }

    private static Outcome outcome(String name) {
        return switch (name) {
            case "allow" -> Outcome.ALLOW;
            case "nudge" -> Outcome.NUDGE;
            case "limit" -> Outcome.LIMIT;
            case "remove" -> Outcome.REMOVE;
            default ->
                throw CommandException.usage("--outcome is '" + name + "'; allowed: allow, nudge, limit, remove");
        };
    }

    private int answer(CaseBoard board, CaseCommand command, Predicate<CaseStatus> done) {
        CaseBoard.Answer answer = board.send(command, done, ANSWER_WITHIN);
        if (answer == null) {
            throw CommandException.failed("nothing was heard of command " + command.getId() + " within "
                    + ANSWER_WITHIN.toSeconds() + " s; is casework running?");
        }
        CommandRefusal refusal = answer.refusal();
        if (refusal != null) {
            throw CommandException.failed(refusal.getReason() + ": " + refusal.getMessage());
        }
        CaseStatus status = answer.status();
        if (status != null) {
            print(status, Instant.now(), false);
        }
        return ExitCode.OK;
    }

    private void print(CaseStatus status, Instant now, boolean text) {
        String claimed = status.getClaimedBy() == null ? "" : " by " + status.getClaimedBy();
        terminal.out()
                .println(String.format(
                        Locale.ROOT,
                        "%8.3f  %-16s %-10s due %s  %s  %s%s",
                        Priority.of(status, now),
                        status.getQueue(),
                        status.getState().name().toLowerCase(Locale.ROOT) + claimed,
                        status.getDueAt(),
                        status.getId(),
                        status.getRule(),
                        status.getOutcome() == null
                                ? ""
                                : " → " + status.getOutcome().name().toLowerCase(Locale.ROOT)));
        if (text && !status.getText().isEmpty()) {
            List.of(status.getText().split("\\R"))
                    .forEach(line -> terminal.out().println("          | " + Printable.line(line)));
        }
    }
}
