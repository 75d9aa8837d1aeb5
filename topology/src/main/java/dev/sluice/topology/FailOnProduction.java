package dev.sluice.topology;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when the broker does not take a record, as when it is too large: what passes is tried again, all else
 * stops the thread before the transaction commits. Nothing is dropped; the log names topic and size, never the
 * record.
 */
public final class FailOnProduction implements ProductionExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FailOnProduction.class);

    @Override
    public Response handleError(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
        if (exception instanceof RetriableException) {
            return Response.retry();
        }
        log(context, record.topic(), record.value() == null ? 0 : record.value().length, exception);
        return Response.fail();
    }

    @Override
    @SuppressWarnings("rawtypes") // Kafka's signature.
    public Response handleSerializationError(
            ErrorHandlerContext context,
            ProducerRecord record,
            Exception exception,
            SerializationExceptionOrigin origin) {
        log(context, record.topic(), -1, exception);
        return Response.fail();
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // There is nothing to configure.
    }

    private static void log(ErrorHandlerContext context, String topic, int bytes, Exception exception) {
        LOG.error(
                "a record of {} bytes for topic {} cannot be written; task {}, caused by {}-{}@{}: {}",
                bytes,
                topic,
                context.taskId(),
                context.topic(),
                context.partition(),
                context.offset(),
                exception.getClass().getName());
    }
}
