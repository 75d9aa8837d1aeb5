package dev.sluice.escalation.ledger;

import dev.sluice.escalation.log.Checkpoint;
import dev.sluice.escalation.log.Hash;
import dev.sluice.escalation.log.LogAudit;
import dev.sluice.escalation.log.LogException;
import dev.sluice.escalation.log.LogStorage;
import dev.sluice.escalation.log.NoteKey;
import dev.sluice.escalation.log.SignedNote;
import dev.sluice.escalation.timestamp.Timestamp;
import dev.sluice.escalation.timestamp.TimestampAuthority;
import dev.sluice.escalation.timestamp.TimestampCheck;
import dev.sluice.escalation.timestamp.TimestampException;
import dev.sluice.escalation.vault.Problem.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Checks issued checkpoints against the log as it is, and what others say about them. */
final class IssuedCheck {
    private static final Pattern ACKNOWLEDGEMENT = Pattern.compile("ack-[0-9a-f]{8}\\.txt");
    private static final int MOST_NAMES = 20;

    private final LogStorage storage;
    private final LogAudit audit;
    private final Checkpoint head;
    private final LogKeys keys;
    private final Map<Long, Instant> sealedAt;
    private final LedgerTrust trust;
    private final Findings findings;
    private final TreeSet<String> untrusted = new TreeSet<>();
    private final TreeSet<String> unknownWitnesses = new TreeSet<>();
    private List<String> authorities = List.of();
    private int timestamps;
    private int waiting;
    private int acknowledgements;

    /** What the check needs to know. */
    record Context(LogStorage storage, LogAudit audit, Checkpoint head, LogKeys keys, Map<Long, Instant> sealedAt) {}

    IssuedCheck(Context context, LedgerTrust trust, Findings findings) {
        this.storage = context.storage();
        this.audit = context.audit();
        this.head = context.head();
        this.keys = context.keys();
        this.sealedAt = context.sealedAt();
        this.trust = trust;
        this.findings = findings;
    }

    int timestamps() {
        return timestamps;
    }

    int waiting() {
        return waiting;
    }

    int acknowledgements() {
        return acknowledgements;
    }

    void run(List<String> items) throws IOException {
        byte[] names = storage.read(IssuedCheckpoints.AUTHORITIES);
        if (names != null) {
            authorities = new String(names, StandardCharsets.US_ASCII)
                    .lines()
                    .filter(TimestampAuthority::isName)
                    .limit(MOST_NAMES)
                    .toList();
        }
        for (String name : storage.list(IssuedCheckpoints.TOP)) {
            if (!name.endsWith("/") || !items.contains(name.substring(0, name.length() - 1))) {
                findings.problem(Kind.COMPLETENESS, "log/" + IssuedCheckpoints.TOP + name, "was added");
            }
        }
        for (String item : items) {
            check(item);
        }
        if (!untrusted.isEmpty()) {
            findings.note("timestamps of " + untrusted + " are taken at their word: give the certificates you trust");
        }
        if (!unknownWitnesses.isEmpty()) {
            findings.note("acknowledgements by " + unknownWitnesses + " are not checked: give their verifier keys");
        }
    }

    /** Holds a checkpoint that somebody kept against the log. */
    void checkSeen(SignedNote note, String what) {
        try {
            Checkpoint checkpoint = Checkpoint.of(note);
            checkAgainstLog(checkpoint, what);
            keys.check(note, sealedAt.get(checkpoint.size()))
                    .ifPresent(wrong -> findings.problem(wrong.kind(), what, wrong.detail()));
        } catch (LogException e) {
            findings.problem(Kind.LOG, what, e.getMessage());
        }
    }

    private void check(String item) throws IOException {
        String folder = IssuedCheckpoints.TOP + item + "/";
        List<String> names = storage.list(folder);
        if (!names.contains(IssuedCheckpoints.CHECKPOINT)) {
            boolean crashed = names.stream().allMatch(name -> name.endsWith(".unfinished"));
            if (crashed) {
                findings.note("log/" + folder + " was left unfinished by a crash; it counts for nothing");
                return;
            }
            findings.problem(Kind.COMPLETENESS, "log/" + folder + IssuedCheckpoints.CHECKPOINT, "is missing");
            return;
        }
        byte[] content = read(folder + IssuedCheckpoints.CHECKPOINT);
        Optional<SignedNote> note = checkpoint(item, content);
        for (String name : names) {
            if (!name.equals(IssuedCheckpoints.CHECKPOINT)) {
                checkBeside(folder, name, content, note);
            }
        }
        for (String authority : authorities) {
            boolean waits = !names.contains(authority + IssuedCheckpoints.STAMPED)
                    && !names.contains(authority + IssuedCheckpoints.REFUSED);
            waiting += waits ? 1 : 0;
        }
    }

