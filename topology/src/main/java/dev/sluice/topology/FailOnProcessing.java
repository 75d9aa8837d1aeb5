package dev.sluice.topology;

import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a processor throws, which none should: the record's place is logged, and the thread stops before
 * the transaction commits, so that nothing is skipped. Kafka's own handler would also offer a dead letter with the
 * stack trace in it, whose messages may quote the post.
 */
public final class FailOnProcessing implements ProcessingExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FailOnProcessing.class);

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        LOG.error(
                "processor {} of task {} failed at {}-{}@{}: {}",
                context.processorNodeId(),
                context.taskId(),
                context.topic(),
                context.partition(),
                context.offset(),
                exception.getClass().getName());
        return Response.fail();
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // There is nothing to configure.
    }
}
