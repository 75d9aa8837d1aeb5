package dev.sluice.app.command;

import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.inventory.CaseFacts;
import dev.sluice.escalation.retention.Disposal;
import dev.sluice.escalation.retention.Expiry;
import dev.sluice.escalation.retention.Verdict;
import dev.sluice.escalation.storage.EvidenceStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice vault expire}: deletes evidence whose time is over. */
@Command(
        name = "expire",
        description = "Delete evidence that is past its retention and on no hold.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The custody log says so before anything goes, and the log of sealed packages",
            "keeps its leaf. With --dry-run nothing is written. What is on hold, cannot be",
            "read, or is locked by the storage stays and is said.",
            "Exit codes: 0 done; 1 something due could not be deleted, or the vault cannot",
            "be written.",
            "",
            "Example:  ./sluice vault expire demo-output/vault --dry-run \\",
            "            --actor d.example --role data-protection --purpose 'monthly run'"
        })
final class VaultExpireCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "VAULT", description = "A vault.")
    @SuppressWarnings("NullAway.Init") // required
    private Path vault;

    @Option(names = "--dry-run", description = "Say what would be deleted, and delete nothing.")
    private boolean dryRun;

    @Option(names = "--clock-checked", description = "This machine's clock is right, whatever the vault's silence.")
    private boolean clockChecked;

    @Mixin
    private final ScheduleOptions schedule = new ScheduleOptions();

    @Mixin
    private final VaultPlace place = new VaultPlace();

    @Mixin
    private final Accountable who = new Accountable();

    VaultExpireCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Logging.quiet();
        Tally tally = new Tally();
        try (EvidenceStorage storage = dryRun ? place.open(vault) : place.openForWriting(vault)) {
            Expiry expiry = new Expiry(vault, storage, schedule.schedule());
            if (dryRun) {
                expiry.preview(tally);
            } else {
                expiry.run(who.actor(), who.purpose(), clockChecked, tally);
            }
        }
        terminal.out()
                .println((dryRun ? "would be deleted: " : "deleted: ") + tally.gone + ", not due: " + tally.notDue
                        + ", on hold: " + tally.held + ", not deleted: " + tally.stuck);
        return tally.stuck == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private final class Tally implements Expiry.Listener {
        private int gone;
        private int notDue;
        private int held;
        private int stuck;

        @Override
        public void kept(CaseFacts facts, Verdict.Keep verdict) {
            switch (verdict) {
                case Verdict.NotDue due -> notDue++;
                case Verdict.Held on -> {
                    held++;
                    say(facts, on.why());
                }
                case Verdict.Unreadable unreadable -> {
                    stuck++;
                    say(facts, "cannot be read: " + unreadable.why());
                }
            }
        }

        @Override
        public void disposed(CaseFacts facts, Disposal.Result result) {
            switch (result) {
                case DELETED -> {
                    gone++;
                    say(facts, dryRun ? "would be deleted" : "deleted");
                }
                case ERASED -> {
                    gone++;
                    say(facts, "key destroyed; the storage keeps its files locked");
                }
                case HELD -> {
                    stuck++;
                    say(facts, "is under a legal hold in the storage that no hold here explains");
                }
                case LOCKED -> {
                    stuck++;
                    say(facts, "is locked in the storage, and has no key of its own");
                }
            }
        }

        private void say(CaseFacts facts, String what) {
            terminal.out().println(facts.packageId() + "  " + what);
        }
    }
}
