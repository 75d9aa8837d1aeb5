package dev.sluice.app.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far groups are behind: {@code end of what is committed by producers - offset that the group has committed}, summed
 * over the partitions of a topic. Asks the cluster every 15 seconds, which costs it three requests; a topic of which a
 * group has committed nothing yet is not told. Where the cluster does not answer, nothing is told, rather than what was.
 */
public final class GroupLag implements AutoCloseable {
    /** How often it is measured. */
    public static final Duration EVERY = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(GroupLag.class);
    private static final long WITHIN_SECONDS = 10;

    private final Admin admin;
    private final Supplier<Collection<String>> groups;
    private final MultiGauge lag;
    private final ScheduledExecutorService chores = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("group-lag").daemon(true).factory());
    private volatile long measuredAt = System.nanoTime();
    private boolean failing;

    private GroupLag(Admin admin, Supplier<Collection<String>> groups, MeterRegistry meters) {
        this.admin = admin;
        this.groups = groups;
        this.lag = MultiGauge.builder("sluice.lag.records")
                .description("Records of a topic that a group has not committed, all partitions.")
                .register(meters);
        Gauge.builder("sluice.lag.age.seconds", () -> (System.nanoTime() - measuredAt) / 1e9)
                .description("How long ago the lag was measured.")
                .register(meters);
    }

    /** Measures from now on. The client is closed with it. */
    public static GroupLag start(Admin admin, Collection<String> groups, MeterRegistry meters) {
        List<String> known = List.copyOf(groups);
        GroupLag watch = new GroupLag(admin, () -> known, meters);
        watch.chores.scheduleWithFixedDelay(watch::measure, 1, EVERY.toSeconds(), TimeUnit.SECONDS);
        return watch;
    }

    /**
     * The lag of groups by topic, as the cluster says now.
     *
     * @throws ExecutionException where the cluster refuses
     * @throws TimeoutException where it does not answer in time
     */
    public static Map<String, Map<String, Long>> of(Admin admin, Collection<String> groups)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, ListConsumerGroupOffsetsSpec> asked = new HashMap<>();
        groups.forEach(group -> asked.put(group, new ListConsumerGroupOffsetsSpec()));
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
                admin.listConsumerGroupOffsets(asked).all().get(WITHIN_SECONDS, TimeUnit.SECONDS);
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        committed
                .values()
                .forEach(offsets -> offsets.forEach((partition, offset) -> {
                    if (offset != null) {
                        wanted.put(partition, OffsetSpec.latest());
                    }
                }));
        Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(
                        wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get(WITHIN_SECONDS, TimeUnit.SECONDS);
        Map<String, Map<String, Long>> lags = new TreeMap<>();
        committed.forEach((group, offsets) -> offsets.forEach((partition, offset) -> {
            ListOffsetsResultInfo end = ends.get(partition);
            if (offset != null && end != null) {
                lags.computeIfAbsent(group, unused -> new TreeMap<>())
                        .merge(partition.topic(), Math.max(0, end.offset() - offset.offset()), Long::sum);
            }
        }));
        return lags;
    }

    private void measure() {
        List<Row<?>> rows = new ArrayList<>();
        try {
            of(admin, groups.get())
                    .forEach((group, topics) -> topics.forEach(
                            (topic, records) -> rows.add(Row.of(Tags.of("group", group, "topic", topic), records))));
            measuredAt = System.nanoTime();
            failing = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            if (!failing) {
                Throwable reason = e.getCause() == null ? e : e.getCause();
                LOG.warn("lag cannot be measured: {}", reason.getClass().getSimpleName());
            }
            failing = true;
        }
        lag.register(rows, true);
    }

    @Override
    public void close() {
        chores.shutdownNow();
        admin.close(Duration.ofSeconds(2));
    }
}
