package dev.sluice.escalation.hold;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.escalation.custody.Actor;
import dev.sluice.escalation.custody.CustodyException;
import dev.sluice.escalation.custody.CustodyLog;
import dev.sluice.escalation.custody.Role;
import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.hold.HoldHistory.Happening;
import dev.sluice.escalation.inventory.CaseFacts;
import dev.sluice.escalation.inventory.Inventory;
import dev.sluice.escalation.journal.Journal;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.vault.SealedPackage;
import dev.sluice.escalation.vault.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The holds of a vault, open for one person. Works beside a running sink. Not thread-safe. Every method throws {@link
 * VaultException}, in one line, where it is not allowed or the vault cannot be written; nothing is decided then.
 */
public final class HoldRegister implements AutoCloseable {
    /** When a hold is looked at again unless somebody says otherwise. */
    public static final Period REVIEW_AFTER = Period.ofDays(90);
    /** The latest that a hold may be looked at again. */
    public static final Period LATEST_REVIEW = Period.ofDays(366);

    private static final int MOST_ORDERS_ALIKE = 100;

    private final Path vault;
    private final EvidenceStorage storage;
    private final Actor actor;
    private final Clock clock;
    private final CustodyLog custody;
    private final Journal journal;

    private HoldRegister(Path vault, EvidenceStorage storage, Actor actor, Clock clock, CustodyLog log, StepHook hook) {
        this.vault = vault;
        this.storage = storage;
        this.actor = actor;
        this.clock = clock;
        this.custody = log;
        this.journal = new Journal(vault, Journal.Kind.HOLDS, log, new DurableFiles(hook), clock);
    }

    /** Opens a vault's register for one person, with the system's clock. */
    public static HoldRegister open(Path vault, EvidenceStorage storage, Actor actor) {
        return open(vault, storage, actor, Clock.systemUTC(), StepHook.NONE);
    }

    /**
     * Opens a vault's register for one person.
     *
     * @param storage where its packages lie; closed with this
     * @throws VaultException where there is no vault, its custody log cannot be written, or the role may not
     */
    public static HoldRegister open(Path vault, EvidenceStorage storage, Actor actor, Clock clock, StepHook hook) {
        if (!Set.of(Role.LEGAL, Role.DATA_PROTECTION).contains(actor.role())) {
            throw new VaultException(
                    "role '" + actor.role().label() + "' may not touch holds; allowed: legal, data-protection");
        }
        Path log = SealedPackage.logOf(vault);
        if (!Files.exists(log)) {
            throw new VaultException("vault '" + vault + "' has no custody log; allowed: a vault's folder");
        }
        try {
            CustodyLog custody = CustodyLog.open(log.resolve("..").normalize(), actor, new DurableFiles(hook), clock);
            return new HoldRegister(vault, storage, actor, clock, custody, hook);
        } catch (IOException | CustodyException e) {
            throw failed(vault, e);
        }
    }

    /** All holds, as they stand. */
    public Holds holds() {
        return attempt(() -> Holds.of(journal.read()));
    }

    /**
     * Proposes a hold, which keeps what it covers from now on; or finds the same one standing.
     *
     * @param reviewAt when somebody must look at it; null for {@link #REVIEW_AFTER}
     * @throws VaultException also where it names a package or a case that the vault does not have
     */
    public Hold place(HoldOrder order, @Nullable Instant reviewAt, String purpose) {
        return attempt(() -> {
            Instant now = clock.instant();
            requireReview(reviewAt, now);
            requireSomething(order.scope());
            Journal.Contents contents = journal.read();
            for (int number = 1; number <= MOST_ORDERS_ALIKE; number++) {
                String id = order.id(number);
                if (contents.of(id).isEmpty()) {
                    Period term = order.kind().term();
                    Instant expires = term == null ? null : plus(now, term);
                    Instant review = reviewAt != null ? reviewAt : firstReview(now, expires);
                    var unused = journal.append(id, 1, HoldHistory.proposal(order, review, expires), actor, purpose);
                    apply(purpose);
                    return holds().find(id);
                }
                Hold known = HoldHistory.of(contents.of(id));
                if (known.stands()) {
                    apply(purpose);
                    return known;
                }
            }
            throw new VaultException("hold was placed and released " + MOST_ORDERS_ALIKE
                    + " times; allowed: another basis or reference");
        });
    }

    /** Puts a proposed hold into force; one that is in force stays so. */
    public Hold activate(String idStart, String purpose) {
        return change(idStart, purpose, (hold, now) -> {
            return hold.activatedAt() != null ? null : HoldHistory.body(Happening.ACTIVATED);
        });
    }

    /**
     * Writes down that somebody has looked at a hold and that it is to stand.
     *
     * @param next when to look at it again; null for {@link #REVIEW_AFTER}
     */
    public Hold review(String idStart, @Nullable Instant next, String purpose) {
        return change(idStart, purpose, (hold, now) -> {
            requireReview(next, now);
            Instant review = next != null ? next : plus(now, REVIEW_AFTER);
            return HoldHistory.dates(HoldHistory.body(Happening.REVIEWED), review, null);
        });
    }

