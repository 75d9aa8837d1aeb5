package dev.sluice.app.metrics;

import java.util.List;
import java.util.stream.Collectors;

/** The page about metrics, as Markdown, out of the catalogue. */
public final class MetricsPage {
    private static final String HEAD = """
            # Metrics

            Written from the catalogue in the code; a test keeps both the same. Pipeline and sink answer `/metrics` in Prometheus' text
            format at their `httpPort`, the service over HTTP at its port; `transparency submit` has no port and no metrics. [Operations](operations.md)
            says what health means, the [runbook](runbook.md) what to do about alerts; `./sluice top --config sluice.yaml` shows the
            most important of it in a terminal.

            Counters say what a process did since it started: work that is done again after a crash counts again. No label holds a text, or the id of a
            post, a member or a case. Labels have few values: outcomes, reasons, names of rules, queues, groups, topics.

            ## Ours

            | metric | kind | unit | labels | process | what |
            |---|---|---|---|---|---|
            """;

    private static final String EQUATIONS = """

            A histogram has the series `_bucket`, `_count`, `_sum` and `_max`; a summary `_count` and `_sum`.

            ## What holds

            Each expression is 0 once nothing is on its way and no process has started anew. What the topics hold, read with `read_committed`, is what holds
            in any case.

            | what | in words | expression |
            |---|---|---|
            """;

    private static final String TAIL = """

            ## Of the JVM and of Kafka

            `jvm_*`, `process_*` and `system_*` are Micrometer's, about memory, collections, threads, CPU and open files. `kafka_stream_*`,
            `kafka_consumer_*` and `kafka_producer_*` are Kafka's own (its documentation, "Monitoring"), of each client and stream thread. What Kafka
            counts for each task, store, processor, topic and partition is left out, but for `kafka_stream_task_restore_remaining_records_total` and
            `kafka_stream_task_dropped_records_total`: it would be ten times as much. Useful ones:

            | metric | what |
            |---|---|
            | `kafka_stream_alive_stream_threads` | threads that work |
            | `kafka_stream_failed_stream_threads_total` | threads that ended with a fault and were replaced |
            | `kafka_stream_task_restore_remaining_records_total` | how much of its state a task has still to read |
            | `kafka_stream_thread_process_ratio` | share of its time that a thread works on records; near 1 means that it cannot do more |
            | `kafka_consumer_coordinator_rebalance_total` | how often partitions were shared out again |
            | `jvm_memory_used_bytes`, `jvm_gc_pause_seconds_sum` | memory, and how long collections hold everything up |

            ## Costs and times

            `sluice_stage_seconds` measures one entry of a stage in 64, drawn by chance, so that the others pay a few nanoseconds: the cost of a post in a stage is

            ```
            rate(sluice_stage_seconds_sum[5m]) / rate(sluice_stage_seconds_count[5m])
            ```

            `sluice_time_to_decision_seconds` begins with the timestamp of the post's record, which the producer sets; what comes before it is the platform's. A
            decision is visible to readers with `read_committed` at the next commit, up to 100 ms later.

            `sluice_cases_oldest_age_seconds` is of the cases that an instance holds; take the maximum over instances. `sluice_lag_records` is about whole
            groups, so every instance says the same; take the maximum too.

            ## Dashboard and alerts

            `deploy/observability/grafana/sluice.json` is a dashboard for Grafana, `deploy/observability/prometheus/sluice.rules.yml` alerts for Prometheus,
            each with an entry in the [runbook](runbook.md).
            """;

    private MetricsPage() {}

    /** The whole page. */
    public static String page() {
        String metrics = MetricCatalogue.metrics().stream()
                .map(metric -> "| `%s` | %s | %s | %s | %s | %s |\n"
                        .formatted(
                                metric.name(),
                                metric.kind().id(),
                                metric.unit(),
                                labels(metric.labels()),
                                metric.process(),
                                metric.meaning()))
                .collect(Collectors.joining());
        String equations = MetricCatalogue.equations().stream()
                .map(equation -> "| %s | %s | `%s` |\n"
                        .formatted(
                                equation.title(),
                                equation.words(),
                                equation.expression().replace("|", "\\|")))
                .collect(Collectors.joining());
        return HEAD + metrics + EQUATIONS + equations + TAIL;
    }

    private static String labels(List<String> labels) {
        return labels.stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
    }
}
