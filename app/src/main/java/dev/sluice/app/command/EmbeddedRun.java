package dev.sluice.app.command;

import dev.sluice.app.embedded.EmbeddedStack;
import dev.sluice.app.embedded.InterruptedRunException;
import dev.sluice.app.embedded.StackSettings;
import dev.sluice.app.embedded.StackSettings.SecondLookSource;
import dev.sluice.app.play.AllOutputs;
import dev.sluice.app.play.Backlog;
import dev.sluice.app.play.EventTally;
import dev.sluice.app.play.OutputFolder;
import dev.sluice.app.play.OutputReader;
import dev.sluice.app.play.Outputs;
import dev.sluice.app.play.Playback;
import dev.sluice.app.play.PostPublisher;
import dev.sluice.app.play.RunSummary;
import dev.sluice.app.play.Tally;
import dev.sluice.app.posts.EventLines;
import dev.sluice.app.posts.PostInput;
import dev.sluice.app.posts.PostLine;
import dev.sluice.app.posts.PostLines;
import dev.sluice.app.posts.SourceLines;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.app.terminal.Progress;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.health.Telemetry;
import dev.sluice.topology.source.Mapper;
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

/** Plays a file of posts through the embedded stack into a folder of results: what {@code run} and {@code demo} share. */
final class EmbeddedRun implements AutoCloseable {
    private static final Duration STALL_LIMIT = Duration.ofSeconds(60);
    private static final String NO_POST = "not an Avro record";

    private final Terminal terminal;
    private final Path output;
    private final Telemetry telemetry = Telemetry.simple();
    private final EmbeddedStack stack;

    /**
     * Starts the stack, and says who signs its evidence before any is sealed.
     *
     * @param output the folder of results, ready to be written
     * @param secondLook where the second look comes from
     */
    EmbeddedRun(Terminal terminal, Path policies, Path output, SecondLookSource secondLook) throws IOException {
        this.terminal = terminal;
        this.output = output;
        this.stack = EmbeddedStack.start(new StackSettings(
                policies,
                output.resolve("vault"),
                StackSettings.BROKER_HEAP_MIB,
                telemetry,
                secondLook,
                true,
                terminal::note));
        try {
            Files.writeString(output.resolve("signer.pem"), stack.signerPem());
        } catch (IOException e) {
            stack.close();
            throw e;
        }
    }

    /** The second look of the shipped models, unless none is wanted. */
    static SecondLookSource secondLook(boolean none) {
        return none ? StackSettings.NONE : StackSettings.SHIPPED;
    }

    EmbeddedStack stack() {
        return stack;
    }

    /**
     * What is played.
     *
     * @param file the file
     * @param lines how many lines it has
     * @param mapper what makes events of it; null where its lines are ours
     * @param demo whether it is the demo's: then a broken record and a repeated post are published with it, to show what
     *     becomes of them, and it is taken to have happened earlier where its times are still to come
     */
    record Source(Path file, long lines, @Nullable Mapper mapper, boolean demo) {
        /** Reads the file once, so that a broken one is known before anything starts. */
        static Source of(Path file, boolean demo) throws IOException {
            return new Source(file, PostInput.countLines(file), null, demo);
        }

        /** As the other, for a file in the format of another source. */
        static Source mapped(Path file, Mapper mapper) throws IOException {
            return new Source(file, PostInput.countLines(file), mapper, false);
        }
    }

    /**
     * Plays a file and writes the results.
     *
     * @param watcher sees what comes out, besides the folder; null for none
     * @throws InterruptedRunException where the process is told to end
     */
    RunSummary play(Source source, @Nullable Outputs watcher) throws IOException {
        try {
            return played(source, watcher);
        } catch (IOException | RuntimeException e) {
            if (stack.interrupted()) {
                throw new InterruptedRunException();
            }
            throw e;
        }
    }

    private RunSummary played(Source source, @Nullable Outputs watcher) throws IOException {
        long started = System.nanoTime();
        long total = source.lines() + (source.demo() ? 2 : 0);
        Tally tally = new Tally();
        EventTally events = new EventTally();
        RunSummary summary;
        try (OutputFolder folder = new OutputFolder(output);
                EventLines lines = lines(source);
                PostPublisher publisher = new PostPublisher(stack.client(), stack.registry(), "");
                OutputReader reader =
                        new OutputReader(stack.client(), stack.registry(), "", outputs(tally, folder, watcher));
                Backlog backlog = new Backlog(stack.client(), groups(stack), "");
                Progress progress = new Progress(terminal, "events")) {
            if (source.demo()) {
                publisher.publishRaw(
                        TopicCatalogue.POSTS, NO_POST, NO_POST.getBytes(StandardCharsets.UTF_8), Instant.now());
                events.addBroken();
            }
            Follower follower = new Follower(folder, events, progress, total);
            new Playback(publisher, reader, backlog, tally, telemetry.counters(), STALL_LIMIT).play(lines, follower);
            folder.finish();
            summary = RunSummary.of(
                    RunSummary.Lines.of(lines, follower.refused.get() - lines.bad()),
                    events.events(),
                    tally,
                    telemetry.counters().totals(),
                    folder.outcomes(),
                    Duration.ofNanos(System.nanoTime() - started));
        }
        try (JsonLines json = new JsonLines(Files.newOutputStream(output.resolve("summary.json")))) {
            json.write(summary::writeTo);
        }
        return summary;
    }

    /** Stops the stack. */
    @Override
    public void close() {
        stack.close();
    }

    private static Backlog.Groups groups(EmbeddedStack stack) {
        return new Backlog.Groups(stack.group(), stack.secondLookGroup(), stack.caseworkGroup(), stack.outcomesGroup());
    }

    private static AllOutputs outputs(Tally tally, OutputFolder folder, @Nullable Outputs watcher) {
        List<Outputs> takers = new ArrayList<>(List.of(tally, folder));
        if (watcher != null) {
            takers.add(watcher);
        }
        return new AllOutputs(takers);
    }

    private static EventLines lines(Source source) throws IOException {
        Instant now = Instant.now();
        InputStream file = PostInput.open(source.file());
        Mapper mapper = source.mapper();
        if (mapper != null) {
            return new SourceLines(file, mapper, source.file().getFileName().toString(), now);
        }
        if (!source.demo()) {
            return new PostLines(file, now);
        }
        try (InputStream again = PostInput.open(source.file())) {
            InputStream withFirstTwice = new SequenceInputStream(file, new ByteArrayInputStream(firstLine(again)));
            Instant latest = PostLines.latest(PostInput.open(source.file()), now);
            return PostLines.earlier(withFirstTwice, now, latest == null ? Duration.ZERO : wholeDays(now, latest));
        }
    }

    /** The fewest days that take {@code latest} back before {@code now}; whole ones, so that hours stay what they are. */
    static Duration wholeDays(Instant now, Instant latest) {
        return latest.isAfter(now)
                ? Duration.ofDays(Duration.between(now, latest).toDays() + 1)
                : Duration.ZERO;
    }

    private static byte[] firstLine(InputStream input) throws IOException {
        java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
        for (int b = input.read(); b >= 0 && b != '\n' && line.size() < PostLines.MAX_LINE_BYTES; b = input.read()) {
            line.write(b);
        }
        return line.toByteArray();
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
