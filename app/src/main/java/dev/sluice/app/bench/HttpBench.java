package dev.sluice.app.bench;

import dev.sluice.app.bench.HttpReport.Phase;
import dev.sluice.app.embedded.EmbeddedBroker;
import dev.sluice.app.embedded.TemporaryFolder;
import dev.sluice.app.http.keys.NewKey;
import dev.sluice.app.topics.TopicAdmin;
import dev.sluice.app.topics.TopicPlan;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Sends posts over HTTP to {@code sluice serve} in a process of its own, with a broker in another: as fast as answers
 * come, at a steady rate, at half of what it can do, and into a SIGKILL; and counts in Kafka what was acknowledged.
 */
public final class HttpBench implements AutoCloseable {
    private static final String PREFIX = "bench-";
    private static final int BROKER_HEAP_MIB = 512;
    private static final int WARM_UP_SECONDS = 10;
    private static final int KILL_AFTER_SECONDS = 5;
    private static final double[] SHARES = {0.5, 0.99, 0.999};

    private final HttpBenchSettings settings;
    private final Class<?> main;
    private final java.util.function.Consumer<String> notes;
    private final Path folder = TemporaryFolder.create("sluice-bench-http-");
    private final EmbeddedBroker broker = EmbeddedBroker.start(BROKER_HEAP_MIB);
    private final NewKey key = NewKey.make();
    private final List<Phase> phases = new ArrayList<>();
    private final Set<String> acknowledged = new HashSet<>();

    /**
     * Starts the broker.
     *
     * @param main the class of the command, to be run in a child process
     * @param notes hears in a line what is being measured
     */
    public HttpBench(HttpBenchSettings settings, Class<?> main, java.util.function.Consumer<String> notes) {
        this.settings = settings;
        this.main = main;
        this.notes = notes;
    }

    /**
     * Measures.
     *
     * @throws IOException where the process or wrk cannot be run
     */
    public HttpReport run() throws IOException, InterruptedException {
        try (Admin admin = Admin.create(client())) {
            new TopicAdmin(admin, new TopicPlan(PREFIX, (short) 1, Map.of(), Map.of("retention.ms", "-1"))).apply();
        }
        String wrk;
        try (ServeChild serve = ServeChild.start(main, config(), folder.resolve("serve.log"))) {
            SteadyClient client = new SteadyClient(serve.port(), key.text(), settings.connections());
            notes.accept("warming up");
            steady("warm-up", serve, client, settings.rate(), WARM_UP_SECONDS);
            notes.accept("as fast as answers come");
            wrk = fast(serve, client);
            int half = (int) Math.max(1, rateOfLast() / 2);
            notes.accept("steady: " + settings.rate() + " posts a second");
            steady("steady", serve, client, settings.rate(), settings.seconds());
            notes.accept("half of what it can do: " + half + " posts a second");
            steady("half of the fastest", serve, client, half, settings.seconds());
            notes.accept("into a kill");
            kill(serve, client);
        }
        notes.accept("counting in Kafka");
        return counted(wrk);
    }

    @Override
    public void close() {
        broker.close();
        TemporaryFolder.delete(folder);
    }

    private double rateOfLast() {
        Phase last = phases.getLast();
        return last.acknowledged() / last.seconds();
    }

    private String fast(ServeChild serve, SteadyClient client) throws IOException, InterruptedException {
        if (!WrkClient.isThere()) {
            notes.accept("there is no wrk: the client of our own asks");
            steady("as fast as answers come", serve, client, 0, settings.seconds());
            return "";
        }
        Path place = Files.createDirectory(folder.resolve("wrk"));
        Use before = use(serve);
        long start = System.nanoTime();
        WrkClient.Outcome outcome =
                new WrkClient(place).run(serve.port(), key.text(), settings.connections(), settings.seconds());
        double seconds = HttpReport.seconds(System.nanoTime() - start);
        Use after = use(serve);
        acknowledged.addAll(outcome.acknowledged());
        phases.add(new Phase(
                "as fast as answers come, wrk",
                seconds,
                outcome.acknowledged().size(),
                0,
                List.of(),
                HttpReport.seconds(after.serve() - before.serve()),
                HttpReport.seconds(after.broker() - before.broker()),
                HttpReport.seconds(outcome.cpuNanos())));
        return outcome.printed();
    }

