package dev.sluice.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.slf4j.LoggerFactory;

/** All that is logged meanwhile: by us, and by the web server, which logs through the JDK. */
final class Logged implements AutoCloseable {
    private final ListAppender<ILoggingEvent> ours = new ListAppender<>();
    private final Theirs theirs = new Theirs();

    Logged() {
        ours.start();
        root().addAppender(ours);
        java.util.logging.Logger.getLogger("").addHandler(theirs);
    }

    @Override
    public void close() {
        root().detachAppender(ours);
        java.util.logging.Logger.getLogger("").removeHandler(theirs);
    }

    /** Nothing has one of these words, or an exception, whose words nobody has chosen. */
    void assertWithout(String... words) {
        assertThat(ours.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(ch.qos.logback.classic.Level.INFO))
                .allSatisfy(event -> {
                    assertThat(event.getFormattedMessage()).doesNotContain(words);
                    assertThat(event.getThrowableProxy()).isNull();
                });
        assertThat(theirs.records).allSatisfy(record -> {
            assertThat(record.getMessage()).doesNotContain(words);
            assertThat(record.getThrown()).isNull();
        });
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static final class Theirs extends Handler {
        private final List<LogRecord> records = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.INFO.intValue()) {
                records.add(record);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
