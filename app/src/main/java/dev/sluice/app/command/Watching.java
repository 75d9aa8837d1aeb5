package dev.sluice.app.command;

import dev.sluice.app.config.Connections;
import dev.sluice.app.config.LogSettings;
import dev.sluice.app.config.ObserveSection;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.metrics.GroupLag;
import dev.sluice.app.metrics.SinkMeters;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.Logging;
import dev.sluice.topology.PipelineSettings;
import dev.sluice.topology.health.HealthServer;
import dev.sluice.topology.health.HealthServer.Probes;
import dev.sluice.topology.health.UnavailableAddressException;
import dev.sluice.topology.tracing.OtlpSpans;
import dev.sluice.topology.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** What lets a process that runs for months be watched: its log, its health, how far its groups are behind. */
final class Watching {
    private Watching() {}

    /** Logs as the configuration says. To be called before the first logger is made. */
    static void logs(SluiceConfig config) {
        LogSettings logs = LogSettings.of(config);
        Logging.service(logs.format(), logs.level());
    }

    /** Traces as the configuration says; null where it says nothing. Spans that wait are sent when the process ends. */
    static @Nullable Tracing tracing(SluiceConfig config) {
        ObserveSection section = config.observe();
        ObserveSection.Tracing given = section == null ? null : section.tracing();
        if (given == null) {
            return null;
        }
        OtlpSpans spans = new OtlpSpans(
                URI.create(given.endpoint()), given.headers() == null ? Map.of() : given.headers(), "sluice-run");
        Runtime.getRuntime().addShutdownHook(new Thread(spans::close, "close-spans"));
        return new Tracing(given.share() == null ? 0 : given.share(), spans);
    }

    /** Measures how far these groups are behind. */
    static GroupLag lag(SluiceConfig config, Collection<String> groups, MeterRegistry meters) {
        return GroupLag.start(Admin.create(Connections.kafka(config.kafka())), groups, meters);
    }

    /**
     * Starts what answers health and metrics.
     *
     * @param section whose keys {@code httpHost} and {@code httpPort} are
     * @throws CommandException where the address cannot be had, with the key as its author wrote it
     */
    static <T> T answering(String section, Supplier<T> start) {
        try {
            return start.get();
        } catch (UnavailableAddressException e) {
            throw CommandException.failed(e.told(section + ".http"), e);
        }
    }

    /** The interface that health and metrics listen on. */
    static String host(@Nullable String httpHost) {
        return httpHost == null ? PipelineSettings.DEFAULT_HEALTH_HOST : httpHost;
    }

    /** Health and metrics of a sink: the process ends where the sink cannot go on, so it lives as long as it answers. */
    static HealthServer sink(String host, int port, SinkMeters measured, PrometheusMeterRegistry meters) {
        return HealthServer.start(host, port, new Probes(() -> true, measured::missing, () -> false, List::of), () -> {
            measured.refresh();
            return meters.scrape();
        });
    }
}
