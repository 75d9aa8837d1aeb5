package dev.sluice.app.metrics;

import static dev.sluice.app.metrics.Metric.Kind.COUNTER;
import static dev.sluice.app.metrics.Metric.Kind.GAUGE;
import static dev.sluice.app.metrics.Metric.Kind.HISTOGRAM;
import static dev.sluice.app.metrics.Metric.Kind.SUMMARY;

import dev.sluice.app.metrics.Metric.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Every metric of our own, with its unit, and the equations that hold among them. A metric that is not here does not leave
 * a process: tests compare what processes say with this list, and {@code docs/metrics.md} is written from it.
 */
public final class MetricCatalogue {
    private static final String RUN = "run";
    private static final String SINK = "sink";
    private static final String SERVE = "serve";
    private static final String ALL = "run, sink";

    private static final List<Metric> METRICS = all();

    /** What holds among the metrics, in PromQL, once nothing is on its way. */
    private static final List<Equation> EQUATIONS = List.of(
            new Equation(
                    "every event is answered",
                    "sum(sluice_events_total) - sum(sluice_decisions_total) - sum(sluice_duplicates_total)"
                            + " - sum(sluice_dead_letters_total)",
                    "events in = first decisions + duplicates + dead letters"),
            new Equation(
                    "every second look comes back",
                    "sum(sluice_second_looks_total{result=\"asked\"})"
                            + " - sum(sluice_second_looks_total{result=~\"decided|kept|stale|repeated|refused\"})",
                    "asked = decided + kept + stale + repeated + refused"),
            new Equation(
                    "every case is open or closed",
                    "sum(sluice_cases_opened_total) - sum(sluice_cases_closed_total) - sum(sluice_cases_open)",
                    "opened = closed + open, counted since the first start of all instances"),
            new Equation(
                    "every escalation is sealed or put aside",
                    "sum(sluice_sink_records_total) - sum(sluice_sink_records_total{result=~\"sealed|repeated|quarantined\"})",
                    "records = sealed + repeated + quarantined"));

    private MetricCatalogue() {}

    /**
     * An expression that is 0.
     *
     * @param title what it says
     * @param expression in PromQL
     * @param words in words
     */
    public record Equation(String title, String expression, String words) {}

    /** All metrics, in the order in which they are explained. */
    public static List<Metric> metrics() {
        return METRICS;
    }

    /** All equations. */
    public static List<Equation> equations() {
        return EQUATIONS;
    }

    private static List<Metric> all() {
        List<Metric> all = new ArrayList<>();
        Collections.addAll(all, events());
        Collections.addAll(all, lanes());
        Collections.addAll(all, people());
        Collections.addAll(all, sink());
        Collections.addAll(all, http());
        Collections.addAll(all, process());
        return List.copyOf(all);
    }

    private static Metric[] events() {
        return new Metric[] {
            one("sluice_events_total", COUNTER, "records", RUN, "Posts, edits, deletions and flags taken in.", "kind"),
            one("sluice_decisions_total", COUNTER, "decisions", RUN, "Decisions that answer an event.", "outcome"),
            one("sluice_duplicates_total", COUNTER, "records", RUN, "Events that were known already.", "kind"),
            one(
                    "sluice_dead_letters_total",
                    COUNTER,
                    "records",
                    RUN,
                    "Events refused; the topic has them whole.",
                    "reason"),
            one(
                    "sluice_routed_total",
                    COUNTER,
                    "records",
                    RUN,
                    "Records sent to topics that not every post reaches.",
                    "topic"),
            one(
                    "sluice_time_to_decision_seconds",
                    HISTOGRAM,
                    "seconds",
                    RUN,
                    "From the timestamp of a post's record to its decision; posts, edits and deletions."),
            one(
                    "sluice_time_to_action_seconds",
                    HISTOGRAM,
                    "seconds",
                    RUN,
                    "From the timestamp of a post's record to an action about it, by what led to it.",
                    "trigger"),
            one(
                    "sluice_stage_seconds",
                    SUMMARY,
                    "seconds",
                    RUN,
                    "Time of a stream thread in a stage, of one entry in 64: sum by count is the mean cost.",
                    "stage"),
            one(
                    "sluice_decisions_of_unknown_communities_total",
                    COUNTER,
                    "decisions",
                    RUN,
                    "Decisions about posts of communities that no policy names."),
            one(
                    "sluice_policy_info",
                    GAUGE,
                    "1",
                    RUN,
                    "1 for the version of each policy that decides on this instance.",
                    "policy",
                    "version"),
            one(
                    "sluice_policy_records_total",
                    COUNTER,
                    "records",
                    RUN,
                    "Releases, stops and alerts read, by what became of them.",
                    "result"),
            one(
                    "sluice_policy_refused",
                    GAUGE,
                    "policies",
                    RUN,
                    "Policies whose newest release was refused; the last good one stays in force."),
            one(
                    "sluice_rule_hits_total",
                    COUNTER,
                    "posts",
                    RUN,
                    "Posts for which a rule held, by what came of it.",
                    "policy",
                    "rule",
                    "how"),
            one("sluice_rules_parked", GAUGE, "rules", RUN, "Rules that are parked, as far as this process knows.")
        };
    }

