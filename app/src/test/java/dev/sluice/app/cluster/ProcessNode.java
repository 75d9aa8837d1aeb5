package dev.sluice.app.cluster;

import dev.sluice.app.embedded.ChildJvm;
import dev.sluice.app.embedded.TemporaryFolder;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A node in a child process, on the loopback interface. */
final class ProcessNode implements Node {
    private final Path folder;
    private @Nullable Process process;

    private ProcessNode(Path folder) {
        this.folder = folder;
    }

    /** A node with these properties, which is not running yet. */
    static ProcessNode of(Map<String, String> properties) throws IOException {
        Path folder = TemporaryFolder.create("sluice-node-");
        Properties written = new Properties();
        written.putAll(properties);
        try (Writer writer = Files.newBufferedWriter(folder.resolve(NodeMain.PROPERTIES))) {
            written.store(writer, null);
        }
        Files.createDirectory(folder.resolve("tmp"));
        return new ProcessNode(folder);
    }

    @Override
    public void start() throws IOException {
        List<String> options = List.of(
                "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=broker-logback.xml");
        process = ChildJvm.of(NodeMain.class, options, List.of(folder.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("node.log").toFile()))
                .start();
    }

    @Override
    public void kill() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        TemporaryFolder.delete(folder);
    }

    @Override
    public String toString() {
        return "node in " + folder;
    }
}
