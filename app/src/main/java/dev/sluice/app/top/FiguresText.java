package dev.sluice.app.top;

import dev.sluice.app.terminal.Printable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** Figures for people: a screen of lines, or one line. */
public final class FiguresText {
    private static final int SECONDS_OF_A_SHORT_TIME = 120;

    private FiguresText() {}

    /** All of it, a line each. */
    public static List<String> screen(Figures figures) {
        List<String> lines = new ArrayList<>();
        for (Figures.Process process : figures.processes()) {
            lines.add((process.ready() ? "ready  " : "NOT READY  ") + process.address() + "  "
                    + String.join("; ", process.health()));
        }
        table(lines, "a second", figures.rates(), FiguresText::number);
        table(lines, "time", figures.seconds(), FiguresText::time);
        table(lines, "microseconds of a thread, a stage", figures.costs(), value -> number(value) + " µs");
        if (!figures.queues().isEmpty()) {
            lines.add("");
            lines.add(String.format(Locale.ROOT, "%-28s %10s %10s %10s", "queue", "open", "overdue", "oldest"));
            figures.queues()
                    .forEach((name, queue) -> lines.add(String.format(
                            Locale.ROOT,
                            "%-28s %10s %10s %10s",
                            name,
                            number(queue.open()),
                            number(queue.overdue()),
                            time(queue.oldestSeconds()))));
        }
        if (!figures.lag().isEmpty()) {
            lines.add("");
            lines.add("records behind");
            figures.lag()
                    .forEach((group, topics) -> topics.forEach((topic, records) -> lines.add(
                            String.format(Locale.ROOT, "  %-30s %-40s %12s", group, topic, number(records)))));
        }
        table(lines, "now", figures.now(), FiguresText::number);
        return lines.stream().map(Printable::line).toList();
    }

    /** The most important of it in one line, for where nothing can be redrawn. */
    public static String line(Figures figures) {
        SortedMap<String, Double> rates = figures.rates();
        double behind = figures.lag().values().stream()
                .flatMap(topics -> topics.values().stream())
                .mapToDouble(Double::doubleValue)
                .sum();
        double open = figures.queues().values().stream()
                .mapToDouble(Figures.Queue::open)
                .sum();
        long ready = figures.processes().stream().filter(Figures.Process::ready).count();
        return Printable.line("events/s " + number(rates.getOrDefault("events", 0.0)) + "  dead letters/s "
                + number(rates.getOrDefault("dead letters", 0.0)) + "  behind " + number(behind) + "  cases open "
                + number(open) + "  ready " + ready + "/" + figures.processes().size());
    }

    private interface Format {
        String of(double value);
    }

    private static void table(List<String> lines, String title, Map<String, Double> values, Format format) {
        if (values.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(title);
        values.forEach((name, value) -> lines.add(String.format(Locale.ROOT, "  %-28s %14s", name, format.of(value))));
    }

    private static String number(double value) {
        return value >= 100 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%,.2f", value);
    }

    private static String time(double seconds) {
        if (seconds < SECONDS_OF_A_SHORT_TIME) {
            return seconds < 1
                    ? String.format(Locale.ROOT, "%.0f ms", seconds * 1000)
                    : String.format(Locale.ROOT, "%.1f s", seconds);
        }
        Duration time = Duration.ofSeconds((long) seconds);
        return time.toHours() == 0
                ? time.toMinutes() + " min"
                : time.toDays() == 0
                        ? time.toHours() + " h " + time.toMinutesPart() + " min"
                        : time.toDays() + " d " + time.toHoursPart() + " h";
    }
}
