package dev.sluice.escalation.ledger;

import dev.sluice.escalation.vault.VaultException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Lets one process at a time write a vault's log. Ends with the process, however that ends. */
final class LedgerLock implements AutoCloseable {
    /** The file that is locked; empty. */
    static final String FILE = "ledger.lock";

    private final FileChannel channel;

    private LedgerLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws VaultException where another writer has it
     */
    static LedgerLock take(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new LedgerLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            // This very process has it open already: the same answer.
        }
        channel.close();
        throw new VaultException("log '" + folder + "' is locked by another writer; allowed: one sink at a time");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
