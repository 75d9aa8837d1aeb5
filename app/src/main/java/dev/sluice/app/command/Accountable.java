package dev.sluice.app.command;

import dev.sluice.escalation.custody.Actor;
import dev.sluice.escalation.custody.Role;
import picocli.CommandLine.Option;

/** Who touches evidence and what for: the custody log has it for ever. */
final class Accountable {
    @Option(names = "--actor", required = true, paramLabel = "NAME", description = "Who you are.")
    @SuppressWarnings("NullAway.Init") // required
    private String actor;

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            description = "Your role: legal reads evidence; data-protection, auditor, reviewer and scorer do not.")
    @SuppressWarnings("NullAway.Init") // required
    private String role;

    @Option(names = "--purpose", required = true, paramLabel = "TEXT", description = "What it is for.")
    @SuppressWarnings("NullAway.Init") // required
    private String purpose;

    /** Who; the account of the system is added, for a name on a command line is only said. */
    Actor actor() {
        return new Actor(actor, Role.of(role), "os:" + System.getProperty("user.name", "unknown"));
    }

    /** What for. */
    String purpose() {
        return purpose;
    }
}
