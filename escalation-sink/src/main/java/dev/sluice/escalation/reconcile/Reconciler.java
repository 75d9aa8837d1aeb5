package dev.sluice.escalation.reconcile;

import dev.sluice.escalation.custody.CustodyException;
import dev.sluice.escalation.custody.CustodyReader;
import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.vault.SealedPackage;
import dev.sluice.escalation.vault.UnsealableRecord.Place;
import dev.sluice.escalation.vault.VaultException;
import dev.sluice.schemas.EvidenceReceipt;
import dev.sluice.schemas.serde.AvroSerde;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads escalations, receipts and the custody log, and says what is missing between them. Joins no group and commits
 * nothing.
 */
public final class Reconciler {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final AvroSerde<EvidenceReceipt> receipts;

    /**
     * A reconciler.
     *
     * @param consumer with the sink's group, whose offsets tell what the sink has done with; it is only asked for them
     */
    public Reconciler(Consumer<byte[], byte[]> consumer, AvroSerde<EvidenceReceipt> receipts) {
        this.consumer = consumer;
        this.receipts = receipts;
    }

    /**
     * Reconciles.
     *
     * @param topics the topics that the sink reads, prefix included
     * @param receiptsTopic the topic's name, prefix included
     * @param vault the folder with the custody log
     * @throws VaultException where the custody log cannot be read or does not hold
     */
    public Report run(List<String> topics, String receiptsTopic, Path vault) {
        Reconciliation reconciliation = new Reconciliation();
        List<TopicPartition> partitions =
                topics.stream().flatMap(topic -> partitions(topic).stream()).toList();
        // Before anything else: what is committed now is sealed, told and logged by the time we look.
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(new HashSet<>(partitions));
        readAll(partitions, record -> {
            OffsetAndMetadata done = committed.get(new TopicPartition(record.topic(), record.partition()));
            byte[] value = record.value() == null ? new byte[0] : record.value();
            reconciliation.escalation(
                    new Place(record.topic(), record.partition(), record.offset()),
                    Sha256.hex(value),
                    done != null && record.offset() < done.offset());
        });
        readAll(partitions(receiptsTopic), record -> {
            EvidenceReceipt receipt = receipts.decode(record.value());
            reconciliation.receipt(receipt.getPackageId(), receipt.getVersion(), receipt.getCustodyHash());
        });
        try {
            CustodyReader.read(SealedPackage.logOf(vault), (event, offset) -> reconciliation.custody(event));
        } catch (IOException | CustodyException e) {
            throw new VaultException("custody log of vault '" + vault + "' cannot be read: " + e.getMessage(), e);
        }
        return reconciliation.report();
    }

    private interface Reader {
        void read(ConsumerRecord<byte[], byte[]> record);
    }

    private List<TopicPartition> partitions(String topic) {
        return consumer.partitionsFor(topic).stream()
                .map((PartitionInfo info) -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    /** From the beginning to where the end is now. */
    private void readAll(List<TopicPartition> partitions, Reader reader) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        Set<TopicPartition> left = new HashSet<>(partitions);
        left.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
        while (!left.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < ends.getOrDefault(partition, 0L)) {
                    reader.read(record);
                }
            }
            left.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
        }
    }
}
