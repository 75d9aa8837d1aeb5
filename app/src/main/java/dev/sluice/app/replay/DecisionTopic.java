package dev.sluice.app.replay;

import dev.sluice.schemas.Decision;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.util.Map;

/** The decisions of a cluster. */
public final class DecisionTopic implements History, AutoCloseable {
    private final CommittedRecords records;
    private final AvroSerde<Decision> serde;

    /**
     * The decisions of this cluster.
     *
     * @param client settings of the Kafka client: where the cluster is, how to log on
     * @param prefix what the deployment puts before topic names
     */
    public DecisionTopic(Map<String, Object> client, SchemaRegistry registry, String prefix) {
        this.records = new CommittedRecords(TopicCatalogue.DECISIONS, client, prefix);
        this.serde = new AvroSerde<>(Decision.class, registry, TopicCatalogue.DECISIONS.subject());
    }

    @Override
    public void forEach(Taker taker) throws IOException {
        records.forEach(value -> taker.take(serde.decode(value)));
    }

    @Override
    public void close() {
        records.close();
    }
}
