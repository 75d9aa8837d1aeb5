package dev.sluice.app.top;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads Prometheus' text format (version 0.0.4 of its exposition formats). Lines that are none of it are passed over: what
 * answers at an address may be anything.
 */
public final class ScrapeText {
    /** More series than any process of ours has. */
    static final int MOST_SAMPLES = 200_000;

    private ScrapeText() {}

    /** The samples of a scrape, in order. */
    public static List<Sample> read(String text) {
        List<Sample> samples = new ArrayList<>();
        text.lines().limit(MOST_SAMPLES).forEach(line -> {
            Sample sample = line.startsWith("#") ? null : sample(line);
            if (sample != null) {
                samples.add(sample);
            }
        });
        return samples;
    }

    private static @Nullable Sample sample(String line) {
        int brace = line.indexOf('{');
        int end = brace < 0 ? line.indexOf(' ') : brace;
        if (end <= 0) {
            return null;
        }
        Map<String, String> labels = new HashMap<>();
        int at = brace < 0 ? end : labels(line, brace + 1, labels);
        if (at < 0) {
            return null;
        }
        String[] rest = line.substring(at).strip().split(" ");
        try {
            return new Sample(line.substring(0, end), labels, number(rest[0]));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static double number(String word) {
        return switch (word) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(word);
        };
    }

    /** Reads labels up to their closing brace and says where that ends; -1 where there is none. */
    private static int labels(String line, int from, Map<String, String> labels) {
        int at = from;
        while (at < line.length() && line.charAt(at) != '}') {
            int equals = line.indexOf("=\"", at);
            if (equals < 0) {
                return -1;
            }
            StringBuilder value = new StringBuilder();
            int next = value(line, equals + 2, value);
            if (next < 0) {
                return -1;
            }
            labels.put(line.substring(at, equals).strip(), value.toString());
            at = next < line.length() && line.charAt(next) == ',' ? next + 1 : next;
        }
        return at < line.length() ? at + 1 : -1;
    }

    private static int value(String line, int from, StringBuilder value) {
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\' && i + 1 < line.length()) {
                char escaped = line.charAt(++i);
                value.append(escaped == 'n' ? '\n' : escaped);
            } else {
                value.append(c);
            }
        }
        return -1;
    }
}
