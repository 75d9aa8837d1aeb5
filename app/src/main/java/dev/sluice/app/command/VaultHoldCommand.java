package dev.sluice.app.command;

import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.hold.Coverage;
import dev.sluice.escalation.hold.Hold;
import dev.sluice.escalation.hold.HoldKind;
import dev.sluice.escalation.hold.HoldOrder;
import dev.sluice.escalation.hold.HoldRegister;
import dev.sluice.escalation.hold.HoldState;
import dev.sluice.escalation.hold.Holds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice vault hold}: who keeps which evidence from being deleted. */
@Command(
        name = "hold",
        description = "Place, review and release legal holds.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:  ./sluice vault hold list demo-output/vault"})
final class VaultHoldCommand extends Group {
    private final Terminal terminal;

    VaultHoldCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "place",
            description = "Propose a hold; it keeps what it covers from now on.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Kinds: litigation; regulator; preservation-request, which ends after 90",
                "days unless it is renewed (18 USC 2703(f)) and keeps until it is released.",
                "It covers packages by their whole ids, a case by the id of its escalation or",
                "post, or all about an author, what comes later included. The same hold again",
                "is the same hold.",
                "Exit codes: 0 placed; 1 there is no such evidence, the role may not, or the",
                "vault cannot be written; 2 wrong options.",
                "",
                "Example:  ./sluice vault hold place demo-output/vault --kind litigation \\",
                "            --author m-7 --basis 'letter of claim' --reference LC-12 \\",
                "            --actor m.example --role legal --purpose 'claim received'"
            })
    int place(
            @Parameters(paramLabel = "VAULT", description = "A vault.") Path vault,
            @Option(names = "--kind", required = true, paramLabel = "KIND", description = "Kind of hold.") String kind,
            @Mixin HoldScopeOptions scope,
            @Mixin HoldGroundOptions ground,
            @Mixin VaultPlace place,
            @Mixin Accountable who) {
        HoldOrder order =
                Wrong.input(() -> new HoldOrder(HoldKind.of(kind), scope.scope(), ground.basis(), ground.reference()));
        return with(vault, place, who, register -> {
            Hold hold = register.place(order, ground.reviewAt(), who.purpose());
            return ground.activates() ? register.activate(hold.id(), who.purpose()) : hold;
        });
    }

    @Command(
            name = "list",
            description = "List holds, those that are due for review first; writes nothing.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Exit codes: 0 listed; 1 the journal of holds does not fit the custody log.",
                "",
                "Example:  ./sluice vault hold list demo-output/vault --all"
            })
    int list(
            @Parameters(paramLabel = "VAULT", description = "A vault.") Path vault,
            @Option(names = "--all", description = "Released ones too.") boolean all)
            throws IOException {
        Logging.quiet();
        Instant now = Instant.now();
        Holds holds = Holds.read(vault);
        for (HoldState state :
                new HoldState[] {HoldState.REVIEW_DUE, HoldState.PROPOSED, HoldState.ACTIVE, HoldState.RELEASED}) {
            if (state != HoldState.RELEASED || all) {
                holds.all().stream()
                        .filter(hold -> hold.state(now) == state)
                        .forEach(hold -> terminal.out().println(line(hold, now)));
            }
        }
        long standing = holds.all().stream().filter(Hold::stands).count();
        terminal.out().println(standing + " holds stand, " + (holds.all().size() - standing) + " released");
        return ExitCode.OK;
    }

    @Command(
            name = "activate",
            description = "Put a proposed hold into force.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Exit codes: 0 in force; 1 there is no such hold, or it was released.",
                "",
                "Example:  ./sluice vault hold activate demo-output/vault 1f2e \\",
                "            --actor m.example --role legal --purpose 'claim is real'"
            })
    int activate(
            @Parameters(paramLabel = "VAULT", description = "A vault.") Path vault,
            @Parameters(paramLabel = "ID", description = "A hold's id, or its first digits.") String id,
            @Mixin VaultPlace place,
            @Mixin Accountable who) {
        return with(vault, place, who, register -> register.activate(id, who.purpose()));
    }

    @Command(
            name = "review",
            description = "Say that a hold was looked at and is to stand, and when to look again.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Also puts the hold on evidence that has come since. Without --next it is",
                "looked at again in 90 days.",
                "Exit codes: 0 reviewed; 1 there is no such hold, or it was released.",
                "",
                "Example:  ./sluice vault hold review demo-output/vault 1f2e \\",
                "            --next 2027-02-01 \\",
                "            --actor m.example --role legal --purpose 'trial in March'"
            })
    int review(
            @Parameters(paramLabel = "VAULT", description = "A vault.") Path vault,
            @Parameters(paramLabel = "ID", description = "A hold's id, or its first digits.") String id,
            @Option(names = "--next", paramLabel = "DATE", description = "When to look again.") @Nullable String next,
            @Mixin VaultPlace place,
            @Mixin Accountable who) {
        Instant at = date(next);
        return with(vault, place, who, register -> register.review(id, at, who.purpose()));
    }

    @Command(
            name = "renew",
            description = "Say that a preservation request was renewed: 90 days more.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Name the renewed request in --purpose. How often it was renewed is counted;",
                "the statute speaks of one additional period.",
                "Exit codes: 0 renewed; 1 there is no such hold, or its kind has no term.",
                "",
                "Example:  ./sluice vault hold renew demo-output/vault 1f2e \\",
                "            --actor m.example --role legal --purpose 'request 12-B of 1 May'"
            })
    int renew(
            @Parameters(paramLabel = "VAULT", description = "A vault.") Path vault,
            @Parameters(paramLabel = "ID", description = "A hold's id, or its first digits.") String id,
            @Mixin VaultPlace place,
            @Mixin Accountable who) {
        return with(vault, place, who, register -> register.renew(id, who.purpose()));
    }

    @Command(
            name = "release",
            description = "Propose to release a hold, or release what somebody else proposed to.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Two people: whoever proposed it cannot approve. Once the last hold is gone,",
                "erasure requests that waited for it are run; what they delete by the",
                "schedule (--schedule) is said.",
                "Exit codes: 0 done; 1 there is no such hold, it was released before, nobody",
                "proposed it, or the same person did.",
                "",
                "Example:  ./sluice vault hold release demo-output/vault 1f2e --approve \\",
                "            --actor n.example --role legal --purpose 'case settled'"
            })
    int release(
            @Parameters(paramLabel = "VAULT", description = "A vault.") Path vault,
            @Parameters(paramLabel = "ID", description = "A hold's id, or its first digits.") String id,
            @Mixin ReleaseOptions options,
            @Mixin VaultPlace place,
            @Mixin Accountable who) {
        int code = with(vault, place, who, register -> options.apply(register, id, who.purpose()));
        if (options.releases()) {
            options.runErasures(vault, place, who, terminal);
        }
        return code;
    }

    private interface Work {
        Hold run(HoldRegister register);
    }

    private int with(Path vault, VaultPlace place, Accountable who, Work work) {
        Logging.quiet();
        try (HoldRegister register = HoldRegister.open(vault, place.openForWriting(vault), who.actor())) {
            Hold hold = work.run(register);
            terminal.out().println(line(hold, Instant.now()));
            Coverage coverage = register.apply(who.purpose());
            terminal.out().println(coverage.covered() + " versions of packages are on hold");
        }
        return ExitCode.OK;
    }

    private static String line(Hold hold, Instant now) {
        StringBuilder line = new StringBuilder(hold.id())
                .append("  ")
                .append(hold.state(now))
                .append("  ")
                .append(hold.order().kind().label())
                .append("  ")
                .append(hold.order().scope().text())
                .append("  review ")
                .append(hold.reviewAt());
        if (hold.expiresAt() != null) {
            line.append("  ends ").append(hold.expiresAt()).append(", renewed ").append(hold.renewals());
        }
        line.append("  ").append(hold.order().basis());
        if (!hold.order().reference().isEmpty()) {
            line.append(" (").append(hold.order().reference()).append(')');
        }
        line.append("  placed by ").append(hold.placed().by().name());
        if (hold.releaseProposed() != null && hold.released() == null) {
            line.append("; ").append(hold.releaseProposed().by().name()).append(" proposes to release it");
        }
        if (hold.released() != null) {
            line.append("; released by ").append(hold.released().by().name());
        }
        return line.toString();
    }

    /** A date as its first moment in UTC, or an instant. */
    static @Nullable Instant date(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw CommandException.usage("date '" + text + "' cannot be used; allowed: such as 2027-02-01");
        }
    }
}
