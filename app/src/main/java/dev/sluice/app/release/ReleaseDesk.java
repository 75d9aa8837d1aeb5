package dev.sluice.app.release;

import dev.sluice.schemas.Approval;
import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.PolicyReleaseKind;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.registry.ShippedSchemas;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.serde.DecodingException;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.policy.PolicyVersion;
import dev.sluice.topology.release.PolicyTopics;
import dev.sluice.topology.release.RefusedReleaseException;
import dev.sluice.topology.release.ReleaseForm;
import dev.sluice.topology.release.ReleaseVerifier;
import dev.sluice.topology.release.Stoppable;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes releases and stops, and reads what was published. */
public final class ReleaseDesk {
    /** Time between publication and the instant from which a version holds: all instances have read it by then. */
    public static final Duration NOTICE = Duration.ofSeconds(10);

    /** The same for a stop: an emergency does not wait as long, and a post more or less matters less. */
    public static final Duration NOTICE_OF_A_STOP = Duration.ofSeconds(2);

    static {
        ShippedSchemas.trustGeneratedClasses();
    }

    private static final Logger LOG = LoggerFactory.getLogger(ReleaseDesk.class);
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private final Map<String, Object> client;
    private final String topicPrefix;
    private final AvroSerde<PolicyRelease> serde;
    private final Clock clock;

    /**
     * A desk.
     *
     * @param client settings of a Kafka client
     * @param topicPrefix put before the names of topics
     * @param registry knows the schema of releases
     */
    public ReleaseDesk(Map<String, Object> client, String topicPrefix, SchemaRegistry registry, Clock clock) {
        this.client = Map.copyOf(client);
        this.topicPrefix = topicPrefix;
        this.serde = new AvroSerde<>(PolicyRelease.class, registry, TopicCatalogue.POLICIES.subject());
        this.clock = clock;
    }

    /**
     * What is on the topic.
     *
     * @param where topic, partition and offset
     * @param publishedAt the record's timestamp
     * @param release the release; null where the record cannot be read
     */
    public record Published(
            String where, Instant publishedAt, @Nullable PolicyRelease release) {}

    /** A release of a pack, as people approve it: without approvals and times. */
    public static PolicyRelease release(PolicyPack pack, String author) {
        return of(PolicyReleaseKind.RELEASE, pack.id(), pack.version(), author)
                .setSha256(pack.sha256())
                .setText(pack.text())
                .build();
    }

    /** A stop of rules, as people approve it. */
    public static PolicyRelease stop(String policy, String upTo, List<String> rules, String author) {
        return of(PolicyReleaseKind.STOP, policy, upTo, author).setStops(rules).build();
    }

    private static PolicyRelease.Builder of(PolicyReleaseKind kind, String policy, String version, String author) {
        return PolicyRelease.newBuilder()
                .setKind(kind)
                .setPolicy(policy)
                .setVersion(version)
                .setSha256("")
                .setText("")
                .setAuthor(author)
                .setReleasedAt(Instant.EPOCH);
    }

    /** Everything on the topic, in the order of time. Nothing of it is verified. */
    public List<Published> history() {
        List<Published> all = new ArrayList<>();
        for (PolicyTopics.Read read : new PolicyTopics(client, topicPrefix).releases(WITHIN)) {
            PolicyRelease release;
            try {
                release = serde.decode(read.value());
            } catch (DecodingException e) {
                release = null;
            }
            all.add(new Published(read.where(), read.publishedAt(), release));
        }
        return all;
    }

    /**
     * Publishes a release, unless it is refused.
     *
     * @param approvals what was signed
     * @param effectiveAt from when it holds; null for {@link #NOTICE}, or {@link #NOTICE_OF_A_STOP}, from now
     * @param folder the packs that are in force where none was released
     * @throws RefusedReleaseException where it may not come into force
     * @throws KafkaException where it cannot be written in time
     */
    public PolicyRelease publish(
            PolicyRelease release,
            List<Approval> approvals,
            @Nullable Instant effectiveAt,
            ReleaseVerifier verifier,
            PolicyBook folder) {
        PolicyRelease signed =
                PolicyRelease.newBuilder(release).setApprovals(approvals).build();
        boolean stop = signed.getKind() == PolicyReleaseKind.STOP;
        if (stop) {
            verifier.stop(signed, clock.instant());
            requireKnown(signed, history(), verifier, folder);
        } else {
            verifier.release(signed, clock.instant());
            requireRise(signed, history(), verifier);
        }
        // Verifying takes seconds, so the clock is read after it.
        Instant now = Instant.ofEpochMilli(clock.millis());
        Instant from = effectiveAt == null ? now.plus(stop ? NOTICE_OF_A_STOP : NOTICE) : effectiveAt;
        if (from.isBefore(now)) {
            throw new RefusedReleaseException("effectiveAt is " + from + ", which is past; allowed: " + now
                    + " or later, best some seconds later, so that all instances have read it");
        }
        signed.setReleasedAt(now);
        signed.setEffectiveAt(from);
        send(signed);
        return signed;
    }

    /** Refuses a stop of what is neither in the folder nor among the good releases. */
    static void requireKnown(PolicyRelease stop, List<Published> history, ReleaseVerifier verifier, PolicyBook folder) {
        PolicyPack shipped = folder.pack(stop.getPolicy());
        Stoppable known = shipped == null ? null : Stoppable.of(shipped);
        for (PolicyPack pack : good(stop.getPolicy(), history, verifier)) {
            known = known == null ? Stoppable.of(pack) : known.with(pack);
        }
        if (known == null) {
            throw new RefusedReleaseException("policy " + stop.getPolicy()
                    + " is neither in the folder nor released; allowed: what 'policy history' lists, or "
                    + String.join(
                            ", ", folder.packs().stream().map(PolicyPack::id).toList()));
        }
        known.require(stop);
    }

    private static void requireRise(PolicyRelease release, List<Published> history, ReleaseVerifier verifier) {
        for (PolicyPack before : good(release.getPolicy(), history, verifier)) {
            if (!PolicyVersion.rises(before.version(), release.getVersion())) {
                throw new RefusedReleaseException("version " + release.getVersion() + " is not above "
                        + before.version() + ", which was released before; allowed: a higher one");
            }
        }
    }

    /** The versions of a policy that were released. What was forced in by others does not stand in the way. */
    private static List<PolicyPack> good(String policy, List<Published> history, ReleaseVerifier verifier) {
        List<PolicyPack> good = new ArrayList<>();
        for (Published published : history) {
            PolicyRelease release = published.release();
            if (release != null
                    && release.getKind() == PolicyReleaseKind.RELEASE
                    && release.getPolicy().equals(policy)) {
                try {
                    good.add(verifier.released(release, published.publishedAt()));
                } catch (RefusedReleaseException e) {
                    LOG.debug("{} is left out: {}", published.where(), e.getMessage());
                }
            }
        }
        return good;
    }

    /** Writes a release as it is: who reads it verifies it. */
    void send(PolicyRelease release) {
        String topic = topicPrefix + TopicCatalogue.POLICIES.name();
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicCatalogue.largestMessageBytes());
        byte[] key = ReleaseForm.key(release).getBytes(StandardCharsets.UTF_8);
        long publishedAt = clock.millis();
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, null, publishedAt, key, serde.encode(topic, release)))
                    .get(WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while the release was written", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the release cannot be written to topic " + topic + " within " + WITHIN, e);
        }
    }
}
