package dev.sluice.escalation.custody;

import dev.sluice.escalation.custody.CustodyEvent.Act;
import dev.sluice.escalation.durable.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of a custody log. An event counts once {@link #append} has returned: its line is then on the device. A
 * line that a crash left unfinished never counted; opening the log takes it off and says so in an event of its own.
 * Thread-safe.
 */
public final class CustodyLog implements AutoCloseable {
    /** The log's name in its folder. */
    public static final String FILE = "custody.jsonl";
    /** The name of the file beside it that its writer locks; empty. */
    public static final String LOCK_FILE = "custody.lock";

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;
    private final FileChannel lockChannel;
    private final DurableFiles files;
    private final Clock clock;
    private final EventIndex events = new EventIndex();
    private CustodyReader.End end;
    private boolean broken;

    private CustodyLog(Path folder, DurableFiles files, Clock clock, FileChannel lockChannel, FileLock lock)
            throws IOException {
        this.path = folder.resolve(FILE);
        this.files = files;
        this.clock = clock;
        this.lockChannel = lockChannel;
        this.lock = lock;
        this.end = CustodyReader.read(path, this::index);
        this.channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel.position(end.bytes());
    }

    /**
     * Opens the log of a folder for writing and checks its chain.
     *
     * @throws CustodyException where another process writes it, or its chain does not hold
     */
    public static CustodyLog open(Path folder, String actor, DurableFiles files, Clock clock) throws IOException {
        files.createFolders(folder);
        Path lockPath = folder.resolve(LOCK_FILE);
        FileChannel lockChannel = FileChannel.open(lockPath, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            CustodyLog log = new CustodyLog(folder, files, clock, lockChannel, lock(lockChannel, lockPath));
            files.syncFolder(folder);
            log.repair(actor);
            return log;
        } catch (IOException | RuntimeException e) {
            lockChannel.close();
            throw e;
        }
    }

    private static FileLock lock(FileChannel channel, Path path) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            // This very process has it open already: the same answer.
        }
        throw new CustodyException("custody log is locked by another writer (" + path + "); allowed: one at a time");
    }

    /** Adds an event and returns it once its line is on the device. */
    public synchronized CustodyEvent append(Act act) throws IOException {
        if (broken) {
            throw new CustodyException("custody log " + path + " failed before; open it again, which repairs it");
        }
        // Milliseconds, for some platforms' clocks say more than others'.
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        CustodyEvent event = CustodyEvent.next(end.seq(), end.hash(), act, at);
        byte[] line = (event.line() + "\n").getBytes(StandardCharsets.UTF_8);
        broken = true;
        files.append(channel, path, line);
        broken = false;
        index(event, end.bytes());
        end = new CustodyReader.End(event.seq(), event.hash(), end.bytes() + line.length, 0);
        return event;
    }

    /** The event of this kind about this package; null where there is none. */
    public synchronized @Nullable CustodyEvent find(CustodyAction action, String packageId) throws IOException {
        for (long offset : events.find(packageId)) {
            CustodyEvent event = eventAt(offset);
            if (event.act().action() == action && event.act().packageId().equals(packageId)) {
                return event;
            }
        }
        return null;
    }

    @Override
    public synchronized void close() throws IOException {
        try (lockChannel;
                channel) {
            lock.release();
        }
    }

    private void repair(String actor) throws IOException {
        long torn = end.tornBytes();
        if (torn > 0) {
            channel.truncate(end.bytes());
            channel.force(true);
            String purpose = "unfinished last line of " + torn + " bytes taken off after a crash";
            append(new Act(CustodyAction.REPAIRED, "", "", actor, "sink", purpose));
        }
    }

    private void index(CustodyEvent event, long offset) {
        switch (event.act().action()) {
            case SEALED, QUARANTINED -> events.put(event.act().packageId(), offset);
            case REPAIRED -> {
                // About the log itself.
            }
        }
    }

    private CustodyEvent eventAt(long offset) throws IOException {
        ByteBuffer line = ByteBuffer.allocate(CustodyReader.LONGEST_LINE_BYTES);
        int read = channel.read(line, offset);
        int length = 0;
        while (length < read && line.get(length) != '\n') {
            length++;
        }
        return CustodyEvent.parse(new String(line.array(), 0, length, StandardCharsets.UTF_8));
    }
}
