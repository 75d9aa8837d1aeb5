package dev.sluice.app.command;

import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.schemas.CourtOrder;
import dev.sluice.schemas.DefamationAct;
import dev.sluice.schemas.DefamationCommand;
import dev.sluice.schemas.DutyKind;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice notice act}: what a person finds or does about a notice. */
@Command(
        name = "act",
        description = "Record what a person finds or does about a notice.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "contactable, unreachable, repeated  what is found of the poster;",
            "    repeated needs --earlier twice",
            "false-details  the poster's details are obviously false",
            "remove, removed  ask the pipeline for removal; say that it is done",
            "explain  why a duty was late; needs --duty",
            "court-order  needs --court, --reference, and --removes with --due,",
            "    or --discloses, or both",
            "link  needs --escalation",
            "withdraw  the complainant takes the notice back",
            "",
            "Example:  ./sluice notice act n-1 remove --by lena",
            "            --reason 'Nobody answered in time.' --config sluice.yaml"
        })
final class NoticeActCommand implements Callable<Integer> {
    private static final List<DefamationAct> ACTS = List.of(
            DefamationAct.CONTACTABLE,
            DefamationAct.UNREACHABLE,
            DefamationAct.REPEATED,
            DefamationAct.FALSE_DETAILS,
            DefamationAct.REMOVE,
            DefamationAct.REMOVED,
            DefamationAct.EXPLAIN,
            DefamationAct.COURT_ORDER,
            DefamationAct.LINK,
            DefamationAct.WITHDRAW);

    private final Terminal terminal;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private NoticePlace where;

    @Parameters(index = "0", paramLabel = "NOTICE", description = "Id of the notice.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private String id;

    @Parameters(index = "1", paramLabel = "ACT", description = "What, as listed below.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private String act;

    @Option(names = "--by", required = true, description = "Who finds or does it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private String by;

    @Option(names = "--reason", description = "Why; quotes nothing and names nobody.")
    private @Nullable String reason;

    @Option(names = "--at", description = "When it happened; now by default.")
    private @Nullable String at;

    @Option(names = "--earlier", paramLabel = "REMOVAL", description = "An earlier removal that you have checked.")
    private List<String> earlier = List.of();

    @Option(names = "--duty", paramLabel = "DUTY", description = "Which duty was late, such as notify-poster.")
    private @Nullable String duty;

    @Option(names = "--escalation", paramLabel = "ID", description = "The escalation that the notice belongs to.")
    private @Nullable String escalation;

    @Option(names = "--court", description = "Which court.")
    private @Nullable String court;

    @Option(names = "--reference", description = "The claim number.")
    private @Nullable String reference;

    @Option(names = "--removes", description = "The order is to remove the statement.")
    private boolean removes;

    @Option(names = "--due", description = "By when, as the order says.")
    private @Nullable String due;

    @Option(names = "--discloses", description = "The order is to disclose the poster's details.")
    private boolean discloses;

    NoticeActCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        DefamationAct named = named();
        DefamationCommand.Builder command = NoticeAnswers.command(named, id, by, at, reason)
                .setEarlier(earlier)
                .setDuty(duty == null ? null : duty(duty))
                .setEscalation(escalation);
        if (named == DefamationAct.COURT_ORDER) {
            command.setOrder(CourtOrder.newBuilder()
                    .setCourt(court == null ? "" : court)
                    .setReference(reference == null ? "" : reference)
                    .setRemoves(removes)
                    .setDiscloses(discloses)
                    .setMadeAt(command.getHappenedAt())
                    .setDueAt(due == null ? null : NoticeAnswers.instant("--due", due))
                    .build());
        }
        return where.withBoard(board -> {
            NoticeAnswers.whole(terminal, NoticeAnswers.send(board, command.build()), false);
            return ExitCode.OK;
        });
    }

    private DefamationAct named() {
        return ACTS.stream()
                .filter(one -> option(one.name()).equals(act))
                .findFirst()
                .orElseThrow(() -> CommandException.usage("ACT is '" + act + "'; allowed: "
                        + String.join(
                                ", ",
                                ACTS.stream().map(one -> option(one.name())).toList())));
    }

    private static DutyKind duty(String name) {
        return Stream.of(DutyKind.values())
                .filter(kind -> kind != DutyKind.UNKNOWN && option(kind.name()).equals(name))
                .findFirst()
                .orElseThrow(() -> CommandException.usage("--duty is '" + name + "'; allowed: "
                        + String.join(
                                ", ",
                                Stream.of(DutyKind.values())
                                        .filter(kind -> kind != DutyKind.UNKNOWN)
                                        .map(kind -> option(kind.name()))
                                        .toList())));
    }

    private static String option(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
