package dev.sluice.app.command;

import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.erasure.Erasure;
import dev.sluice.escalation.erasure.ErasureRegister;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice vault erase}: a person's request for erasure. */
@Command(
        name = "erase",
        description = "Run a request for erasure, or put it off while a legal hold stands.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Destroys the person's keys in the folders given with --subject-keys, and",
            "deletes evidence that the schedule lets go. Evidence that it keeps is named,",
            "with the reason. Where a hold stands nothing is erased, and the request runs",
            "when the last one is released. The same request again is the same request.",
            "With --pending instead of --author and --reference: goes on with requests that",
            "a crash or a hold has left open; run it from a timer.",
            "Exit codes: 0 done or put off; 1 something cannot be read or written, and the",
            "request stays open; 2 wrong options.",
            "",
            "Example:  ./sluice vault erase demo-output/vault --author m-7 \\",
            "            --reference E-4 --subject-keys keys/people \\",
            "            --actor d.example --role data-protection --purpose 'request'"
        })
final class VaultEraseCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "VAULT", description = "A vault.")
    @SuppressWarnings("NullAway.Init") // required
    private Path vault;

    @Option(names = "--author", paramLabel = "NAME", description = "The person, as posts name their authors.")
    private @Nullable String author;

    @Option(names = "--reference", paramLabel = "TEXT", description = "The request's file number.")
    private @Nullable String reference;

    @Option(
            names = "--subject-keys",
            paramLabel = "FOLDER",
            description = "A folder with keys of people; may be given several times.")
    private List<Path> keyFolders = List.of();

    @Option(names = "--pending", description = "Go on with the requests that are open.")
    private boolean pending;

    @Mixin
    private final ScheduleOptions schedule = new ScheduleOptions();

    @Mixin
    private final VaultPlace place = new VaultPlace();

    @Mixin
    private final Accountable who = new Accountable();

    VaultEraseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Logging.quiet();
        String subject = author;
        String request = reference;
        if (pending == (subject != null) || (subject == null) != (request == null)) {
            throw CommandException.usage(
                    "erasure names no request, or half of one; allowed: --author and --reference, or --pending");
        }
        try (ErasureRegister register = ErasureRegister.open(
                vault, place.openForWriting(vault), schedule.schedule(), who.actor(), ErasureRegister.Times.SYSTEM)) {
            if (subject != null && request != null) {
                terminal.out()
                        .println(
                                text(Wrong.input(() -> register.request(subject, request, keyFolders, who.purpose()))));
            } else {
                List<Erasure> open = register.runPending(who.purpose());
                open.forEach(erasure -> terminal.out().println(text(erasure)));
                terminal.out().println(open.size() + " requests were open");
            }
        }
        return ExitCode.OK;
    }

    /** A request and what became of it. */
    static String text(Erasure request) {
        StringBuilder text = new StringBuilder("erasure ")
                .append(request.id())
                .append(" (")
                .append(request.reference())
                .append("): ")
                .append(request.state());
        if (!request.holds().isEmpty()) {
            text.append(", waits for holds ").append(String.join(", ", request.holds()));
        }
        request.deleted().forEach(id -> text.append("\n  deleted ").append(id));
        request.kept().forEach(why -> text.append("\n  kept ").append(why));
        if (request.unreadable() > 0) {
            text.append("\n  ")
                    .append(request.unreadable())
                    .append(" packages cannot be read: whom they are about is unknown");
        }
        return text.toString();
    }
}
