package dev.sluice.app.top;

import dev.sluice.app.top.Watched.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the processes do now, out of two scrapes of each, a moment apart. Rates are events a second; counters of a process
 * that has started anew in between count from zero.
 *
 * @param processes each process and how it is
 * @param rates what goes on, a second: events, decisions, duplicates, dead letters, and where they go
 * @param lag records behind, by group and topic; the most that any process says
 * @param queues cases by queue
 * @param costs microseconds of a stream thread, by stage, of what was measured since the processes started
 * @param seconds times by name: to decision and to action, a mean over the moment; the age of second looks
 * @param now what is so now, by name
 */
public record Figures(
        List<Process> processes,
        SortedMap<String, Double> rates,
        SortedMap<String, SortedMap<String, Double>> lag,
        SortedMap<String, Queue> queues,
        SortedMap<String, Double> costs,
        SortedMap<String, Double> seconds,
        SortedMap<String, Double> now) {
    /**
     * A process.
     *
     * @param address where it answers
     * @param ready whether it says that it is
     * @param health what it says about it
     */
    public record Process(String address, boolean ready, List<String> health) {}

    /**
     * A queue of cases.
     *
     * @param open cases that wait
     * @param overdue those that should have been decided
     * @param oldestSeconds how long the oldest has waited
     */
    public record Queue(double open, double overdue, double oldestSeconds) {}

    private static final double MICROS = 1e6;

    /** Rates by what they are called here, and the counters that they are made of. */
    private static final List<Rate> RATES = List.of(
            new Rate("events", "sluice_events_total", sample -> true),
            new Rate("decisions", "sluice_decisions_total", sample -> true),
            new Rate("duplicates", "sluice_duplicates_total", sample -> true),
            new Rate("dead letters", "sluice_dead_letters_total", sample -> true),
            new Rate(
                    "actions",
                    "sluice_routed_total",
                    sample -> sample.label("topic").equals("actions")),
            new Rate(
                    "reviews",
                    "sluice_routed_total",
                    sample -> sample.label("topic").equals("reviews")),
            new Rate(
                    "escalations",
                    "sluice_routed_total",
                    sample -> sample.label("topic").equals("escalations")),
            new Rate("verdicts", "sluice_cases_closed_total", sample -> true),
            new Rate(
                    "second looks",
                    "sluice_second_looks_total",
                    sample -> sample.label("result").equals("asked")),
            new Rate(
                    "second looks shed",
                    "sluice_second_looks_total",
                    sample -> sample.label("result").equals("shed")),
            new Rate(
                    "sealed",
                    "sluice_sink_records_total",
                    sample -> sample.label("result").equals("sealed")),
            new Rate(
                    "quarantined",
                    "sluice_sink_records_total",
                    sample -> sample.label("result").equals("quarantined")),
            new Rate("requests", "sluice_http_requests_total", sample -> true),
            new Rate(
                    "requests refused (429)",
                    "sluice_http_requests_total",
                    sample -> sample.label("status").equals("429")));

    private static final Map<String, String> NOW = Map.of(
            "sluice_rules_parked", "rules parked",
            "sluice_policy_refused", "releases refused",
            "sluice_second_look_degraded", "second look degraded",
            "sluice_sink_log_leaves", "packages in the log",
            "sluice_sink_partitions_waiting", "documents waiting",
            "sluice_sink_timestamps_waiting", "timestamps waiting",
            "sluice_http_answering", "requests being answered",
            "sluice_http_on_their_way_bytes", "bytes on their way",
            "sluice_http_texts_queued", "texts queued");

    private record Rate(String name, String counter, Predicate<Sample> which) {}

    /**
     * The figures of a moment.
     *
     * @param before what the processes said first, in the same order; null where this is the first time, so that there
     *     are no rates
     */
    public static Figures of(@Nullable List<Answer> before, List<Answer> now) {
        List<Process> processes = new ArrayList<>();
        now.forEach(answer ->
                processes.add(new Process(answer.process().toString(), answer.ready(), List.copyOf(answer.health()))));
        SortedMap<String, Double> rates = new TreeMap<>();
        SortedMap<String, Double> seconds = new TreeMap<>();
        if (before != null) {
            for (Rate rate : RATES) {
                Double found = rate(before, now, rate);
                if (found != null) {
                    rates.put(rate.name(), found);
                }
            }
            mean("time to decision", "sluice_time_to_decision_seconds", before, now, seconds);
            mean("time to action", "sluice_time_to_action_seconds", before, now, seconds);
            mean("request", "sluice_http_seconds", before, now, seconds);
        }
        most("age of second looks", "sluice_second_look_age_seconds", now, seconds);
        return new Figures(processes, rates, lag(now), queues(now), costs(now), seconds, standing(now));
    }

    private static @Nullable Double rate(List<Answer> before, List<Answer> now, Rate rate) {
        double sum = 0;
        boolean found = false;
        for (int i = 0; i < now.size(); i++) {
            double passed = (now.get(i).nanos() - before.get(i).nanos()) / 1e9;
            Double value = sum(now.get(i), rate.counter(), rate.which());
            if (value != null && passed > 0) {
                Double earlier = sum(before.get(i), rate.counter(), rate.which());
                double start = earlier == null || earlier > value ? 0 : earlier;
                sum += (value - start) / passed;
                found = true;
            }
        }
        return found ? sum : null;
    }

    private static @Nullable Double sum(Answer answer, String name, Predicate<Sample> which) {
        double sum = 0;
        boolean found = false;
        for (Sample sample : answer.samples()) {
            if (sample.name().equals(name)) {
                found = true;
                sum += which.test(sample) ? sample.value() : 0;
            }
        }
        return found ? sum : null;
    }

    private static void mean(
            String name, String histogram, List<Answer> before, List<Answer> now, SortedMap<String, Double> into) {
        double sum = 0;
        double count = 0;
        for (int i = 0; i < now.size(); i++) {
            sum += grown(before.get(i), now.get(i), histogram + "_sum");
            count += grown(before.get(i), now.get(i), histogram + "_count");
        }
        if (count > 0) {
            into.put(name, sum / count);
        }
    }

    private static double grown(Answer before, Answer now, String name) {
        Double later = sum(now, name, sample -> true);
        Double earlier = sum(before, name, sample -> true);
        if (later == null) {
            return 0;
        }
        return earlier == null || earlier > later ? later : later - earlier;
    }

    private static void most(String name, String gauge, List<Answer> now, SortedMap<String, Double> into) {
        for (Answer answer : now) {
            Double value = sum(answer, gauge, sample -> true);
            if (value != null) {
                into.merge(name, value, Math::max);
            }
        }
    }

    private static SortedMap<String, SortedMap<String, Double>> lag(List<Answer> now) {
        SortedMap<String, SortedMap<String, Double>> lag = new TreeMap<>();
        each(
                now,
                "sluice_lag_records",
                sample -> lag.computeIfAbsent(sample.label("group"), unused -> new TreeMap<>())
                        .merge(sample.label("topic"), sample.value(), Math::max));
        return lag;
    }

    private static SortedMap<String, Queue> queues(List<Answer> now) {
        SortedMap<String, Queue> queues = new TreeMap<>();
        each(now, "sluice_cases_open", sample -> add(queues, sample, new Queue(sample.value(), 0, 0)));
        each(now, "sluice_cases_overdue", sample -> add(queues, sample, new Queue(0, sample.value(), 0)));
        each(now, "sluice_cases_oldest_age_seconds", sample -> add(queues, sample, new Queue(0, 0, sample.value())));
        return queues;
    }

    private static void add(SortedMap<String, Queue> queues, Sample sample, Queue more) {
        queues.merge(
                sample.label("queue"),
                more,
                (a, b) -> new Queue(
                        a.open() + b.open(),
                        a.overdue() + b.overdue(),
                        Math.max(a.oldestSeconds(), b.oldestSeconds())));
    }

    private static SortedMap<String, Double> costs(List<Answer> now) {
        Map<String, Double> sums = new HashMap<>();
        Map<String, Double> counts = new HashMap<>();
        each(now, "sluice_stage_seconds_sum", sample -> sums.merge(sample.label("stage"), sample.value(), Double::sum));
        each(
                now,
                "sluice_stage_seconds_count",
                sample -> counts.merge(sample.label("stage"), sample.value(), Double::sum));
        SortedMap<String, Double> costs = new TreeMap<>();
        counts.forEach((stage, count) -> {
            if (count > 0) {
                costs.put(stage, sums.getOrDefault(stage, 0.0) / count * MICROS);
            }
        });
        return costs;
    }

    private static SortedMap<String, Double> standing(List<Answer> now) {
        SortedMap<String, Double> standing = new TreeMap<>();
        for (Answer answer : now) {
            for (Sample sample : answer.samples()) {
                String name = NOW.get(sample.name());
                if (name != null) {
                    standing.merge(name, sample.value(), Double::sum);
                }
            }
        }
        return standing;
    }

    private static void each(List<Answer> now, String name, java.util.function.Consumer<Sample> visitor) {
        now.forEach(answer -> answer.samples().stream()
                .filter(sample -> sample.name().equals(name))
                .forEach(visitor));
    }
}
