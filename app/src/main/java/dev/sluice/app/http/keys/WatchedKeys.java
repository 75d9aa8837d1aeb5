package dev.sluice.app.http.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a file, read again when the file has changed. A file that has become wrong is reported, and the keys of
 * before stay in force.
 */
public final class WatchedKeys implements Supplier<KeyRing> {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedKeys.class);

    private final Path file;
    private final Clock clock;
    private volatile KeyRing ring;
    private FileTime seen;

    /**
     * The keys of this file.
     *
     * @throws KeyFileException where it cannot be used
     */
    public WatchedKeys(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
        this.seen = modified();
        this.ring = KeyFile.read(file, clock, null);
    }

    @Override
    public KeyRing get() {
        return ring;
    }

    /** Looks whether the file has changed. */
    public synchronized void look() {
        FileTime now = modified();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            ring = KeyFile.read(file, clock, ring);
            LOG.info("keys were read again: {} keys", ring.all().size());
        } catch (KeyFileException e) {
            LOG.error("{}; the keys of before stay in force", e.getMessage());
        }
    }

    private FileTime modified() {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