    private static Metric[] lanes() {
        return new Metric[] {
            one(
                    "sluice_restored_records_total",
                    COUNTER,
                    "records",
                    RUN,
                    "Read back from changelogs after a start or a rebalance.",
                    "store"),
            one("sluice_second_looks_total", COUNTER, "posts", RUN, "Second looks, by what became of them.", "result"),
            one(
                    "sluice_second_look_age_seconds",
                    GAUGE,
                    "seconds",
                    RUN,
                    "How long the oldest post of the last batch had waited."),
            one("sluice_second_look_degraded", GAUGE, "1", RUN, "1 while second looks are shed or fail."),
            one(
                    "sluice_source_events_total",
                    COUNTER,
                    "records",
                    RUN,
                    "Events of sources, by what became of them: posted, ignored, refused.",
                    "source",
                    "result")
        };
    }

    private static Metric[] people() {
        return new Metric[] {
            one("sluice_cases_open", GAUGE, "cases", RUN, "Cases that wait for people.", "queue"),
            one(
                    "sluice_cases_overdue",
                    GAUGE,
                    "cases",
                    RUN,
                    "Cases that wait and should have been decided by now.",
                    "queue"),
            one(
                    "sluice_cases_oldest_age_seconds",
                    GAUGE,
                    "seconds",
                    RUN,
                    "How long the case has waited that has waited longest, to the minute.",
                    "queue"),
            one("sluice_cases_opened_total", COUNTER, "cases", RUN, "Cases opened.", "queue"),
            one("sluice_cases_closed_total", COUNTER, "cases", RUN, "Cases decided or withdrawn.", "queue"),
            one("sluice_cases_breached_total", COUNTER, "cases", RUN, "Cases that were not decided in time.", "queue"),
            one("sluice_rulings_total", COUNTER, "rulings", RUN, "Rulings of people, by what became of them.", "result")
        };
    }

    private static Metric[] sink() {
        return new Metric[] {
            one(
                    "sluice_sink_records_total",
                    COUNTER,
                    "records",
                    SINK,
                    "Escalations and documents answered, by what became of them.",
                    "result"),
            one(
                    "sluice_sink_partitions_waiting",
                    GAUGE,
                    "partitions",
                    SINK,
                    "Partitions whose next document waits for its escalation."),
            one("sluice_sink_log_leaves", GAUGE, "packages", SINK, "Leaves of the vault's log: packages ever sealed."),
            one(
                    "sluice_sink_timestamps_waiting",
                    GAUGE,
                    "checkpoints",
                    SINK,
                    "Issued checkpoints that have no timestamp of an authority yet.",
                    "authority"),
            one("sluice_sink_registry_away", GAUGE, "1", SINK, "1 while the sink waits for the schema registry.")
        };
    }

    private static Metric[] http() {
        return new Metric[] {
            one(
                    "sluice_http_requests_total",
                    COUNTER,
                    "requests",
                    SERVE,
                    "Requests answered; status 429 is what was turned away.",
                    "path",
                    "status"),
            one("sluice_http_seconds", HISTOGRAM, "seconds", SERVE, "From a request's head to its answer."),
            one("sluice_http_answering", GAUGE, "requests", SERVE, "Requests that are being answered."),
            one(
                    "sluice_http_events_acknowledged_total",
                    COUNTER,
                    "events",
                    SERVE,
                    "Events that Kafka has acknowledged."),
            one("sluice_http_on_their_way_bytes", GAUGE, "bytes", SERVE, "Events that Kafka has not acknowledged yet."),
            one("sluice_http_waiting", GAUGE, "posts", SERVE, "Posts whose decision somebody waits for."),
            one("sluice_http_texts_queued", GAUGE, "texts", SERVE, "Texts that wait to be scored.")
        };
    }

    private static Metric[] process() {
        return new Metric[] {
            one(
                    "sluice_part_running",
                    GAUGE,
                    "1",
                    ALL,
                    "1 while a part of the process works, 0 while it starts, moves or has given up.",
                    "part"),
            one(
                    "sluice_lag_records",
                    GAUGE,
                    "records",
                    ALL,
                    "Records of a topic that a group has not committed, all partitions; every instance says the same.",
                    "group",
                    "topic"),
            one(
                    "sluice_lag_age_seconds",
                    GAUGE,
                    "seconds",
                    ALL,
                    "How long ago the lag was measured; it is measured every 15 seconds.")
        };
    }

    private static Metric one(String name, Kind kind, String unit, String process, String meaning, String... labels) {
        return new Metric(name, kind, unit, List.of(labels), process, meaning);
    }
}
