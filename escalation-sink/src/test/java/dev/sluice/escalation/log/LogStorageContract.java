package dev.sluice.escalation.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every storage does. */
abstract class LogStorageContract {
    @TempDir
    Path temp;

    private LogStorage storage;

    /** An empty storage; may use the folder. */
    abstract LogStorage storage(Path folder);

    @BeforeEach
    void opens() {
        storage = storage(temp.resolve("log"));
    }

    @Test
    void readsWhatWasWrittenLast() throws IOException {
        assertThat(storage.read("a/b")).isNull();
        storage.write("a/b", new byte[] {1});
        storage.write("a/b", new byte[] {2, 3});
        assertThat(storage.read("a/b")).containsExactly(2, 3);
    }

    @Test
    void deletesWhatIsThereAndMindsNotWhatIsNot() throws IOException {
        storage.write("a.p/1", new byte[0]);
        storage.delete("a.p/1");
        storage.delete("a.p/1");
        assertThat(storage.read("a.p/1")).isNull();
        assertThat(storage.list("")).isEmpty();
    }

    @Test
    void listsWhatIsRightBelowSorted() throws IOException {
        storage.write("tile/0/001", new byte[0]);
        storage.write("tile/0/000", new byte[0]);
        storage.write("tile/0/x001/000", new byte[0]);
        storage.write("checkpoint", new byte[0]);
        assertThat(storage.list("")).containsExactly("checkpoint", "tile/");
        assertThat(storage.list("tile/0/")).containsExactly("000", "001", "x001/");
        assertThat(storage.list("nothing/")).isEmpty();
    }
}
