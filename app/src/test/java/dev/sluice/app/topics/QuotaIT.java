package dev.sluice.app.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.cluster.KafkaCluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that the brokers slow down loses nothing. */
@Timeout(120)
class QuotaIT {
    private static final int RECORDS = 60;

    /** Brokers look at the last ten seconds, so the first 100 kB pass. */
    private static final double BYTES_PER_SECOND = 10_000;

    @Test
    void aThrottledClientIsSlowedDownAndLosesNothing() throws Exception {
        Map<String, Object> cluster =
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, KafkaCluster.bootstrapServers());
        String name = "slow-" + System.nanoTime();
        try (Admin admin = Admin.create(cluster)) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
            ClientQuotaEntity client = new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, name));
            admin.alterClientQuotas(List.of(new ClientQuotaAlteration(
                            client, List.of(new ClientQuotaAlteration.Op("producer_byte_rate", BYTES_PER_SECOND)))))
                    .all()
                    .get();
        }
        Map<String, Object> settings = new HashMap<>(cluster);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, name);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < RECORDS; i++) {
                long unused = producer.send(new ProducerRecord<>(name, new byte[] {(byte) i}, new byte[2_000]))
                        .get()
                        .offset();
            }
            assertThat(producer.metrics().values())
                    .filteredOn(metric -> metric.metricName().name().equals("produce-throttle-time-max"))
                    .extracting(Metric::metricValue)
                    .allSatisfy(time -> assertThat((Double) time).isPositive());
        }
    }
}
