package dev.sluice.topology.release;

import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.PolicyReleaseKind;
import dev.sluice.schemas.RuleAlert;
import dev.sluice.topology.health.PolicyHealth.Result;
import dev.sluice.topology.policy.PoliciesInForce;
import dev.sluice.topology.policy.PoliciesInForce.Era;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.PolicyException;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.policy.PolicyVersion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was released, stopped and parked, in the order of time, and the policies that follow from it. It begins with the
 * packs of a folder; each release takes the place of the version before it, from its instant on. What is refused
 * changes nothing. All instances that read the same records come to the same answers, because nothing here depends on
 * when they are read. For one thread.
 */
public final class PolicyLedger {
    /** A release may be announced this long before it holds. */
    public static final Duration LONGEST_NOTICE = Duration.ofDays(30);

    private final ReleaseVerifier verifier;
    private final PoliciesInForce inForce;
    private final Clock clock;
    private final List<LedgerEntry> entries = new ArrayList<>();
    private final PolicyBook folder;
    private final Map<String, Stoppable> stoppable = new HashMap<>();
    /** Releases that came into force before this instance was there, by policy: not checked by their examples. */
    private final Map<String, PolicyPack> recalled = new HashMap<>();

    private Curtailed start;

    /**
     * Creates a ledger.
     *
     * @param verifier says what may come into force
     * @param inForce is told what is in force; begins with the packs of the folder
     */
    public PolicyLedger(ReleaseVerifier verifier, PoliciesInForce inForce, Clock clock) {
        this.verifier = verifier;
        this.inForce = inForce;
        this.clock = clock;
        this.folder = inForce.latest();
        this.start = Curtailed.of(folder);
        folder.packs().forEach(pack -> stoppable.put(pack.id(), Stoppable.of(pack)));
    }

    /**
     * Takes over a release or a stop.
     *
     * @param publishedAt timestamp of its record
     * @return what became of it
     * @throws RefusedReleaseException where it may not come into force, and why
     */
    public Result accept(PolicyRelease release, Instant publishedAt) {
        return take(release, publishedAt, false);
    }

    /**
     * Takes over a release or a stop from before this instance was there. What holds already was found good by those who
     * were there: it must be signed, whole and a policy, and its examples keep it out of force no more (see
     * {@link #doubts}). What is below the version of the folder is over and known.
     *
     * @param publishedAt timestamp of its record
     * @return what became of it
     * @throws RefusedReleaseException where it may not come into force, and why
     */
    public Result recall(PolicyRelease release, Instant publishedAt) {
        PolicyPack shipped = folder.pack(release.getPolicy());
        if (release.getKind() == PolicyReleaseKind.RELEASE
                && shipped != null
                && isBelow(release.getVersion(), shipped.version())) {
            return Result.KNOWN;
        }
        return take(release, publishedAt, !release.getEffectiveAt().isAfter(clock.instant()));
    }

    private Result take(PolicyRelease release, Instant publishedAt, boolean past) {
        return switch (release.getKind()) {
            case RELEASE -> release(release, publishedAt, past);
            case STOP -> stop(release, publishedAt);
            case UNKNOWN -> throw new RefusedReleaseException("kind is UNKNOWN; allowed: RELEASE, STOP");
        };
    }

    /** What the examples say today against versions that were recalled, by policy; empty where all hold. */
    public Map<String, String> doubts() {
        Map<String, String> doubts = new TreeMap<>();
        recalled.forEach((policy, pack) -> {
            String doubt = verifier.doubt(pack);
            if (doubt != null) {
                doubts.put(policy, "version " + pack.version() + ": " + doubt);
            }
        });
        return doubts;
    }

    /** Whether this is the last version of its policy that is in force or announced. */
    boolean isLatest(PolicyRelease release) {
        PolicyPack latest = inForce.latest().pack(release.getPolicy());
        return release.getKind() == PolicyReleaseKind.RELEASE
                && latest != null
                && latest.version().equals(release.getVersion());
    }

    /** Ids of the policies that are in force or announced. */
    Set<String> policies() {
        return inForce.latest().packs().stream().map(PolicyPack::id).collect(Collectors.toSet());
    }

    /**
     * Parks the rule of an alert, where its version is in force or announced; what is over is known. Each rule of a
     * version is parked once, so that no flood of alerts fills the ledger.
     */
    public Result accept(RuleAlert alert) {
        List<PolicyPack> versions = versions(alert.getPolicy());
        for (PolicyPack pack : versions) {
            if (pack.version().equals(alert.getVersion())) {
                return park(alert, pack);
            }
        }
        if (versions.isEmpty() || !isBelow(alert.getVersion(), versions.get(0).version())) {
            throw new RefusedReleaseException("an alert names a policy or a version that was not released");
        }
        return Result.KNOWN;
    }

    private Result park(RuleAlert alert, PolicyPack pack) {
        if (!pack.rulesInForce().contains(alert.getRule())) {
            throw new RefusedReleaseException(
                    "an alert names a rule that is not in policy " + pack.id() + " " + pack.version());
        }
        boolean known = start.isParked(pack.id(), pack.version(), alert.getRule())
                || entries.stream()
                        .anyMatch(entry -> entry instanceof LedgerEntry.Parked parked
                                && parked.policy().equals(pack.id())
                                && parked.version().equals(pack.version())
                                && parked.rule().equals(alert.getRule()));
        return known
                ? Result.KNOWN
                : add(new LedgerEntry.Parked(alert.getParkedAt(), pack.id(), pack.version(), alert.getRule()));
    }

    /** Whether the rule of an alert is parked in what is in force last. */
    boolean isParked(RuleAlert alert) {
        PolicyPack pack = inForce.latest().pack(alert.getPolicy());
        return pack != null && pack.version().equals(alert.getVersion()) && pack.isParked(alert.getRule());
    }

