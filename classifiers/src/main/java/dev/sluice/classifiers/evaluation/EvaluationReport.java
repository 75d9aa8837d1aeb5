package dev.sluice.classifiers.evaluation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.classifiers.Category;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an evaluation found.
 *
 * @param models version of the set of models
 * @param rules version of the set of rule packs and lexicons
 * @param splits the splits that were counted
 * @param files one entry per file, in the order given
 * @param pooled figures over the posts of all files
 */
public record EvaluationReport(
        String models, String rules, Set<String> splits, List<FileFigures> files, Map<Category, Figures> pooled) {
    /**
     * Figures of one file.
     *
     * @param name name of the file
     * @param posts how many posts were assessed
     * @param otherSplits how many were not counted because they belong to another split, by split
     * @param unavailable how many labels were not counted because no detector could speak for them, by category
     * @param labels figures by category
     * @param kinds figures by kind of post, where posts have one
     * @param targets figures by target group, where posts have one
     * @param pairs figures of minimal pairs, where posts have them
     */
    public record FileFigures(
            String name,
            int posts,
            Map<String, Integer> otherSplits,
            Map<Category, Integer> unavailable,
            Map<Category, Figures> labels,
            Map<String, Map<Category, Figures>> kinds,
            Map<String, Map<Category, Figures>> targets,
            Map<Category, PairFigures> pairs) {}

    /** Copies the lists. */
    public EvaluationReport {
        splits = new TreeSet<>(splits);
        files = List.copyOf(files);
        pooled = pooled.isEmpty() ? Map.of() : new EnumMap<>(pooled);
    }

    /** A table for a person. */
    public String toText() {
        StringBuilder out = new StringBuilder();
        out.append("models ").append(models).append(", rules ").append(rules);
        out.append(", splits ").append(splits).append(" and rows without a split\n\n");
        row(out, "file", "label", "posts", "pos", "AUC", "AP", "F1", "acc", "at", "FPR@R.9", "ECE", "ECE@ref");
        for (FileFigures file : files) {
            rows(out, file.name(), file.labels());
            file.otherSplits()
                    .forEach((split, count) -> out.append("  not counted: ")
                            .append(count)
                            .append(" posts of split ")
                            .append(split.isEmpty() ? "(none)" : split)
                            .append('\n'));
            file.unavailable()
                    .forEach((category, count) -> out.append("  not covered: ")
                            .append(count)
                            .append(" posts for ")
                            .append(category.id())
                            .append('\n'));
        }
        rows(out, "all", pooled);
        bins(out);
        pairs(out);
        for (FileFigures file : files) {
            groups(out, file.name() + ", by kind, worst first", file.kinds());
            groups(out, file.name() + ", by target, worst first", file.targets());
        }
        return out.toString();
    }

    /** Reliability of all posts at the base rate that probabilities are calibrated for. */
    private void bins(StringBuilder out) {
        pooled.forEach((category, f) -> {
            out.append(String.format(
                    Locale.ROOT,
                    "%nreliability of %s at a base rate of %s (probability: share of positives, posts)%n ",
                    category.id(),
                    figure(f.reference().baseRate())));
            f.reference()
                    .bins()
                    .forEach(bin -> out.append(String.format(
                            Locale.ROOT, " %.2f: %.2f, %d;", bin.probability(), bin.positives(), bin.posts())));
        });
        out.append('\n');
    }

    private void pairs(StringBuilder out) {
        for (FileFigures file : files) {
            if (!file.pairs().isEmpty()) {
                out.append('\n').append(file.name()).append(", minimal pairs of which every member is right\n");
            }
            file.pairs()
                    .forEach((category, pair) -> out.append(String.format(
                            Locale.ROOT,
                            "  %-11s %5d pairs  right %.3f%n",
                            category.id(),
                            pair.pairs(),
                            pair.right())));
        }
    }

    private static void rows(StringBuilder out, String name, Map<Category, Figures> labels) {
        labels.forEach((category, f) -> row(
                out,
                name,
                category.id(),
                Integer.toString(f.posts()),
                Integer.toString(f.positives()),
                figure(f.auc()),
                figure(f.averagePrecision()),
                figure(f.f1()),
                figure(f.accuracy()),
                figure(f.threshold()),
                figure(f.falsePositiveRateAtRecall90()),
                figure(f.calibration().error()),
                figure(f.reference().error())));
    }

    private static void groups(StringBuilder out, String title, Map<String, Map<Category, Figures>> groups) {
        if (groups.isEmpty()) {
            return;
        }
        out.append('\n').append(title).append('\n');
        record Row(String group, Category category, Figures figures) {}
        List<Row> rows = new ArrayList<>();
        groups.forEach((group, labels) -> labels.forEach((category, f) -> rows.add(new Row(group, category, f))));
        rows.sort(Comparator.comparingDouble(row -> row.figures().accuracy()));
        rows.forEach(row -> out.append(String.format(
                Locale.ROOT,
                "  %-36s %-11s %5d posts %5d positive  right %s  called %s%n",
                row.group(),
                row.category().id(),
                row.figures().posts(),
                row.figures().positives(),
                figure(row.figures().accuracy()),
                figure(row.figures().calledShare()))));
    }

    private static void row(StringBuilder out, String... cells) {
        out.append(String.format(Locale.ROOT, "%-40s %-11s", cells[0], cells[1]));
        for (int i = 2; i < cells.length; i++) {
            out.append(String.format(Locale.ROOT, " %7s", cells[i]));
        }
        out.append('\n');
    }

    private static String figure(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    /** The report as one JSON object with stable keys; figures that do not exist are null. */
    public ObjectNode toJson() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("models", models).put("rules", rules);
        splits.forEach(root.putArray("splits")::add);
        var list = root.putArray("files");
        for (FileFigures file : files) {
            ObjectNode node = list.addObject().put("file", file.name()).put("posts", file.posts());
            ObjectNode other = node.putObject("otherSplits");
            new TreeMap<>(file.otherSplits()).forEach(other::put);
            ObjectNode unavailable = node.putObject("unavailable");
            file.unavailable().forEach((category, count) -> unavailable.put(category.id(), count));
            labels(node.putObject("labels"), file.labels());
            ObjectNode kinds = node.putObject("kinds");
            file.kinds().forEach((kind, labels) -> labels(kinds.putObject(kind), labels));
            ObjectNode targets = node.putObject("targets");
            file.targets().forEach((target, labels) -> labels(targets.putObject(target), labels));
            ObjectNode pairs = node.putObject("pairs");
            file.pairs()
                    .forEach((category, pair) -> pairs.putObject(category.id())
                            .put("pairs", pair.pairs())
                            .put("right", pair.right()));
        }
        labels(root.putObject("all"), pooled);
        return root;
    }

    private static void labels(ObjectNode node, Map<Category, Figures> labels) {
        labels.forEach((category, f) -> {
            ObjectNode label = node.putObject(category.id());
            label.put("posts", f.posts()).put("positives", f.positives());
            put(label, "auc", f.auc());
            put(label, "averagePrecision", f.averagePrecision());
            put(label, "f1", f.f1());
            put(label, "accuracy", f.accuracy());
            put(label, "calledShare", f.calledShare());
            put(label, "threshold", f.threshold());
            put(label, "falsePositiveRateAtRecall90", f.falsePositiveRateAtRecall90());
            put(label, "calibrationError", f.calibration().error());
            reliability(label.putObject("reference"), f.reference());
        });
    }

    private static void reliability(ObjectNode node, Reliability reliability) {
        put(node, "baseRate", reliability.baseRate());
        put(node, "calibrationError", reliability.error());
        var bins = node.putArray("bins");
        reliability
                .bins()
                .forEach(bin -> bins.addObject()
                        .put("from", bin.from())
                        .put("posts", bin.posts())
                        .put("probability", bin.probability())
                        .put("positives", bin.positives()));
    }

    private static void put(ObjectNode node, String key, double value) {
        if (Double.isNaN(value)) {
            node.putNull(key);
        } else {
            node.put(key, value);
        }
    }
}
