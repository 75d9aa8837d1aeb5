package dev.sluice.escalation.log;

import java.nio.file.Path;

class MemoryStorageTest extends LogStorageContract {
    @Override
    LogStorage storage(Path folder) {
        return new MemoryStorage();
    }
}
