package dev.sluice.app.command;

import dev.sluice.app.referral.ReferralDesk;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.access.EvidenceAccess;
import dev.sluice.escalation.custody.Actor;
import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.topology.policy.LegalAuthorities;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice vault referred}: a packet was handed over. */
@Command(
        name = "referred",
        description = "Put on record that a packet was handed over, and the authority's receipt.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 on record; 1 it cannot be written; 2 wrong input.",
            "",
            "Example:  ./sluice vault referred results/vault --package 3f9c \\",
            "            --authority de.bka --receipt 'BKA-2026-0042' \\",
            "            --actor m.example --role legal --purpose 'article 18'"
        })
final class VaultReferredCommand implements Callable<Integer> {
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

    @Option(names = "--authority", required = true, paramLabel = "ID", description = "Who has it, such as de.bka.")
    @SuppressWarnings("NullAway.Init") // required
    private String authority;

    @Option(names = "--receipt", required = true, paramLabel = "TEXT", description = "The authority's reference.")
    @SuppressWarnings("NullAway.Init") // required
    private String receipt;

    @Option(names = "--policies", paramLabel = "FOLDER", description = "Policies; the shipped ones by default.")
    private @Nullable Path policies;

    @Mixin
    private final VaultPlace place = new VaultPlace();

    @Mixin
    private final Accountable accountable = new Accountable();

    VaultReferredCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Logging.quiet();
        LegalAuthorities authorities = LegalAuthorities.load(Home.policies(policies));
        EvidenceStorage storage = place.open(vault);
        Actor actor = accountable.actor();
        try (EvidenceAccess access = EvidenceAccess.open(vault, storage, actor)) {
            CustodyEvent event = new ReferralDesk(vault, access, storage, authorities)
                    .handedOver(id, authorities.authority(authority), receipt, actor, accountable.purpose());
            terminal.out().println("on record: custody event " + event.seq() + ", " + event.at());
            return ExitCode.OK;
        }
    }
}
