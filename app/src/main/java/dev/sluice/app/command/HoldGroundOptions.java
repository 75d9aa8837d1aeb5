package dev.sluice.app.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Why something is held, and until when nobody need ask. */
final class HoldGroundOptions {
    @Option(names = "--basis", required = true, paramLabel = "TEXT", description = "On what ground.")
    @SuppressWarnings("NullAway.Init") // required
    private String basis;

    @Option(names = "--reference", defaultValue = "", paramLabel = "TEXT", description = "The asker's file number.")
    @SuppressWarnings("NullAway.Init") // has a default
    private String reference;

    @Option(names = "--review", paramLabel = "DATE", description = "When to look at it; in 90 days by default.")
    private @Nullable String review;

    @Option(names = "--activate", description = "Put it into force at once.")
    private boolean activate;

    String basis() {
        return basis;
    }

    String reference() {
        return reference;
    }

    @Nullable
    Instant reviewAt() {
        return VaultHoldCommand.date(review);
    }

    boolean activates() {
        return activate;
    }
}
