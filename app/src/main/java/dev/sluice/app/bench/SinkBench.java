package dev.sluice.app.bench;

import dev.sluice.app.embedded.EmbeddedBroker;
import dev.sluice.app.embedded.TemporaryFolder;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.topics.TopicAdmin;
import dev.sluice.app.topics.TopicPlan;
import dev.sluice.escalation.EscalationSink;
import dev.sluice.escalation.SinkCounts;
import dev.sluice.escalation.SinkListener;
import dev.sluice.escalation.SinkSettings;
import dev.sluice.escalation.timing.StageTimes;
import dev.sluice.escalation.vault.VaultSettings;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/**
 * Seals escalations that the pipeline made, through the sink as it runs in production: from the topic to the vault, its
 * custody log and its log of packages, and back as receipts. Nobody is asked for timestamps.
 */
public final class SinkBench implements AutoCloseable {
    private static final String REGISTRY = "bench-sink";
    private static final String PREFIX = "sink-";
    private static final int BROKER_HEAP_MIB = 512;

    private final SinkBenchSettings settings;
    private final Consumer<String> notes;
    private final Path folder = TemporaryFolder.create("sluice-bench-sink-");
    private final EmbeddedBroker broker = EmbeddedBroker.start(BROKER_HEAP_MIB);
    private final SchemaRegistry registry = SchemaRegistry.connect(RegistrySettings.mock(REGISTRY));

    /**
     * Starts the broker.
     *
     * @param notes hears in a line what is being measured
     */
    public SinkBench(SinkBenchSettings settings, Consumer<String> notes) {
        this.settings = settings;
        this.notes = notes;
    }

    /**
     * Has escalations made, and seals them.
     *
     * @throws IOException where the policies cannot be read
     */
    public SinkReport run() throws IOException {
        try (Admin admin = Admin.create(client())) {
            new TopicAdmin(admin, new TopicPlan(PREFIX, (short) 1, Map.of(), Map.of("retention.ms", "-1"))).apply();
        }
        notes.accept("having the pipeline make escalations");
        EscalationSource source = new EscalationSource(broker, registry, folder);
        List<Escalation> made = source.make(settings);
        notes.accept(String.format(
                java.util.Locale.ROOT, "publishing %,d escalations after %,d", settings.packages(), made.size()));
        long bytes = source.publish(made, settings.packages(), PREFIX);
        notes.accept("sealing them");
        return seal(bytes);
    }

    private SinkReport seal(long bytes) {
        StageTimes times = StageTimes.on();
        Progress progress = new Progress(times);
        try (EscalationSink sink = EscalationSink.open(sink(), progress, times)) {
            Thread running = Thread.ofPlatform().name("escalation-sink").start(sink::run);
            progress.await(running);
            sink.close();
        }
        long packages = settings.packages();
        return new SinkReport(packages, bytes / packages, progress.marks(), described());
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
        TemporaryFolder.delete(folder);
    }

    private SinkSettings sink() {
        return new SinkSettings(
                new SinkSettings.Kafka(broker.bootstrapServers(), "bench-sink", Map.of(), Map.of()),
                SinkSettings.Topics.withPrefix(PREFIX),
                RegistrySettings.mock(REGISTRY),
                new VaultSettings(folder.resolve("vault"), "bench", "sink"),
                new SinkSettings.Key(folder.resolve("key.pem"), true),
                Duration.ofSeconds(30));
    }

    private Map<String, Object> client() {
        return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
    }

    private Map<String, Object> described() {
        return Map.of(
                "packages", settings.packages(),
                "partitions", TopicCatalogue.ESCALATIONS.partitions(),
                "timestamps", "none",
                "java", Runtime.version().toString(),
                "maxHeapMiB", Runtime.getRuntime().maxMemory() >> 20,
                "processors", Runtime.getRuntime().availableProcessors());
    }

    /** Takes a mark each time another tenth of the packages is sealed. */
    private final class Progress implements SinkListener {
        private static final Duration STALLED = Duration.ofMinutes(2);
        private static final long SAMPLE_MILLIS = 20;

        private final StageTimes times;
        private final List<SinkReport.Mark> marks = new ArrayList<>();
        private volatile long sealed;

        Progress(StageTimes times) {
            this.times = times;
            marks.add(SinkReport.Mark.now(0, times));
        }

        @Override
        public synchronized void onCommitted(SinkCounts counts) {
            sealed = counts.sealed();
            if (sealed * SinkReport.PARTS >= (long) settings.packages() * marks.size()) {
                marks.add(SinkReport.Mark.now(sealed, times));
            }
        }

        synchronized List<SinkReport.Mark> marks() {
            return List.copyOf(marks);
        }

        /** Until all are sealed. */
        void await(Thread sink) {
            long last = -1;
            long since = System.nanoTime();
            while (sealed < settings.packages()) {
                if (sealed != last) {
                    last = sealed;
                    since = System.nanoTime();
                }
                if (!sink.isAlive() || System.nanoTime() - since > STALLED.toNanos()) {
                    throw CommandException.failed(
                            "the sink stopped at " + sealed + " of " + settings.packages() + " packages");
                }
                try {
                    Thread.sleep(SAMPLE_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw CommandException.failed("interrupted", e);
                }
            }
        }
    }
}
