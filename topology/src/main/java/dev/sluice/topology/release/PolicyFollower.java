package dev.sluice.topology.release;

import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.PolicyReleaseKind;
import dev.sluice.schemas.RuleAlert;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.registry.SchemaRegistryException;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.serde.DecodingException;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.health.PolicyHealth;
import dev.sluice.topology.health.PolicyHealth.Result;
import dev.sluice.topology.release.PolicyTopics.Read;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the topics of policies and alerts, and has the ledger take over what is good. What is not stays out, is
 * logged by its ids, counted, and shown by health until a good release of the policy follows. It has a consumer of its
 * own and not a global table, because a record that cannot be read must not stop the pipeline.
 */
public final class PolicyFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyFollower.class);
    private static final Duration CATCH_UP_WITHIN = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);
    private static final int LONGEST_SHOWN = 400;

    private final PolicyTopics topics;
    private final PolicyLedger ledger;
    private final PolicyHealth health;
    private final AvroSerde<PolicyRelease> releases;
    private final AvroSerde<RuleAlert> alerts;
    private final Thread thread = new Thread(this::follow, "policy-follower");
    private volatile boolean closed;
    private final Consumer<byte[], byte[]> consumer;

    PolicyFollower(
            PolicyTopics topics,
            PolicyLedger ledger,
            PolicyHealth health,
            SchemaRegistry registry,
            Consumer<byte[], byte[]> consumer) {
        this.topics = topics;
        this.ledger = ledger;
        this.health = health;
        this.releases = new AvroSerde<>(PolicyRelease.class, registry, TopicCatalogue.POLICIES.subject());
        this.alerts = new AvroSerde<>(RuleAlert.class, registry, TopicCatalogue.RULE_ALERTS.subject());
        this.consumer = consumer;
    }

    /**
     * Reads all that is there, so that no post is decided by an old version because this instance is new, and follows
     * from then on.
     *
     * @throws KafkaException where the cluster does not answer in time
     */
    public static PolicyFollower start(
            PolicyTopics topics, PolicyLedger ledger, PolicyHealth health, SchemaRegistry registry) {
        PolicyFollower follower = new PolicyFollower(topics, ledger, health, registry, topics.consumer());
        try {
            follower.catchUp();
        } catch (RuntimeException e) {
            follower.consumer.close();
            throw e;
        }
        follower.thread.setDaemon(true);
        follower.thread.start();
        return follower;
    }

    /** Reads all that is there; where that fails, nothing is assigned, so that it begins again. */
    void catchUp() {
        try {
            readAll();
        } catch (RuntimeException e) {
            consumer.assign(List.of());
            throw e;
        }
    }

    private void readAll() {
        List<TopicPartition> partitions = topics.assign(consumer, PolicyTopics.READ);
        if (partitions.isEmpty()) {
            LOG.warn("topics of policies are missing: the packs of the folder are in force until they are made");
            return;
        }
        for (Read read : topics.readToEnd(consumer, partitions, CATCH_UP_WITHIN)) {
            take(read, false);
        }
        ledger.doubts().forEach((policy, doubt) -> {
            String why = shown(doubt);
            health.doubted(policy, why);
            LOG.warn("policy {} is in force, but {}", policy, why);
        });
    }

    private void follow() {
        while (!closed) {
            try {
                if (consumer.assignment().isEmpty()) {
                    pause();
                    catchUp();
                } else {
                    List<ConsumerRecord<byte[], byte[]>> news = new ArrayList<>();
                    consumer.poll(POLL).forEach(news::add);
                    take(news);
                }
            } catch (WakeupException | InterruptException e) {
                LOG.debug("the policy follower is woken up");
            } catch (KafkaException | SchemaRegistryException e) {
                LOG.error(
                        "policies cannot be followed for now ({}); what is in force stays",
                        e.getClass().getName());
                pause();
            }
        }
        consumer.close();
    }

    /** Takes what was read; where the registry does not answer, what is left is read again. */
    private void take(List<ConsumerRecord<byte[], byte[]>> news) {
        for (int i = 0; i < news.size(); i++) {
            try {
                take(topics.read(news.get(i)), true);
            } catch (SchemaRegistryException e) {
                for (int left = news.size() - 1; left >= i; left--) {
                    ConsumerRecord<byte[], byte[]> record = news.get(left);
                    consumer.seek(new TopicPartition(record.topic(), record.partition()), record.offset());
                }
                throw e;
            }
        }
    }

    private void pause() {
        try {
            for (long waited = 0; !closed && waited < PAUSE.toMillis(); waited += POLL.toMillis()) {
                Thread.sleep(POLL);
            }
        } catch (InterruptedException e) {
            closed = true;
            Thread.currentThread().interrupt();
        }
    }

    private void take(Read read, boolean live) {
        String policy = "unknown";
        try {
            if (isAlert(read)) {
                RuleAlert alert = alerts.decode(read.value());
                took(ledger.accept(alert), alert, live);
            } else {
                PolicyRelease release = releases.decode(read.value());
                policy = shown(release.getPolicy());
                Instant publishedAt = read.publishedAt();
                took(live ? ledger.accept(release, publishedAt) : ledger.recall(release, publishedAt), release, live);
            }
        } catch (RefusedReleaseException e) {
            refuse(read, policy, String.valueOf(e.getMessage()));
        } catch (DecodingException e) {
            refuse(read, policy, "the record cannot be read (" + e.reason() + ")");
        } catch (SchemaRegistryException e) {
            throw e;
        } catch (RuntimeException e) {
            // A fault of ours about one record must not keep all others from coming into force.
            refuse(read, policy, "it failed with " + e.getClass().getName());
        }
    }

    private void took(Result result, PolicyRelease release, boolean live) {
        Result counted = live || result == Result.KNOWN ? result : Result.ACCEPTED;
        health.record(counted);
        if (result == Result.KNOWN) {
            if (ledger.isLatest(release)) {
                health.confirmed(release.getPolicy(), ledger.policies());
            }
            return;
        }
        String what = switch (release.getKind()) {
            case STOP -> "stop of " + String.join(", ", release.getStops()) + " up to version";
            case RELEASE, UNKNOWN -> "version";
        };
        LOG.info(
                "policy {}: {} {} holds from {}",
                release.getPolicy(),
                what,
                release.getVersion(),
                release.getEffectiveAt());
        if (counted == Result.LATE) {
            LOG.warn(
                    "policy {} {} was read after {}, from when it holds; posts taken in between may have been decided"
                            + " under the version before",
                    release.getPolicy(),
                    release.getVersion(),
                    release.getEffectiveAt());
        }
        if (release.getKind() == PolicyReleaseKind.RELEASE) {
            health.released(release.getPolicy(), ledger.policies());
        }
    }

    private void took(Result result, RuleAlert alert, boolean live) {
        health.record(result == Result.KNOWN ? Result.KNOWN : Result.ACCEPTED);
        if (ledger.isParked(alert)) {
            health.parked(alert.getPolicy(), alert.getVersion(), alert.getRule());
            if (live) {
                LOG.warn("rule {} of policy {} {} is parked", alert.getRule(), alert.getPolicy(), alert.getVersion());
            }
        }
    }

    private void refuse(Read read, String policy, String reason) {
        String why = shown(reason);
        health.record(Result.REFUSED);
        if (!isAlert(read)) {
            health.refused(policy, why);
        }
        LOG.error("{} is refused, and what was in force of policy {} stays: {}", read.where(), policy, why);
    }

    private static boolean isAlert(Read read) {
        return read.topic().equals(TopicCatalogue.RULE_ALERTS.name());
    }

    /** What somebody else wrote, as far as a line of a log bears it. */
    private static String shown(String given) {
        String line = given.codePoints()
                .map(point -> Character.isISOControl(point) ? ' ' : point)
                .limit(LONGEST_SHOWN)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return line.isBlank() ? "unknown" : line;
    }

    /** Stops to follow; what is in force stays so. */
    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(CLOSE_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