    private Optional<SignedNote> checkpoint(String item, byte[] content) {
        String path = "log/" + IssuedCheckpoints.TOP + item + "/" + IssuedCheckpoints.CHECKPOINT;
        try {
            SignedNote note = SignedNote.parse(content);
            Checkpoint checkpoint = Checkpoint.of(note);
            if (!IssuedCheckpoints.item(checkpoint.size()).equals(item)) {
                findings.problem(Kind.LOG, path, "is that of " + checkpoint.size() + " leaves");
            } else {
                checkAgainstLog(checkpoint, path);
            }
            keys.check(note, sealedAt.get(checkpoint.size()))
                    .ifPresent(wrong -> findings.problem(wrong.kind(), path, wrong.detail()));
            return Optional.of(note);
        } catch (LogException e) {
            findings.problem(Kind.LOG, path, "is no checkpoint: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void checkAgainstLog(Checkpoint checkpoint, String path) {
        Optional<Hash> root = audit.rootAt(checkpoint.size());
        if (!checkpoint.origin().equals(head.origin())) {
            findings.problem(Kind.LOG, path, "is of another log, " + checkpoint.origin());
        } else if (checkpoint.size() > head.size()) {
            findings.problem(
                    Kind.LOG,
                    path,
                    "has " + checkpoint.size() + " leaves and the log only " + head.size() + ": the log was cut");
        } else if (root.isPresent() && !root.get().equals(checkpoint.root())) {
            findings.problem(
                    Kind.LOG,
                    path,
                    "has another root than the log's first " + checkpoint.size() + " leaves: the log was rewritten");
        }
    }

    private void checkBeside(String folder, String name, byte[] content, Optional<SignedNote> note) throws IOException {
        int end = name.lastIndexOf('.');
        String start = end < 0 ? name : name.substring(0, end);
        String ending = end < 0 ? "" : name.substring(end);
        String path = "log/" + folder + name;
        if (ending.equals(".unfinished")) {
            findings.note(path + " was left unfinished by a crash; it counts for nothing");
        } else if (ending.equals(IssuedCheckpoints.STAMPED) && TimestampAuthority.isName(start)) {
            checkTimestamp(path, read(folder + name), content);
        } else if (ending.equals(IssuedCheckpoints.REFUSED) && TimestampAuthority.isName(start)) {
            findings.note(path + ": the authority gave no timestamp");
        } else if (ACKNOWLEDGEMENT.matcher(name).matches()) {
            note.ifPresent(checkpoint -> checkAcknowledgement(path, folder + name, checkpoint));
        } else {
            findings.problem(Kind.COMPLETENESS, path.replaceAll("[^\\x20-\\x7e]", "?"), "was added");
        }
    }

    private void checkTimestamp(String path, byte[] response, byte[] content) {
        try {
            Timestamp timestamp = TimestampCheck.check(response, content, trust.authorities());
            timestamps++;
            if (!timestamp.trusted() && untrusted.size() < MOST_NAMES) {
                untrusted.add(timestamp.authority());
            }
        } catch (TimestampException e) {
            findings.problem(Kind.TIMESTAMP, path, "does not hold: " + e.getMessage());
        }
    }

    private void checkAcknowledgement(String path, String name, SignedNote checkpoint) {
        try {
            SignedNote acknowledged = SignedNote.parse(read(name));
            if (!acknowledged.text().equals(checkpoint.text())) {
                findings.problem(Kind.LOG, path, "acknowledges another checkpoint");
                return;
            }
            Optional<NoteKey> witness = trust.witnesses().stream()
                    .filter(key -> name.endsWith(IssuedCheckpoints.ACKNOWLEDGED + key.idText() + ".txt"))
                    .findFirst();
            if (witness.isEmpty()) {
                acknowledged.signatures().stream()
                        .map(SignedNote.Line::name)
                        .filter(signer -> !signer.equals(head.origin()) && unknownWitnesses.size() < MOST_NAMES)
                        .forEach(unknownWitnesses::add);
                return;
            }
            Optional<Instant> at = acknowledged.cosignedBy(witness.get());
            if (at.isPresent()) {
                acknowledgements++;
            } else {
                findings.problem(
                        Kind.SIGNATURE,
                        path,
                        "is not signed by " + witness.get().name());
            }
        } catch (LogException | IOException e) {
            findings.problem(Kind.LOG, path, "is no acknowledgement: " + e.getMessage());
        }
    }

    private byte[] read(String name) throws IOException {
        byte[] content = storage.read(name);
        return content == null ? new byte[0] : content;
    }
}
