package dev.sluice.classifiers.training;

import dev.sluice.classifiers.models.ModelManifest;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a training did.
 *
 * @param folder where the models are
 * @param manifest their manifest
 * @param skipped how many lines of the data were not learnt from, by reason
 */
public record TrainingReport(Path folder, ModelManifest manifest, Map<String, Integer> skipped) {
    /** Copies the reasons, sorted. */
    public TrainingReport {
        skipped = new TreeMap<>(skipped);
    }

    /** The report as lines for a person. */
    public String toText() {
        StringBuilder out = new StringBuilder();
        out.append("models ")
                .append(manifest.fullVersion())
                .append(" in ")
                .append(folder)
                .append('\n');
        for (ModelManifest.Model model : manifest.models()) {
            out.append("  ")
                    .append(model.file())
                    .append("  sha256 ")
                    .append(model.sha256())
                    .append('\n');
            model.metrics()
                    .forEach((name, value) -> out.append(String.format(Locale.ROOT, "    %-28s %.3f%n", name, value)));
        }
        out.append("learnt from\n");
        manifest.data()
                .forEach(data -> out.append(
                        String.format(Locale.ROOT, "  %-36s %6d  %s%n", data.source(), data.rows(), data.licence())));
        out.append("passed over\n");
        skipped.forEach((reason, count) -> out.append(String.format(Locale.ROOT, "  %-36s %6d%n", reason, count)));
        return out.toString();
    }
}
