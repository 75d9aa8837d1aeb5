package dev.sluice.escalation.reconcile;

import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.custody.Role;
import dev.sluice.escalation.reconcile.Gap.Kind;
import dev.sluice.escalation.vault.UnsealableRecord;
import dev.sluice.escalation.vault.UnsealableRecord.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares escalations with the custody log and with receipts. Tell it of every escalation that is in the topic, then of
 * every receipt, then of every custody event, in this order, which is the reverse of that in which the sink writes them:
 * so whatever the sink does meanwhile is no gap. Keeps a hash or two for each record in memory.
 */
public final class Reconciliation {
    private static final int MOST_GAPS = 1_000;

    private final List<Escalated> escalated = new ArrayList<>();
    private final Set<String> receipts = new HashSet<>();
    private final Map<String, String> packageOfReceipt = new HashMap<>();
    private final Map<String, String> acquired = new HashMap<>();
    private final Map<String, String> sealed = new HashMap<>();
    private final Set<String> quarantined = new HashSet<>();
    private long pending;

    private record Escalated(String where, String sha256, String quarantineId) {}

    /**
     * An escalation.
     *
     * @param sha256 hash of the record's value
     * @param committed whether the sink has committed it; what it has not is merely pending
     */
    public void escalation(Place place, String sha256, boolean committed) {
        if (committed) {
            escalated.add(new Escalated(place.toString(), sha256, UnsealableRecord.id(place, sha256)));
        } else {
            pending++;
        }
    }

    /** A receipt, with the hash of the custody event that it names. */
    public void receipt(String packageId, int version, String custodyHash) {
        receipts.add(custodyHash);
        packageOfReceipt.put(custodyHash, version(packageId, version));
    }

    /** An event of the custody log. */
    public void custody(CustodyEvent event) {
        CustodyEvent.Act act = event.act();
        switch (act.action()) {
            case ACQUIRED -> {
                if (act.by().role() == Role.SINK) {
                    acquired.put(act.sha256(), version(act.packageId(), act.version()));
                }
            }
            case SEALED -> {
                sealed.put(version(act.packageId(), act.version()), event.hash());
                packageOfReceipt.remove(event.hash());
            }
            case QUARANTINED -> quarantined.add(act.packageId());
            case VIEWED,
                    VERIFIED,
                    COPIED,
                    EXPORTED,
                    TRANSFERRED,
                    REDACTED,
                    UNMASKED,
                    HOLD_ON,
                    HOLD_OFF,
                    KEY_SHREDDED,
                    DELETED,
                    HOLD_RECORDED,
                    ERASURE_RECORDED,
                    REPAIRED -> {
                // Nothing that an escalation has to come through.
            }
        }
    }

    /** What is missing. */
    public Report report() {
        Tally tally = new Tally();
        for (Escalated one : escalated) {
            String version = acquired.get(one.sha256);
            if (quarantined.contains(one.quarantineId)) {
                tally.quarantined++;
            } else if (version == null) {
                tally.gap(Kind.NOT_ACQUIRED, one.where);
            } else if (!sealed.containsKey(version)) {
                tally.gap(Kind.NOT_SEALED, one.where);
            } else if (!receipts.contains(sealed.get(version))) {
                tally.gap(Kind.NO_RECEIPT, one.where);
            } else {
                tally.sealed++;
            }
        }
        packageOfReceipt.values().stream().sorted().forEach(version -> tally.gap(Kind.NOT_IN_LOG, version));
        return new Report(
                escalated.size() + pending, tally.sealed, tally.quarantined, pending, tally.gaps, tally.gapCount);
    }

    private static String version(String packageId, int version) {
        return packageId + "/v" + version;
    }

    private static final class Tally {
        private final List<Gap> gaps = new ArrayList<>();
        private long gapCount;
        private long sealed;
        private long quarantined;

        private void gap(Kind kind, String where) {
            gapCount++;
            if (gaps.size() < MOST_GAPS) {
                gaps.add(new Gap(kind, where));
            }
        }
    }
}