    /**
     * Writes down that a request for preservation was renewed: one term more, from its end or, where that has passed,
     * from now.
     */
    public Hold renew(String idStart, String purpose) {
        return change(idStart, purpose, (hold, now) -> {
            Period term = hold.order().kind().term();
            Instant expires = hold.expiresAt();
            if (term == null || expires == null) {
                throw new VaultException("hold " + hold.id() + " is of kind "
                        + hold.order().kind().label() + ", which has no term; allowed: preservation-request; see"
                        + " sluice vault hold review");
            }
            Instant next = plus(expires.isAfter(now) ? expires : now, term);
            return HoldHistory.dates(HoldHistory.body(Happening.RENEWED), firstReview(now, next), next);
        });
    }

    /** Proposes to let go of a hold; another person has to agree. */
    public Hold proposeRelease(String idStart, String purpose) {
        return change(idStart, purpose, (hold, now) -> {
            return hold.releaseProposed() != null ? null : HoldHistory.body(Happening.RELEASE_PROPOSED);
        });
    }

    /** Takes such a proposal back. */
    public Hold withdrawRelease(String idStart, String purpose) {
        return change(idStart, purpose, (hold, now) -> {
            return hold.releaseProposed() == null ? null : HoldHistory.body(Happening.RELEASE_WITHDRAWN);
        });
    }

    /**
     * Lets go of a hold that somebody else proposed to let go of.
     *
     * @throws VaultException also where nobody did, the same person did, or this machine's clock is behind
     */
    public Hold release(String idStart, String purpose) {
        return change(idStart, purpose, (hold, now) -> {
            Hold.Signed proposed = hold.releaseProposed();
            if (proposed == null) {
                throw new VaultException("hold " + hold.id() + ": nobody has proposed to release it; allowed: sluice"
                        + " vault hold release, and then with --approve by somebody else");
            }
            if (proposed.isBy(actor)) {
                throw new VaultException("hold " + hold.id() + ": "
                        + proposed.by().name() + " proposed to release it; allowed: approval by somebody else");
            }
            journal.requireSoundClock(journal.read());
            return HoldHistory.body(Happening.RELEASED);
        });
    }

    /** Puts the storage's own holds on what has come into the vault since, and finishes what a crash left undone. */
    public Coverage apply(String purpose) {
        return attempt(() -> new HoldMarks(storage, custody, actor, purpose).apply(vault, holds()));
    }

    @Override
    public void close() {
        try (EvidenceStorage closing = storage) {
            custody.close();
        } catch (IOException e) {
            throw failed(vault, e);
        }
    }

    private interface Change {
        /** What is to be written down; null where nothing changes. */
        @Nullable
        ObjectNode of(Hold hold, Instant now) throws IOException;
    }

    private Hold change(String idStart, String purpose, Change change) {
        return attempt(() -> {
            Hold hold = holds().find(idStart);
            Hold.Signed released = hold.released();
            if (released != null) {
                throw new VaultException("hold " + hold.id() + " was released by "
                        + released.by().name() + " at " + released.at() + "; allowed: a hold that stands");
            }
            ObjectNode body = change.of(hold, clock.instant());
            if (body != null) {
                var unused = journal.append(hold.id(), hold.entries() + 1, body, actor, purpose);
            }
            var coverage = apply(purpose);
            return holds().find(hold.id());
        });
    }

    /** A hold on what is not there protects nothing, and whoever placed it believes that it does. */
    private void requireSomething(HoldScope scope) throws IOException {
        switch (scope) {
            case HoldScope.Packages packages -> {
                Set<String> missing = new TreeSet<>(packages.ids());
                Inventory.visit(vault, storage, facts -> {
                    if (!facts.versions().isEmpty()) {
                        missing.remove(facts.packageId());
                    }
                });
                if (!missing.isEmpty()) {
                    throw new VaultException("package " + missing.iterator().next() + " is not in vault '" + vault
                            + "'; allowed: the whole id of one that is");
                }
            }
            case HoldScope.OneCase one -> {
                boolean known = !Inventory.find(vault, storage, facts -> isKnown(one, facts))
                        .isEmpty();
                if (!known) {
                    throw new VaultException("no evidence of the case is in vault '" + vault
                            + "'; allowed: the id of an escalation or a post of which there is");
                }
            }
            case HoldScope.Author author -> {
                // There may be none yet; what comes is covered, and what is kept about the person elsewhere.
            }
        }
    }

    private static boolean isKnown(HoldScope.OneCase one, CaseFacts facts) {
        return facts.about() != null && one.covers(facts);
    }

    private static void requireReview(@Nullable Instant reviewAt, Instant now) {
        if (reviewAt != null && (!reviewAt.isAfter(now) || reviewAt.isAfter(plus(now, LATEST_REVIEW)))) {
            throw new VaultException("review date " + reviewAt + " cannot be used; allowed: after now, and at most "
                    + LATEST_REVIEW.getDays() + " days from it");
        }
    }

    /** Two weeks before a request ends, so that there is time to ask whether it is renewed. */
    private static Instant firstReview(Instant now, @Nullable Instant expires) {
        return expires == null ? plus(now, REVIEW_AFTER) : expires.minus(Period.ofDays(14));
    }

    private static Instant plus(Instant instant, Period period) {
        return instant.atZone(ZoneOffset.UTC).plus(period).toInstant();
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T attempt(Work<T> work) {
        try {
            return work.run();
        } catch (IOException | CustodyException e) {
            throw failed(vault, e);
        }
    }

    private static VaultException failed(Path vault, Exception e) {
        String detail = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new VaultException(
                "holds of vault '" + vault + "' cannot be changed ("
                        + e.getClass().getSimpleName() + ": " + detail + ")",
                e);
    }
}
