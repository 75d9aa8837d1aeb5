package dev.sluice.escalation.ledger;

import dev.sluice.escalation.custody.CustodyAction;
import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.custody.CustodyException;
import dev.sluice.escalation.custody.CustodyReader;
import dev.sluice.escalation.durable.DurableFiles;
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
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A vault's log, open for writing, by one process at a time. It reads the custody log for what was sealed, by this process
 * or another; the leaves of all that was sealed before {@link #commit} count once that has returned, and receipts may go
 * out then. Not thread-safe; timestamps are asked for on a thread of its own.
 */
public final class Ledger implements AutoCloseable {
    private final Path vault;
    private final Path custody;
    private final LedgerLock lock;
    private final LedgerSettings settings;
    private final Clock clock;
    private final MerkleLog log;
    private final IssuedCheckpoints issued;
    private final Stamper stamper;
    private CustodyReader.End custodyEnd = new CustodyReader.End(0, CustodyEvent.GENESIS, 0, 0);
    private long lastCustodySeq;
    private long issuedSize;
    private Instant issuedAt = Instant.MIN;
    private boolean urgent;

    private Ledger(VaultPlaces places, LedgerLock lock, LedgerSettings settings, Clock clock, Opened opened)
            throws IOException {
        this.vault = places.vault();
        this.custody = places.custody();
        this.lock = lock;
        this.settings = settings;
        this.clock = clock;
        this.log = opened.log();
        this.issued = IssuedCheckpoints.open(opened.storage(), settings.authorities());
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
            new DurableFiles(hook).createFolders(places.logFolder());
            LedgerLock lock = LedgerLock.take(places.logFolder());
            try {
                Ledger ledger = open(places, lock, key, settings, clock, hook);
                ledger.stamper.start();
                return ledger;
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw cannotWrite(vault, e);
        } catch (LogException | CustodyException e) {
            throw new VaultException("log of vault '" + vault + "' cannot be opened: " + e.getMessage(), e);
        }
    }

    private record Opened(LogStorage storage, MerkleLog log) {}

    private static Ledger open(
            VaultPlaces places, LedgerLock lock, SigningKey key, LedgerSettings settings, Clock clock, StepHook hook)
            throws IOException {
        LogStorage storage = places.log(hook);
        MerkleLog log = MerkleLog.open(storage, KeySigner.of(settings.origin(), NoteKey.Use.NOTE, key));
        String names = settings.authorities().stream()
                .map(TimestampAuthority::name)
                .sorted()
                .map(name -> name + "\n")
                .collect(Collectors.joining());
        keep(storage, IssuedCheckpoints.AUTHORITIES, names.getBytes(StandardCharsets.US_ASCII));
        Ledger ledger = new Ledger(places, lock, settings, clock, new Opened(storage, log));
        ledger.catchUp(LogReader.open(storage).last().map(LeafStatement::parse));
        return ledger;
    }

    /** Has the next {@link #commit} issue a checkpoint, for a life is threatened. */
    public void hurry() {
        urgent = true;
    }

    /**
     * Gives a leaf to every package that was sealed since, makes them count, and issues a checkpoint where it is time to.
     *
     * @throws VaultException where the log cannot be written
     */
    public void commit() {
        try {
            readCustody();
            log.commit();
            boolean due = urgent || !clock.instant().isBefore(after(issuedAt));
            if (due) {
                issue();
            }
        } catch (IOException e) {
            throw cannotWrite(vault, e);
        } catch (LogException | CustodyException e) {
            throw new VaultException("log of vault '" + vault + "' cannot be written: " + e.getMessage(), e);
        }
    }

    /** The last checkpoint. */
    public Checkpoint head() {
        return Checkpoint.of(log.note());
    }

    /** Issued checkpoints that have no timestamp yet, by authority. */
    public Map<String, Integer> timestampsWaiting() {
        return issued.waitingCounts();
    }

    /** Issues a last checkpoint where there are new leaves, and ends asking for timestamps; what waits stays on disk. */
    @Override
    public void close() {
        try (lock) {
            try {
                issue();
            } finally {
                stamper.close();
            }
        } catch (IOException e) {
            throw cannotWrite(vault, e);
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

    private void catchUp(Optional<LeafStatement> last) throws IOException {
        lastCustodySeq = last.map(LeafStatement::custodySeq).orElse(0L);
        boolean[] met = {last.isEmpty()};
        readCustody(sealing -> met[0] |= last.isPresent() && last.get().equals(LeafStatement.of(sealing)));
        if (!met[0]) {
            throw new LogException("its last leaf names custody event " + lastCustodySeq
                    + ", which the custody log does not have; allowed: log and custody log as they were left");
        }
        log.commit();
    }

    private void readCustody() throws IOException {
        boolean news = Files.exists(custody) && Files.size(custody) != custodyEnd.bytes();
        if (news) {
            readCustody(sealing -> {});
        }
    }

    private void readCustody(Consumer<CustodyEvent> sealings) throws IOException {
        try {
            long before = log.size();
            custodyEnd = CustodyReader.read(custody, custodyEnd, (event, offset) -> {
                if (event.act().action() == CustodyAction.SEALED) {
                    sealings.accept(event);
                    append(event);
                }
            });
            if (log.size() > before) {
                // Another process may have written an event and not have taken it to the device yet: first it, then us.
                try (FileChannel channel = FileChannel.open(custody, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void append(CustodyEvent sealing) {
        if (sealing.seq() > lastCustodySeq) {
            try {
                log.append(LeafStatement.of(sealing).bytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            lastCustodySeq = sealing.seq();
        }
    }

    private static void keep(LogStorage storage, String name, byte[] content) throws IOException {
        if (!Arrays.equals(storage.read(name), content)) {
            storage.write(name, content);
        }
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
