package dev.sluice.app.command;

import dev.sluice.app.terminal.CommandException;
import dev.sluice.escalation.hold.HoldScope;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a hold covers. */
final class HoldScopeOptions {
    @Option(names = "--package", paramLabel = "ID", description = "A package's whole id; may be given several times.")
    private @Nullable List<String> packages;

    @Option(names = "--case", paramLabel = "ID", description = "Id of an escalation or a post.")
    private @Nullable String escalation;

    @Option(names = "--author", paramLabel = "NAME", description = "A person, as posts name their authors.")
    private @Nullable String author;

    HoldScope scope() {
        int given = (packages == null ? 0 : 1) + (escalation == null ? 0 : 1) + (author == null ? 0 : 1);
        if (given != 1) {
            throw CommandException.usage(
                    "hold names " + given + " things to keep; allowed: one of --package, --case, --author");
        }
        if (packages != null) {
            return new HoldScope.Packages(new TreeSet<>(packages));
        }
        return escalation != null ? new HoldScope.OneCase(escalation) : new HoldScope.Author(String.valueOf(author));
    }
}
