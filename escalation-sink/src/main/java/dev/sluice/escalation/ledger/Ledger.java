package dev.sluice.escalation.ledger;

import dev.sluice.escalation.custody.CustodyAction;
import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.custody.CustodyException;
import dev.sluice.escalation.custody.CustodyReader;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.log.Checkpoint;
import dev.sluice.escalation.log.LogException;
import dev.sluice.escalation.log.LogReader;
import dev.sluice.escalation.log.LogStorage;
import dev.sluice.escalation.log.MerkleLog;
import dev.sluice.escalation.log.NoteKey;
import dev.sluice.escalation.timestamp.Stamper;
import dev.sluice.escalation.timestamp.TimestampAuthority;
import dev.sluice.escalation.timestamp.TimestampClient;
import dev.sluice.escalation.vault.SigningKey;
import dev.sluice.escalation.vault.VaultException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A vault's log, open for writing, by whoever has the vault open for writing. A leaf counts once {@link #commit} has
 * returned; receipts may go out then. Not thread-safe; timestamps are asked for on a thread of its own.
 */
public final class Ledger implements AutoCloseable {
    private final Path vault;
    private final LedgerSettings settings;
    private final Clock clock;
    private final MerkleLog log;
    private final IssuedCheckpoints issued;
    private final Stamper stamper;
    private long lastCustodySeq;
    private long issuedSize;
    private Instant issuedAt = Instant.MIN;
    private boolean urgent;

    private Ledger(Path vault, LedgerSettings settings, Clock clock, LogStorage storage, MerkleLog log)
            throws IOException {
        this.vault = vault;
        this.settings = settings;
        this.clock = clock;
        this.log = log;
        this.issued = IssuedCheckpoints.open(storage, settings.authorities());
        this.issuedSize = issued.newest().orElse(0);
        this.stamper = new Stamper(
                issued, settings.authorities(), new TimestampClient(settings.timeout()), settings.backoff(), clock);
    }

    /**
     * Opens the log of a vault, makes it where there is none, and gives a leaf to every package that custody has and the
     * log does not, in the order of their sealing.
     *
     * @throws VaultException where it cannot be written, does not hold, or is ahead of the custody log
     */
    public static Ledger open(Path vault, SigningKey key, LedgerSettings settings, Clock clock, StepHook hook) {
        VaultPlaces places = new VaultPlaces(vault);
        try {
            LogStorage storage = places.log(hook);
            MerkleLog log = MerkleLog.open(storage, KeySigner.of(settings.origin(), NoteKey.Use.NOTE, key));
            String names = settings.authorities().stream()
                    .map(TimestampAuthority::name)
                    .sorted()
                    .map(name -> name + "\n")
                    .collect(Collectors.joining());
            keep(storage, IssuedCheckpoints.AUTHORITIES, names.getBytes(StandardCharsets.US_ASCII));
            Ledger ledger = new Ledger(vault, settings, clock, storage, log);
            ledger.catchUp(LogReader.open(storage).last().map(LeafStatement::parse), places.custody());
            ledger.stamper.start();
            return ledger;
        } catch (IOException e) {
            throw cannotWrite(vault, e);
        } catch (LogException | CustodyException e) {
            throw new VaultException("log of vault '" + vault + "' cannot be opened: " + e.getMessage(), e);
        }
    }

    /**
     * Adds the leaf of a package that was sealed; of one that has its leaf, does nothing.
     *
     * @param sealing the custody event
     * @param lifeThreatened whether a checkpoint is to be issued at once
     * @throws VaultException where the log cannot be written
     */
    public void add(CustodyEvent sealing, boolean lifeThreatened) {
        try {
            urgent |= append(sealing) && lifeThreatened;
        } catch (IOException e) {
            throw cannotWrite(vault, e);
        } catch (LogException e) {
            throw broken(e);
        }
    }

    /**
     * Makes the leaves that were added count, and issues a checkpoint where it is time to.
     *
     * @throws VaultException where the log cannot be written
     */
    public void commit() {
        try {
            log.commit();
            boolean due = urgent || !clock.instant().isBefore(after(issuedAt));
            if (due) {
                issue();
            }
        } catch (IOException e) {
            throw cannotWrite(vault, e);
        } catch (LogException e) {
            throw broken(e);
        }
    }

    /** The last checkpoint. */
    public Checkpoint head() {
        return Checkpoint.of(log.note());
    }

    /** Issues a last checkpoint where there are new leaves, and ends asking for timestamps; what waits stays on disk. */
    @Override
    public void close() {
        try {
            issue();
        } catch (IOException e) {
            throw cannotWrite(vault, e);
        } finally {
            stamper.close();
        }
    }

    private void issue() throws IOException {
        long size = head().size();
        if (size > issuedSize) {
            issued.issue(log.note());
            issuedSize = size;
            issuedAt = clock.instant();
            urgent = false;
            stamper.wake();
        }
    }

    private Instant after(Instant time) {
        return time.equals(Instant.MIN) ? time : time.plus(settings.issueEvery());
    }

    private boolean append(CustodyEvent sealing) throws IOException {
        if (sealing.seq() <= lastCustodySeq) {
            return false;
        }
        log.append(LeafStatement.of(sealing).bytes());
        lastCustodySeq = sealing.seq();
        return true;
    }

    private void catchUp(Optional<LeafStatement> last, Path custody) throws IOException {
        lastCustodySeq = last.map(LeafStatement::custodySeq).orElse(0L);
        boolean[] met = {last.isEmpty()};
        try {
            CustodyReader.read(custody, (event, offset) -> {
                if (event.act().action() == CustodyAction.SEALED) {
                    met[0] |= last.isPresent() && last.get().equals(LeafStatement.of(event));
                    appendUnchecked(event, met[0]);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (!met[0]) {
            throw new LogException("its last leaf names custody event " + lastCustodySeq
                    + ", which the custody log does not have; allowed: log and custody log as they were left");
        }
        log.commit();
    }

    private void appendUnchecked(CustodyEvent event, boolean met) {
        try {
            if (met) {
                append(event);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void keep(LogStorage storage, String name, byte[] content) throws IOException {
        if (!Arrays.equals(storage.read(name), content)) {
            storage.write(name, content);
        }
    }

    private VaultException broken(LogException e) {
        return new VaultException("log of vault '" + vault + "' cannot be written: " + e.getMessage(), e);
    }

    private static VaultException cannotWrite(Path vault, IOException e) {
        String detail = e.getMessage() == null
                ? ""
                : ": " + e.getMessage().lines().findFirst().orElse("");
        return new VaultException(
                "log of vault '" + vault + "' cannot be written ("
                        + e.getClass().getSimpleName() + detail + ")",
                e);
    }
}