    private Result release(PolicyRelease release, Instant publishedAt, boolean past) {
        for (PolicyPack known : versions(release.getPolicy())) {
            if (known.version().equals(release.getVersion()) && known.sha256().equals(release.getSha256())) {
                return Result.KNOWN;
            }
        }
        PolicyPack pack = past ? verifier.released(release, publishedAt) : verifier.release(release, publishedAt);
        for (PolicyPack known : versions(pack.id())) {
            if (!PolicyVersion.rises(known.version(), pack.version())) {
                throw new RefusedReleaseException("version " + pack.version() + " of policy " + pack.id()
                        + " is not above " + known.version() + ", which was released before; allowed: a higher one");
            }
        }
        requireTime(release, publishedAt);
        Result result = add(new LedgerEntry.Released(release.getEffectiveAt(), pack));
        stoppable.compute(pack.id(), (id, known) -> known == null ? Stoppable.of(pack) : known.with(pack));
        if (past) {
            recalled.put(pack.id(), pack);
        } else {
            recalled.remove(pack.id());
        }
        return result;
    }

    private Result stop(PolicyRelease stop, Instant publishedAt) {
        List<PolicyPack> versions = versions(stop.getPolicy());
        if (!versions.isEmpty() && isBelow(stop.getVersion(), versions.get(0).version())) {
            return Result.KNOWN;
        }
        verifier.stop(stop, publishedAt);
        requireTime(stop, publishedAt);
        Stoppable known = stoppable.get(stop.getPolicy());
        if (known == null) {
            throw new RefusedReleaseException("policy " + stop.getPolicy() + " is not in force; allowed: "
                    + String.join(
                            ", ",
                            inForce.latest().packs().stream()
                                    .map(PolicyPack::id)
                                    .toList()));
        }
        known.require(stop);
        return add(new LedgerEntry.Stopped(
                stop.getEffectiveAt(), stop.getPolicy(), stop.getVersion(), List.copyOf(stop.getStops())));
    }

    /** An instant before its own publication would be a boundary that some posts have passed already. */
    private void requireTime(PolicyRelease release, Instant publishedAt) {
        Instant from = release.getEffectiveAt();
        if (from.isBefore(publishedAt) || from.isAfter(publishedAt.plus(LONGEST_NOTICE))) {
            throw new RefusedReleaseException("effectiveAt is " + from + ", published at " + publishedAt
                    + "; allowed: from then on, at most " + LONGEST_NOTICE + " later");
        }
        for (LedgerEntry entry : entries) {
            if (release.getKind() == PolicyReleaseKind.RELEASE
                    && entry instanceof LedgerEntry.Released before
                    && before.pack().id().equals(release.getPolicy())
                    && from.isBefore(before.from())) {
                throw new RefusedReleaseException("effectiveAt is " + from + ", before that of version "
                        + before.pack().version() + "; allowed: " + before.from() + " or later");
            }
        }
    }

    /** The versions of a policy that are in force or announced. */
    private List<PolicyPack> versions(String policy) {
        List<PolicyPack> versions = new ArrayList<>();
        PolicyPack first = start.pack(policy);
        if (first != null) {
            versions.add(first);
        }
        for (LedgerEntry entry : entries) {
            if (entry instanceof LedgerEntry.Released released
                    && released.pack().id().equals(policy)) {
                versions.add(released.pack());
            }
        }
        return versions;
    }

    private Result add(LedgerEntry entry) {
        List<LedgerEntry> all = new ArrayList<>(entries);
        all.add(entry);
        all.sort(Comparator.comparing(LedgerEntry::from)); // stable: of one instant, in the order of arrival
        List<Era> eras;
        try {
            eras = eras(all);
        } catch (PolicyException e) {
            throw new RefusedReleaseException("it does not go with the other policies: " + e.getMessage(), e);
        }
        if (entry instanceof LedgerEntry.Stopped && areSame(eras, eras(entries))) {
            return Result.KNOWN;
        }
        Instant now = clock.instant();
        entries.clear();
        entries.addAll(all);
        forget(now);
        inForce.replace(eras, now);
        return entry.from().isBefore(now) ? Result.LATE : Result.ACCEPTED;
    }

    private List<Era> eras(List<LedgerEntry> all) {
        List<Era> eras = new ArrayList<>();
        Curtailed state = start;
        eras.add(new Era(Instant.EPOCH, state.book()));
        for (LedgerEntry entry : all) {
            state = state.after(entry);
            PolicyBook book = state.book();
            if (eras.get(eras.size() - 1).from().equals(entry.from())) {
                eras.remove(eras.size() - 1);
            }
            eras.add(new Era(entry.from(), book));
        }
        return eras;
    }

    /** Whether at each beginning of these eras the same packs hold as by the others. */
    private static boolean areSame(List<Era> eras, List<Era> others) {
        int at = 0;
        for (Era era : eras) {
            while (at + 1 < others.size() && !others.get(at + 1).from().isAfter(era.from())) {
                at++;
            }
            if (!hashes(era.book()).equals(hashes(others.get(at).book()))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> hashes(PolicyBook book) {
        return book.packs().stream().map(PolicyPack::sha256).toList();
    }

    /** What came into force long ago is the new beginning. */
    private void forget(Instant now) {
        while (!entries.isEmpty() && entries.get(0).from().isBefore(now.minus(PoliciesInForce.KEPT.multipliedBy(2)))) {
            start = start.after(entries.remove(0));
        }
    }

    private static boolean isBelow(String version, String than) {
        try {
            return PolicyVersion.rises(version, than);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