    private void steady(String name, ServeChild serve, SteadyClient client, int rate, int seconds) {
        long count = rate == 0 ? (long) settings.rate() * seconds * 2 : (long) rate * seconds;
        Use before = use(serve);
        long start = System.nanoTime();
        SteadyClient.Outcome outcome = client.send(count, rate, i -> "s" + phases.size() + "-" + i);
        add(name, start, before, use(serve), outcome);
    }

    private void kill(ServeChild serve, SteadyClient client) throws InterruptedException {
        Use before = use(serve);
        long start = System.nanoTime();
        CompletableFuture<SteadyClient.Outcome> sending = CompletableFuture.supplyAsync(
                () -> client.send((long) settings.rate() * KILL_AFTER_SECONDS * 10, settings.rate(), i -> "k-" + i));
        TimeUnit.SECONDS.sleep(KILL_AFTER_SECONDS);
        Use after = use(serve);
        serve.kill();
        add("killed after " + KILL_AFTER_SECONDS + " s", start, before, after, sending.join());
    }

    private void add(String name, long start, Use before, Use after, SteadyClient.Outcome outcome) {
        acknowledged.addAll(outcome.acknowledged());
        phases.add(new Phase(
                name,
                HttpReport.seconds(System.nanoTime() - start),
                outcome.acknowledged().size(),
                outcome.refused() + outcome.broken(),
                java.util.Arrays.stream(SHARES).mapToObj(outcome::latencyMillis).toList(),
                HttpReport.seconds(after.serve() - before.serve()),
                HttpReport.seconds(after.broker() - before.broker()),
                HttpReport.seconds(after.own() - before.own())));
    }

    private record Use(long serve, long broker, long own) {}

    private Use use(ServeChild serve) {
        return new Use(
                ProcessUse.cpuNanos(serve.process()), ProcessUse.cpuNanos(broker.process()), ProcessUse.ownCpuNanos());
    }

    private HttpReport counted(String wrk) {
        Map<String, Object> consumer = new HashMap<>(client());
        consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        Set<String> missing = new HashSet<>(acknowledged);
        long records = 0;
        try (KafkaConsumer<String, byte[]> reader =
                new KafkaConsumer<>(consumer, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = reader.partitionsFor(PREFIX + TopicCatalogue.POSTS.name()).stream()
                    .map(found -> new TopicPartition(found.topic(), found.partition()))
                    .toList();
            reader.assign(all);
            reader.seekToBeginning(all);
            Map<TopicPartition, Long> ends = reader.endOffsets(all);
            while (all.stream().anyMatch(one -> reader.position(one) < ends.getOrDefault(one, 0L))) {
                for (var entry : reader.poll(Duration.ofMillis(200))) {
                    // Each post is a thread of its own here, and threads are keys.
                    missing.remove(entry.key());
                    records++;
                }
            }
        }
        return new HttpReport(
                List.copyOf(phases), acknowledged.size(), acknowledged.size() - (long) missing.size(), records, wrk);
    }

    private Path config() throws IOException {
        Path keys = Files.writeString(
                folder.resolve("keys.yaml"), "keys: [{id: bench, sha256: " + key.sha256() + ", scopes: [post]}]\n");
        return Files.writeString(folder.resolve("sluice.yaml"), """
                kafka:
                  bootstrapServers: %s
                  topicPrefix: %s
                registry:
                  urls: ["mock://bench-http"]
                  autoRegister: true
                serve:
                  keys: %s
                  port: 0
                  secondLook: false
                """.formatted(broker.bootstrapServers(), PREFIX, keys));
    }

    private Map<String, Object> client() {
        return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
    }
}
