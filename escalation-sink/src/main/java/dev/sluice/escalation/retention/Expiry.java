package dev.sluice.escalation.retention;

import dev.sluice.escalation.custody.Actor;
import dev.sluice.escalation.custody.CustodyException;
import dev.sluice.escalation.custody.CustodyLog;
import dev.sluice.escalation.custody.Role;
import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.hold.HoldWatch;
import dev.sluice.escalation.hold.Holds;
import dev.sluice.escalation.inventory.CaseFacts;
import dev.sluice.escalation.inventory.Inventory;
import dev.sluice.escalation.journal.Journal;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.vault.SealedPackage;
import dev.sluice.escalation.vault.VaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Deletes the evidence of a vault whose time is over and that no hold covers. Works beside a running sink. */
public final class Expiry {
    /** How long nothing may have happened in a vault before somebody must say that the clock is right. */
    public static final Duration MOST_IDLE = Duration.ofDays(31);

    private final Path vault;
    private final EvidenceStorage storage;
    private final RetentionSchedule schedule;
    private final Clock clock;
    private final StepHook hook;

    /** Of a vault by a schedule, with the system's clock. */
    public Expiry(Path vault, EvidenceStorage storage, RetentionSchedule schedule) {
        this(vault, storage, schedule, Clock.systemUTC(), StepHook.NONE);
    }

    /** The same with a clock and a hook for tests. */
    public Expiry(Path vault, EvidenceStorage storage, RetentionSchedule schedule, Clock clock, StepHook hook) {
        this.vault = vault;
        this.storage = storage;
        this.schedule = schedule;
        this.clock = clock;
        this.hook = hook;
    }

    /** Hears what becomes of each case. */
    public interface Listener {
        /** A case is kept. */
        void kept(CaseFacts facts, Verdict.Keep verdict);

        /** A case's time is over, or it was to go before; and what became of it. */
        void disposed(CaseFacts facts, Disposal.Result result);
    }

    /** Says what would be deleted and changes nothing; takes what would go for deleted. */
    public void preview(Listener listener) {
        attempt(() -> {
            Holds holds = Holds.read(vault);
            Inventory.visit(vault, storage, facts -> {
                switch (verdict(facts, holds)) {
                    case Verdict.Keep keep -> listener.kept(facts, keep);
                    case Verdict.Due due -> listener.disposed(facts, Disposal.Result.DELETED);
                    case Verdict.Unfinished unfinished -> {
                        if (isLeft(facts)) {
                            listener.disposed(facts, Disposal.Result.DELETED);
                        }
                    }
                }
            });
        });
    }

    /**
     * Deletes.
     *
     * @param clockChecked whether somebody has made sure that this machine's clock is right, which is asked for after a
     *     long silence
     * @throws VaultException where the role may not, the clock cannot be right, or the vault cannot be written; what was
     *     deleted by then is in custody
     */
    public void run(Actor actor, String purpose, boolean clockChecked, Listener listener) {
        requireRole(actor);
        attempt(() -> {
            Path folder = SealedPackage.logOf(vault).resolve("..").normalize();
            DurableFiles files = new DurableFiles(hook);
            try (CustodyLog custody = CustodyLog.open(folder, actor, files, clock)) {
                requireClock(new Journal(vault, Journal.Kind.HOLDS, custody, files, clock), clockChecked);
                Disposal disposal = new Disposal(storage, custody, actor, clock);
                String why = purpose + "; retention schedule " + schedule.describe();
                HoldWatch holds = new HoldWatch(vault);
                Inventory.visit(vault, storage, facts -> {
                    // Nobody can place a hold between the look at the holds and the deletion.
                    try (CustodyLog.Exclusive exclusive = custody.exclusive()) {
                        switch (verdict(facts, holds.now())) {
                            case Verdict.Keep keep -> listener.kept(facts, keep);
                            case Verdict.Due due -> listener.disposed(facts, disposal.dispose(facts, why));
                            case Verdict.Unfinished unfinished -> {
                                if (isLeft(facts)) {
                                    listener.disposed(facts, disposal.dispose(facts, why));
                                }
                            }
                        }
                    }
                });
            }
        });
    }

    /** Refuses a clock that is behind custody, or that may be ahead of it. */
    void requireClock(Journal journal, boolean checked) throws IOException {
        Journal.Contents contents = journal.read();
        journal.requireSoundClock(contents);
        Instant last = contents.lastEventAt();
        if (!checked && clock.instant().isAfter(last.plus(MOST_IDLE))) {
            throw new VaultException("nothing has happened in vault '" + vault + "' since " + last
                    + ", or this machine's clock is ahead; allowed: a right clock, and to say so with --clock-checked");
        }
    }

    private Verdict verdict(CaseFacts facts, Holds holds) {
        return Verdict.on(facts, schedule, holds, clock.instant());
    }

    private boolean isLeft(CaseFacts facts) throws IOException {
        for (SealedPackage version : facts.deleting()) {
            if (storage.remains(version.location())) {
                return true;
            }
        }
        return !facts.versions().isEmpty();
    }

    private static void requireRole(Actor actor) {
        if (!Set.of(Role.LEGAL, Role.DATA_PROTECTION).contains(actor.role())) {
            throw new VaultException(
                    "role '" + actor.role().label() + "' may not delete evidence; allowed: legal, data-protection");
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private void attempt(Work work) {
        try {
            work.run();
        } catch (IOException | CustodyException e) {
            String detail = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new VaultException(
                    "evidence of vault '" + vault + "' cannot be expired ("
                            + e.getClass().getSimpleName() + ": " + detail + ")",
                    e);
        }
    }
}
