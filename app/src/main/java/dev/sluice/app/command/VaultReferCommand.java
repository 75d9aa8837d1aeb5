package dev.sluice.app.command;

import dev.sluice.app.referral.Referral;
import dev.sluice.app.referral.ReferralDesk;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.access.EvidenceAccess;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.topology.policy.LegalAuthorities;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice vault refer}: a packet for law enforcement about a threat to life or safety. */
@Command(
        name = "refer",
        description = "Make a packet for law enforcement about a threat to life (DSA article 18).",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Where somebody is in danger now, call the emergency services first. The",
            "packet never says that a law was broken, and this is no legal advice. The",
            "custody log has it before it is written. Authorities: legal/authorities.yaml",
            "of the policies. Afterwards record the receipt with 'vault referred'.",
            "Exit codes: 0 written; 1 nothing was handed out; 2 it may not go this way.",
            "",
            "Example:  ./sluice vault refer results/vault --package 3f9c \\",
            "            --authority de.bka --member-state DE --why 'Posted from there.' \\",
            "            --threat-case yes --field-of-crime 'Threat' \\",
            "            --explanation 'Names a place and a day.' \\",
            "            --service 'Allotment Forum, trust@forum.example' \\",
            "            --output packet-3f9c --actor m.example --role legal \\",
            "            --purpose 'article 18'"
        })
final class VaultReferCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "VAULT", description = "A vault.")
    @SuppressWarnings("NullAway.Init") // required
    private Path vault;

    @Option(
            names = "--package",
            required = true,
            paramLabel = "ID",
            description = "A package's id, or its first digits.")
    @SuppressWarnings("NullAway.Init") // required
    private String id;

    @Option(names = "--authority", required = true, paramLabel = "ID", description = "Whom it is for, such as de.bka.")
    @SuppressWarnings("NullAway.Init") // required
    private String authority;

    @Option(
            names = "--member-state",
            paramLabel = "XX",
            description = "The Member State concerned; leave it out where it is not known.")
    private @Nullable String memberState;

    @Option(names = "--established", paramLabel = "XX", description = "Where the service is established.")
    private @Nullable String established;

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "How that is known, or why it is not.")
    @SuppressWarnings("NullAway.Init") // required
    private String why;

    @Option(
            names = "--threat-case",
            required = true,
            paramLabel = "yes|no",
            description = "Whether life or safety is at risk now or foreseeably.")
    @SuppressWarnings("NullAway.Init") // required
    private String threatCase;

    @Option(names = "--field-of-crime", required = true, paramLabel = "TEXT", description = "As the form asks.")
    @SuppressWarnings("NullAway.Init") // required
    private String fieldOfCrime;

    @Option(names = "--explanation", required = true, paramLabel = "TEXT", description = "Why this is suspected.")
    @SuppressWarnings("NullAway.Init") // required
    private String explanation;

    @Option(names = "--service", required = true, paramLabel = "TEXT", description = "Who tells, and how to reach you.")
    @SuppressWarnings("NullAway.Init") // required
    private String service;

    @Option(
            names = "--force-category",
            paramLabel = "REASON",
            description = "Refer a case of another category, and why; child abuse never.")
    private @Nullable String forced;

    @Option(names = "--output", required = true, paramLabel = "FOLDER", description = "A new folder.")
    @SuppressWarnings("NullAway.Init") // required
    private Path output;

    @Option(names = "--policies", paramLabel = "FOLDER", description = "Policies; the shipped ones by default.")
    private @Nullable Path policies;

    @Mixin
    private final VaultPlace place = new VaultPlace();

    @Mixin
    private final Accountable accountable = new Accountable();

    VaultReferCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Logging.quiet();
        LegalAuthorities authorities = LegalAuthorities.load(Home.policies(policies));
        Referral referral = new Referral(
                authorities.authority(authority),
                new Referral.Place(memberState, established, why),
                new Referral.Suspicion(yes(threatCase), fieldOfCrime, explanation),
                service,
                forced);
        EvidenceStorage storage = place.open(vault);
        try (EvidenceAccess access = EvidenceAccess.open(vault, storage, accountable.actor())) {
            ReferralDesk.Made made = new ReferralDesk(vault, access, storage, authorities)
                    .refer(id, referral, output, accountable.purpose());
            terminal.out()
                    .println(made.sealed().packageId() + " v" + made.sealed().version() + " referred to "
                            + referral.authority().name() + ": " + output + ", sha256 "
                            + made.packet().sha256() + ", custody event "
                            + made.event().seq());
            terminal.out().println("channel: " + referral.authority().channel());
            referral.authority().remarks().forEach(terminal.out()::println);
            return ExitCode.OK;
        }
    }

    private static boolean yes(String answer) {
        return switch (answer) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw CommandException.usage("--threat-case is '" + answer + "'; allowed: yes, no");
        };
    }
}
