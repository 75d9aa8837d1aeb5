package dev.sluice.escalation.custody;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One writer at a time, among processes by a lock on the file beside the log and among threads by a lock in memory, for
 * the platform does not let one process lock a file twice. A thread that holds it may take it again. Advisory: it keeps
 * our own processes apart, not a vandal, whom the chain of hashes shows; and it needs a file system that has locks, as
 * local disks do.
 */
final class CustodyLock {
    /** Longer than any write takes; who waits longer had better say so than wait on. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final long RETRY_MILLIS = 5;
    private static final Map<Path, CustodyLock> LOCKS = new ConcurrentHashMap<>();

    private final Path path;
    private final ReentrantLock threads = new ReentrantLock();
    private @Nullable FileChannel channel;

    private CustodyLock(Path path) {
        this.path = path;
    }

    /** Held until closed. */
    interface Held extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    /** The lock with this path; one in this process. */
    static CustodyLock of(Path path) {
        return LOCKS.computeIfAbsent(path.toAbsolutePath().normalize(), CustodyLock::new);
    }

    /**
     * Takes the lock.
     *
     * @throws CustodyException where another writer does not let go of it
     */
    Held take(Duration longestWait) throws IOException {
        long deadline = System.nanoTime() + longestWait.toNanos();
        boolean taken = false;
        try {
            taken = threads.tryLock(longestWait.toMillis(), TimeUnit.MILLISECONDS);
            if (!taken) {
                throw busy();
            }
            if (threads.getHoldCount() == 1) {
                lockFile(deadline);
            }
            taken = false;
            return this::release;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } finally {
            if (taken) {
                threads.unlock();
            }
        }
    }

    private void lockFile(long deadline) throws IOException, InterruptedException {
        FileChannel opened = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock locked = null;
        try {
            for (locked = opened.tryLock(); locked == null; locked = opened.tryLock()) {
                if (System.nanoTime() > deadline) {
                    throw busy();
                }
                Thread.sleep(RETRY_MILLIS);
            }
            channel = opened;
        } finally {
            if (locked == null) {
                opened.close();
            }
        }
    }

    private void release() throws IOException {
        try {
            FileChannel opened = channel;
            if (threads.getHoldCount() == 1 && opened != null) {
                channel = null;
                opened.close();
            }
        } finally {
            threads.unlock();
        }
    }

    private CustodyException busy() {
        return new CustodyException("custody log is locked by another writer (" + path + "); allowed: one at a time");
    }
}
