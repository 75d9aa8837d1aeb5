package dev.sluice.app.command;

import dev.sluice.app.config.Sinks;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.metrics.GroupLag;
import dev.sluice.app.metrics.ProcessMeters;
import dev.sluice.app.metrics.SinkMeters;
import dev.sluice.app.sink.SinkWatch;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.EscalationSink;
import dev.sluice.escalation.SinkListener;
import dev.sluice.topology.health.HealthServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** Health, metrics and lag of a sink, where its configuration names a port. */
final class WatchedSink implements SinkWatch {
    private final PrometheusMeterRegistry meters = ProcessMeters.registry();
    private final SinkMeters measured = new SinkMeters(meters);

    @Override
    public SinkListener listener() {
        return measured;
    }

    @Override
    public void opened(EscalationSink sink, SluiceConfig config, SluiceConfig.Sink section, Terminal terminal) {
        measured.watch(sink::status);
        Integer port = section.httpPort();
        if (port == null) {
            return;
        }
        String host = Watching.host(section.httpHost());
        HealthServer health = Watching.answering("sink", () -> Watching.sink(host, port, measured, meters));
        GroupLag lag = Watching.lag(config, List.of(Sinks.group(section)), meters);
        Runtime.getRuntime().addShutdownHook(new Thread(health::close, "close-health"));
        Runtime.getRuntime().addShutdownHook(new Thread(lag::close, "close-lag"));
        terminal.note("health and metrics on port " + health.port() + " of " + host);
    }
}
