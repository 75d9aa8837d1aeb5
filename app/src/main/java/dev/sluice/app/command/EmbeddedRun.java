package dev.sluice.app.command;

import dev.sluice.app.embedded.EmbeddedStack;
import dev.sluice.app.embedded.StackSettings;
import dev.sluice.app.play.AllOutputs;
import dev.sluice.app.play.EventTally;
import dev.sluice.app.play.OutputFolder;
import dev.sluice.app.play.OutputReader;
import dev.sluice.app.play.Outputs;
import dev.sluice.app.play.Playback;
import dev.sluice.app.play.PostPublisher;
import dev.sluice.app.play.RunSummary;
import dev.sluice.app.play.Tally;
import dev.sluice.app.posts.PostInput;
import dev.sluice.app.posts.PostLine;
import dev.sluice.app.posts.PostLines;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.app.terminal.Progress;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.health.Telemetry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Plays a file of posts through the embedded stack into a folder of results: what {@code run} and {@code demo} share.
 */
final class EmbeddedRun implements AutoCloseable {
    private static final Duration STALL_LIMIT = Duration.ofSeconds(60);
    private static final String NO_POST = "not an Avro record";

    private final Terminal terminal;
    private final Path output;
    private final Telemetry telemetry = Telemetry.simple();
    private final EmbeddedStack stack;
    private final Thread onInterrupt;

    /**
     * Starts the stack; it also stops when the process is interrupted.
     *
     * @param output the folder of results, ready to be written
     */
    EmbeddedRun(Terminal terminal, Path policies, Path output) {
        this.terminal = terminal;
        this.output = output;
        this.stack = EmbeddedStack.start(new StackSettings(
                policies, output.resolve("vault"), StackSettings.BROKER_HEAP_MIB, telemetry, terminal::note));
        this.onInterrupt = new Thread(stack::close, "close-stack");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
    }

    EmbeddedStack stack() {
        return stack;
    }

    /**
     * Plays a file and writes the results.
     *
     * @param input the file
     * @param withFaults whether a broken record and a repeated post are published after it, to show what becomes of
     *     them
     * @param watcher sees what comes out, besides the folder; null for none
     */
    RunSummary play(Path input, boolean withFaults, @Nullable Outputs watcher) throws IOException {
        long started = System.nanoTime();
        long total = countLines(input) + (withFaults ? 2 : 0);
        Tally tally = new Tally();
        EventTally events = new EventTally();
        RunSummary summary;
        try (OutputFolder folder = new OutputFolder(output);
                PostLines lines = new PostLines(stream(input, withFaults), Instant.now());
                PostPublisher publisher = new PostPublisher(stack.client(), stack.registry(), "");
                OutputReader reader =
                        new OutputReader(stack.client(), stack.registry(), "", outputs(tally, folder, watcher));
                Progress progress = new Progress(terminal, "events")) {
            if (withFaults) {
                publisher.publishRaw(
                        TopicCatalogue.POSTS, NO_POST, NO_POST.getBytes(StandardCharsets.UTF_8), Instant.now());
                events.addBroken();
            }
            Follower follower = new Follower(folder, events, progress, total);
            new Playback(publisher, reader, tally, telemetry.counters(), STALL_LIMIT)
                    .play(lines, withFaults ? 1 : 0, follower);
            folder.finish();
            summary = RunSummary.of(
                    RunSummary.Lines.of(lines, follower.refused.get() - lines.bad()),
                    events.events(),
                    tally,
                    telemetry.counters().totals(),
                    folder.inForce(),
                    Duration.ofNanos(System.nanoTime() - started));
        }
        Files.writeString(output.resolve("signer.pem"), stack.signerPem());
        try (JsonLines json = new JsonLines(Files.newOutputStream(output.resolve("summary.json")))) {
            json.write(summary::writeTo);
        }
        return summary;
    }

    /** Stops the stack. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException e) {
            // The process is ending: the hook closes the stack, and this thread waits for it below.
        }
        stack.close();
    }

    private static AllOutputs outputs(Tally tally, OutputFolder folder, @Nullable Outputs watcher) {
        List<Outputs> takers = new ArrayList<>(List.of(tally, folder));
        if (watcher != null) {
            takers.add(watcher);
        }
        return new AllOutputs(takers);
    }

    /** The file and, where faults are wanted, its first line once more. */
    private static InputStream stream(Path input, boolean withFaults) throws IOException {
        InputStream file = PostInput.open(input);
        if (!withFaults) {
            return file;
        }
        try (InputStream again = PostInput.open(input)) {
            byte[] first = firstLine(again);
            return new SequenceInputStream(file, new ByteArrayInputStream(first));
        }
    }

    private static byte[] firstLine(InputStream input) throws IOException {
        java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
        for (int b = input.read(); b >= 0 && b != '\n' && line.size() < PostLines.MAX_LINE_BYTES; b = input.read()) {
            line.write(b);
        }
        return line.toByteArray();
    }

    private static long countLines(Path input) throws IOException {
        long lines = 0;
        int last = '\n';
        byte[] buffer = new byte[1 << 16];
        try (InputStream stream = PostInput.open(input)) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    last = buffer[i];
                    lines += last == '\n' ? 1 : 0;
                }
            }
        }
        return last == '\n' ? lines : lines + 1;
    }

    private final class Follower implements Playback.Listener {
        private final OutputFolder folder;
        private final EventTally events;
        private final Progress progress;
        private final long total;
        private final AtomicLong refused = new AtomicLong();

        Follower(OutputFolder folder, EventTally events, Progress progress, long total) {
            this.folder = folder;
            this.events = events;
            this.progress = progress;
            this.total = total;
        }

        @Override
        public void accepted(PostLine line) {
            if (line instanceof PostLine.Posted posted) {
                folder.expect(posted.post().getId());
            }
            events.add(line);
        }

        @Override
        public void refused(long number, String reason) {
            refused.incrementAndGet();
            terminal.err().println("line " + number + " " + reason);
        }

        @Override
        public void answered(long count) {
            stack.check();
            progress.update(count, Math.max(count, total - refused.get()));
        }
    }
}
