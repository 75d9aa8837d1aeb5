package dev.sluice.app.top;

import java.util.Map;

/**
 * One line of a scrape.
 *
 * @param name the series' name
 * @param labels its labels
 * @param value its value
 */
public record Sample(String name, Map<String, String> labels, double value) {
    /** Copies the labels. */
    public Sample {
        labels = Map.copyOf(labels);
    }

    /** The value of a label; empty where it has none. */
    public String label(String label) {
        return labels.getOrDefault(label, "");
    }
}
