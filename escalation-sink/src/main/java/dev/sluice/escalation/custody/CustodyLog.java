package dev.sluice.escalation.custody;

import dev.sluice.escalation.custody.CustodyEvent.Act;
import dev.sluice.escalation.durable.DurableFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A custody log, open for writing. An event counts once {@link #append} has returned: its line is then on the device. A
 * line that a crash left unfinished never counted; whoever writes next takes it off and says so in an event of its own.
 *
 * <p>Several processes may have it open, such as the sink and somebody who looks at evidence. Each takes the lock
 * beside the log, reads what others have added, and only then writes. Thread-safe.
 */
public final class CustodyLog implements AutoCloseable {
    /** The log's name in its folder. */
    public static final String FILE = "custody.jsonl";
    /** The name of the file beside it that its writers lock; empty. */
    public static final String LOCK_FILE = "custody.lock";

    private static final int USUAL_LINE_BYTES = 1 << 12;

    private final Path path;
    private final Actor actor;
    private final CustodyLock lock;
    private final Duration longestWait;
    private final FileChannel channel;
    private final DurableFiles files;
    private final Clock clock;
    private final EventIndex events = new EventIndex();
    private CustodyReader.End end = CustodyReader.End.OF_NOTHING;
    private boolean broken;

    private CustodyLog(Path folder, Actor actor, DurableFiles files, Clock clock, Duration longestWait)
            throws IOException {
        this.path = folder.resolve(FILE);
        this.actor = actor;
        this.lock = CustodyLock.of(folder.resolve(LOCK_FILE));
        this.longestWait = longestWait;
        this.files = files;
        this.clock = clock;
        this.channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /**
     * Opens the log of a folder for writing and checks its chain.
     *
     * @param actor who repairs it where that is needed
     * @throws CustodyException where another process does not let go of it, or its chain does not hold
     */
    public static CustodyLog open(Path folder, Actor actor, DurableFiles files, Clock clock) throws IOException {
        return open(folder, actor, files, clock, CustodyLock.LONGEST_WAIT);
    }

    static CustodyLog open(Path folder, Actor actor, DurableFiles files, Clock clock, Duration longestWait)
            throws IOException {
        files.createFolders(folder);
        CustodyLock.Held held = CustodyLock.of(folder.resolve(LOCK_FILE)).take(longestWait);
        try (held) {
            CustodyLog log = new CustodyLog(folder, actor, files, clock, longestWait);
            try {
                files.syncFolder(folder);
                log.catchUp();
                return log;
            } catch (IOException | RuntimeException e) {
                log.channel.close();
                throw e;
            }
        }
    }

    /** Keeps other writers out until closed; its holder may append meanwhile. */
    public interface Exclusive extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    /** Keeps other writers out, with all that they have written read. */
    public synchronized Exclusive exclusive() throws IOException {
        CustodyLock.Held held = lock.take(longestWait);
        try {
            catchUp();
            return held::close;
        } catch (IOException | RuntimeException e) {
            held.close();
            throw e;
        }
    }

    /** Adds an event and returns it once its line is on the device. */
    public CustodyEvent append(Act act) throws IOException {
        return append(List.of(act)).getFirst();
    }

    /** Adds events and returns them once all their lines are on the device, which takes no longer than one. */
    public synchronized List<CustodyEvent> append(List<Act> acts) throws IOException {
        try (CustodyLock.Held held = lock.take(longestWait)) {
            catchUp();
            return write(acts);
        }
    }

    /** The event of this kind about this version of a package; null where there is none. Only for what is done once. */
    public synchronized @Nullable CustodyEvent find(CustodyAction action, String packageId, int version)
            throws IOException {
        for (long offset : events.find(packageId)) {
            CustodyEvent event = eventAt(offset);
            Act act = event.act();
            if (act.action() == action && act.packageId().equals(packageId) && act.version() == version) {
                return event;
            }
        }
        return null;
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }

    private List<CustodyEvent> write(List<Act> acts) throws IOException {
        List<CustodyEvent> written = new ArrayList<>(acts.size());
        List<Long> offsets = new ArrayList<>(acts.size());
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        // Milliseconds, for some platforms' clocks say more than others'.
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        long seq = end.seq();
        String hash = end.hash();
        for (Act act : acts) {
            CustodyEvent event = CustodyEvent.next(seq, hash, act, at);
            offsets.add(end.bytes() + lines.size());
            lines.writeBytes((event.line() + "\n").getBytes(StandardCharsets.UTF_8));
            written.add(event);
            seq = event.seq();
            hash = event.hash();
        }
        broken = true;
        channel.position(end.bytes());
        files.append(channel, path, lines.toByteArray());
        broken = false;
        for (int i = 0; i < written.size(); i++) {
            index(written.get(i), offsets.get(i));
        }
        end = new CustodyReader.End(seq, hash, end.bytes() + lines.size(), 0);
        return written;
    }

    /** Reads what other writers have added, and takes off what one of them left unfinished; with the lock held. */
    private void catchUp() throws IOException {
        if (broken) {
            throw new CustodyException("custody log " + path + " failed before; open it again, which repairs it");
        }
        long size = channel.size();
        if (size == end.bytes()) {
            return;
        }
        if (size < end.bytes()) {
            throw new CustodyException("custody log " + path + " has " + size + " bytes and had " + end.bytes()
                    + ": its end was cut off while it was open");
        }
        end = CustodyReader.read(path, end, this::index);
        long torn = end.tornBytes();
        if (torn > 0) {
            channel.truncate(end.bytes());
            channel.force(true);
            end = new CustodyReader.End(end.seq(), end.hash(), end.bytes(), 0);
            String purpose = "unfinished last line of " + torn + " bytes taken off after a crash";
            var unused = write(List.of(new Act(CustodyAction.REPAIRED, Subject.LOG, actor, purpose)));
        }
    }

    private void index(CustodyEvent event, long offset) {
        if (event.act().action().isDoneOnce() && !event.act().packageId().isEmpty()) {
            events.put(event.act().packageId(), offset);
        }
    }

    private CustodyEvent eventAt(long offset) throws IOException {
        for (int bytes = USUAL_LINE_BYTES; ; bytes = CustodyReader.LONGEST_LINE_BYTES) {
            ByteBuffer line = ByteBuffer.allocate(bytes);
            int read = channel.read(line, offset);
            int length = 0;
            while (length < read && line.get(length) != '\n') {
                length++;
            }
            if (length < bytes || bytes == CustodyReader.LONGEST_LINE_BYTES) {
                return CustodyEvent.parse(new String(line.array(), 0, length, StandardCharsets.UTF_8));
            }
        }
    }
}
