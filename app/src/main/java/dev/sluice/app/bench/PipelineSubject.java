package dev.sluice.app.bench;

import dev.sluice.topology.Pipeline;
import dev.sluice.topology.PipelineSettings;
import dev.sluice.topology.Services;
import dev.sluice.topology.health.EventCounters;

/** The pipeline itself. */
final class PipelineSubject implements Subject {
    private final Pipeline pipeline;
    private final EventCounters counters;

    private PipelineSubject(Pipeline pipeline, EventCounters counters) {
        this.pipeline = pipeline;
        this.counters = counters;
    }

    /** Starts it. */
    static PipelineSubject start(PipelineSettings settings, Services services) {
        return new PipelineSubject(
                Pipeline.start(settings, services), services.telemetry().counters());
    }

    @Override
    public long answered() {
        EventCounters.Totals totals = counters.totals();
        return totals.decisions() + totals.duplicates() + totals.deadLetters();
    }

    Pipeline pipeline() {
        return pipeline;
    }

    @Override
    public void close() {
        pipeline.close();
    }
}
