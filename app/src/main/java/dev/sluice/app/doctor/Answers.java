package dev.sluice.app.doctor;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for the answers of Kafka's admin client, which ends each by its own limit. */
final class Answers {
    private Answers() {}

    /**
     * The answer.
     *
     * @throws KafkaException where the cluster refuses, or does not answer
     */
    static <T> T of(KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        }
    }
}
