package dev.sluice.app.command;

import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.erasure.ErasureRegister;
import dev.sluice.escalation.hold.Hold;
import dev.sluice.escalation.hold.HoldRegister;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which step of letting go of a hold is taken. */
final class ReleaseOptions {
    @Option(names = "--approve", description = "Release what somebody else proposed to release.")
    private boolean approve;

    @Option(names = "--withdraw", description = "Take the proposal back.")
    private boolean withdraw;

    @Mixin
    private final ScheduleOptions schedule = new ScheduleOptions();

    boolean releases() {
        return approve;
    }

    Hold apply(HoldRegister register, String id, String purpose) {
        if (approve && withdraw) {
            throw CommandException.usage("both --approve and --withdraw are given; allowed: one");
        }
        if (approve) {
            return register.release(id, purpose);
        }
        return withdraw ? register.withdrawRelease(id, purpose) : register.proposeRelease(id, purpose);
    }

    /** What waited for the last hold is run now. */
    void runErasures(Path vault, VaultPlace place, Accountable who, Terminal terminal) {
        try (ErasureRegister register = ErasureRegister.open(
                vault, place.openForWriting(vault), schedule.schedule(), who.actor(), ErasureRegister.Times.SYSTEM)) {
            register.runPending(who.purpose())
                    .forEach(request -> terminal.out().println(VaultEraseCommand.text(request)));
        }
    }
}
