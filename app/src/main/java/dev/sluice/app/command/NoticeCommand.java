package dev.sluice.app.command;

import dev.sluice.app.notices.NoticeBoard;
import dev.sluice.app.notices.NoticeFile;
import dev.sluice.app.notices.PosterDetails;
import dev.sluice.app.notices.PosterIdentities;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.schemas.DefamationAct;
import dev.sluice.schemas.DefamationCommand;
import dev.sluice.schemas.DefamationFiling;
import dev.sluice.schemas.DefamationNotice;
import dev.sluice.schemas.DefamationState;
import dev.sluice.schemas.IdentityDisclosure;
import dev.sluice.schemas.Letter;
import dev.sluice.schemas.PosterReply;
import dev.sluice.schemas.encryption.EncryptionException;
import dev.sluice.schemas.encryption.LocalKeyFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice notice}: notices of defamation, for people without a console. */
@Command(
        name = "notice",
        description = "File, answer and list notices of defamation (Defamation Act 2013 s.5).",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 done, 1 refused or not answered, 2 wrong arguments.",
            "This is not legal advice.",
            "",
            "Example:  ./sluice notice list --config sluice.yaml"
        })
final class NoticeCommand extends Group {
    private final Terminal terminal;

    NoticeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "file",
            description = "Take a notice of complaint; its time runs from its receipt.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "The file is JSON: name, email, words, imputation, meaning,",
                "inaccuracies, locations and more; what is left out is told to the",
                "complainant as lacking. docs/defamation.md shows one.",
                "",
                "Example:  ./sluice notice file complaint.json --by lena",
                "            --received-at 2026-12-18T15:00:00Z --config sluice.yaml"
            })
    int file(
            @Mixin NoticePlace where,
            @Parameters(paramLabel = "FILE", description = "The notice.") Path file,
            @Option(names = "--by", required = true, description = "Who takes it in.") String by,
            @Option(names = "--id", description = "Id of the notice; a new one by default.") @Nullable String id,
            @Option(names = "--received-at", description = "When it was received; now by default.") @Nullable String at,
            @Option(names = "--escalation", description = "Id of the escalation that it belongs to.") @Nullable
                    String escalation) {
        DefamationFiling filing = read(() -> NoticeFile.filing(file));
        String notice = id == null ? UUID.randomUUID().toString() : id;
        return where.withBoard(board -> answer(
                board,
                NoticeAnswers.command(DefamationAct.FILE, notice, by, at, null)
                        .setFiling(filing)
                        .setEscalation(escalation)
                        .build()));
    }

    @Command(
            name = "list",
            description = "The notices that are open, with what is due next.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example:  ./sluice notice list --all --config sluice.yaml"})
    int list(@Mixin NoticePlace where, @Option(names = "--all", description = "Those that are over too.") boolean all) {
        return where.withBoard(board -> {
            for (DefamationNotice notice : board.all().values()) {
                if (all || notice.getState() != DefamationState.CLOSED) {
                    NoticeAnswers.line(terminal, notice);
                }
            }
            return ExitCode.OK;
        });
    }

    @Command(
            name = "show",
            description = "Where one notice stands: duties, letters, earlier removals.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example:  ./sluice notice show n-1 --text --config sluice.yaml"})
    int show(
            @Mixin NoticePlace where,
            @Parameters(paramLabel = "NOTICE", description = "Id of the notice.") String id,
            @Option(names = "--text", description = "Print the words complained of too.") boolean text) {
        return where.withBoard(board -> {
            Map<String, DefamationNotice> all = board.all();
            DefamationNotice notice = known(all, id);
            NoticeAnswers.whole(terminal, notice, text);
            String author = notice.getFiling().getAuthor();
            all.values().stream()
                    .filter(other -> author != null
                            && !other.getId().equals(id)
                            && author.equals(other.getFiling().getAuthor())
                            && other.getRemovedAt() != null)
                    .forEach(other -> terminal.out()
                            .println("  earlier removal of the same poster: " + NoticeAnswers.printable(other.getId())
                                    + " on " + other.getRemovedAt()));
            return ExitCode.OK;
        });
    }

    @Command(
            name = "letter",
            description = "Print the draft of a letter.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example:  ./sluice notice letter n-1/acknowledgement/2", "            --config sluice.yaml"})
    int letter(
            @Mixin NoticePlace where,
            @Parameters(paramLabel = "LETTER", description = "Id of the letter, as 'show' names it.") String id) {
        return where.withBoard(board -> {
            Letter letter = board.letter(id);
            if (letter == null) {
                throw CommandException.failed(
                        "letter " + id + " is unknown; allowed: one that 'sluice notice show' names");
            }
            String to = letter.getAddress() == null ? letter.getTo() : letter.getAddress();
            terminal.out().println("To: " + NoticeAnswers.printable(to));
            terminal.out().println("Subject: " + NoticeAnswers.printable(letter.getSubject()));
            terminal.out().println();
            letter.getText().lines().forEach(line -> terminal.out().println(NoticeAnswers.printable(line)));
            return ExitCode.OK;
        });
    }

    @Command(
            name = "sent",
            description = "Say that a letter was sent.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "The poster's time runs from the day on which poster-notification",
                "was sent.",
                "",
                "Example:  ./sluice notice sent n-1 n-1/poster-notification/1",
                "            --by lena --config sluice.yaml"
            })
    int sent(
            @Mixin NoticePlace where,
            @Parameters(paramLabel = "NOTICE", description = "Id of the notice.") String id,
            @Parameters(paramLabel = "LETTER", description = "Id of the letter.") String letter,
            @Option(names = "--by", required = true, description = "Who says so.") String by,
            @Option(names = "--at", description = "When it was sent; now by default.") @Nullable String at,
            @Option(names = "--reason", description = "Why it was late, if it was.") @Nullable String reason) {
        return where.withBoard(board -> answer(
                board,
                NoticeAnswers.command(DefamationAct.SENT, id, by, at, reason)
                        .setLetter(letter)
                        .build()));
    }

    @Command(
            name = "reply",
            description = "Record what the poster answered.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "--details is a JSON file with name and address. They are encrypted",
                "here, and go to the topic poster-identities alone.",
                "",
                "Example:  ./sluice notice reply n-1 --wishes keep --details d.json",
                "            --by lena --config legal.yaml"
            })
    int reply(
            @Mixin NoticePlace where,
            @Parameters(paramLabel = "NOTICE", description = "Id of the notice.") String id,
            @Option(names = "--wishes", required = true, description = "removal, keep, or nothing where not said.")
                    String wishes,
            @Option(names = "--details", paramLabel = "FILE", description = "What the poster says of who they are.")
                    @Nullable
                    Path details,
            @Option(names = "--consents", description = "The complainant may be given them.") boolean consents,
            @Option(names = "--by", required = true, description = "Who records it.") String by,
            @Option(names = "--at", description = "When it was received; now by default.") @Nullable String at) {
        Boolean removal = wish(wishes);
        if (details == null) {
            return where.withBoard(board -> answer(
                    board,
                    reply(
                            id,
                            by,
                            at,
                            PosterReply.newBuilder().setWishesRemoval(removal).setConsents(consents))));
        }
        PosterDetails given = read(() -> NoticeFile.details(details));
        return where.withIdentities((board, identities) -> {
            String identity = identities.keep(id, given, consents, by);
            PosterReply.Builder reply = PosterReply.newBuilder()
                    .setWishesRemoval(removal)
                    .setGivesName(!given.name().isBlank())
                    .setGivesAddress(!given.address().isBlank())
                    .setConsents(consents)
                    .setIdentity(identity);
            NoticeBoard.Answer answer = NoticeAnswers.ask(board, reply(id, by, at, reply));
            if (answer.refusal() != null) {
                identities.drop(identity);
            }
            NoticeAnswers.whole(terminal, NoticeAnswers.accepted(answer), false);
            return ExitCode.OK;
        });
    }

    private static DefamationCommand reply(String id, String by, @Nullable String at, PosterReply.Builder reply) {
        DefamationCommand.Builder command = NoticeAnswers.command(DefamationAct.REPLY, id, by, at, null);
        return command.setReply(reply.setReceivedAt(command.getHappenedAt()).build())
                .build();
    }

    private static @Nullable Boolean wish(String wishes) {
        return switch (wishes) {
            case "removal" -> Boolean.TRUE;
            case "keep" -> Boolean.FALSE;
            case "nothing" -> null;
            default -> throw CommandException.usage("--wishes is '" + wishes + "'; allowed: removal, keep, nothing");
        };
    }

    @Command(
            name = "disclose",
            description = "Record that a poster's details are disclosed, and print them.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Without consent or a recorded order to disclose it is refused; they",
                "are printed only once the disclosure is recorded.",
                "",
                "Example:  ./sluice notice disclose n-1 --basis consent",
                "            --to complainant --reason 'They asked.' --by lena",
                "            --config legal.yaml"
            })
    int disclose(
            @Mixin NoticePlace where,
            @Parameters(paramLabel = "NOTICE", description = "Id of the notice.") String id,
            @Option(names = "--basis", required = true, description = "consent or court-order.") String basis,
            @Option(names = "--to", required = true, description = "Who is given them.") String to,
            @Option(names = "--reason", required = true, description = "Why.") String reason,
            @Option(names = "--by", required = true, description = "Who discloses them.") String by) {
        if (!List.of("consent", "court-order").contains(basis)) {
            throw CommandException.usage("--basis is '" + basis + "'; allowed: consent, court-order");
        }
        return where.withIdentities((board, identities) -> {
            DefamationCommand.Builder command = NoticeAnswers.command(DefamationAct.DISCLOSE, id, by, null, reason);
            DefamationNotice notice = NoticeAnswers.send(
                    board,
                    command.setDisclosure(IdentityDisclosure.newBuilder()
                                    .setId("")
                                    .setTo(to)
                                    .setBasis(basis)
                                    .setReason("")
                                    .setBy("")
                                    .setAt(command.getAt())
                                    .build())
                            .build());
            print(identities, notice);
            return ExitCode.OK;
        });
    }

    private void print(PosterIdentities identities, DefamationNotice notice) {
        PosterReply reply = notice.getReply();
        String identity = reply == null ? null : reply.getIdentity();
        PosterDetails details = identity == null ? null : identities.read(identity);
        if (details == null) {
            throw CommandException.failed(
                    "the details were erased, or are no longer there; the disclosure is recorded");
        }
        terminal.out().println("Name: " + NoticeAnswers.printable(details.name()));
        details.address().lines().forEach(line -> terminal.out().println("  " + NoticeAnswers.printable(line)));
    }

    @Command(
            name = "make-key",
            description = "Make the key that the keys of posters' details are wrapped by.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Once, where the configuration's posterIdentities.keyFile names it.",
                "Who loses it loses all details.",
                "",
                "Example:  ./sluice notice make-key --config legal.yaml"
            })
    int makeKey(@Mixin NoticePlace where) {
        Path file = Path.of(where.keys().keyFile());
        try {
            String key = LocalKeyFile.create(file).keyId();
            terminal.note("made " + key + " in " + file);
            return ExitCode.OK;
        } catch (EncryptionException e) {
            throw CommandException.failed(String.valueOf(e.getMessage()));
        }
    }

    private int answer(NoticeBoard board, DefamationCommand command) {
        NoticeAnswers.whole(terminal, NoticeAnswers.send(board, command), false);
        return ExitCode.OK;
    }

    private static DefamationNotice known(Map<String, DefamationNotice> all, String id) {
        DefamationNotice notice = all.get(id);
        if (notice == null) {
            throw CommandException.failed("notice " + id + " is unknown; allowed: one that 'sluice notice list' names");
        }
        return notice;
    }

    private static <T> T read(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        }
    }
}
