package dev.sluice.classifiers.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.classifiers.evasion.Disguise;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation of a folder found; parts whose data are not there are null.
 *
 * @param posts figures of labelled posts
 * @param spans figures of the words that findings show
 * @param evasion figures of disguises
 * @param fairness figures of identities, one entry per category
 * @param stream figures of an ordinary stream
 * @param missing what was not there, and what is not known because of it
 */
public record DataReport(
        EvaluationReport posts,
        @Nullable SpanFigures spans,
        @Nullable EvasionFigures evasion,
        List<FairnessFigures> fairness,
        @Nullable StreamFigures stream,
        List<String> missing) {
    /** Copies the lists. */
    public DataReport {
        fairness = List.copyOf(fairness);
        missing = List.copyOf(missing);
    }

    /** A table for a person. */
    public String toText() {
        StringBuilder out = new StringBuilder(posts.toText());
        if (spans != null) {
            line(
                    out,
                    "%nwords shown, on %d posts with marked words: character F1 %.3f, precision %.3f, recall %.3f",
                    spans.posts(),
                    spans.f1(),
                    spans.precision(),
                    spans.recall());
        }
        if (evasion != null) {
            disguises(out, evasion);
        }
        fairness.forEach(figures -> identities(out, figures));
        if (stream != null) {
            line(
                    out,
                    "%nordinary stream of %d posts: %.1f %% below %.2f, %.1f %% uncertain, %.1f %% at %.2f and above",
                    stream.posts(),
                    100 * stream.below(),
                    stream.band().from(),
                    100 * stream.uncertain(),
                    100 * stream.above(),
                    stream.band().to());
        }
        missing.forEach(what -> line(out, "missing: %s", what));
        return out.toString();
    }

    private static void disguises(StringBuilder out, EvasionFigures figures) {
        line(
                out,
                "%ndisguises, on %d harmful posts that are found and %d harmless ones that are left alone",
                figures.harmful(),
                figures.harmless());
        for (Disguise disguise : Disguise.values()) {
            line(
                    out,
                    "  %-14s still found %.3f   harmless called harmful %.3f%s",
                    disguise.id(),
                    figures.kept().get(disguise),
                    figures.falseAlarms().get(disguise),
                    disguise.undone() ? "" : "   (another word: not undone)");
        }
        line(out, "  mean over those that folding should undo: still found %.3f", figures.keptWhereUndone());
    }

    private static void identities(StringBuilder out, FairnessFigures figures) {
        line(
                out,
                "%n%s in %d harmless sentences for each of %d identities: spread of mean probability %.3f, "
                        + "false positives %.3f, their spread %.3f",
                figures.category().id(),
                figures.sentences(),
                figures.identities().size(),
                figures.spreadOfProbability(),
                figures.falsePositives(),
                figures.spreadOfFalsePositives());
        figures.identities()
                .forEach(group -> line(
                        out,
                        "  %-20s %-20s mean %.3f  called %.3f",
                        group.characteristic(),
                        group.identity(),
                        group.probability(),
                        group.falsePositives()));
    }

    private static void line(StringBuilder out, String format, @Nullable Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }

    /** The report as one JSON object with stable keys; parts that are not known are null. */
    public ObjectNode toJson() {
        ObjectNode root = posts.toJson();
        if (spans == null) {
            root.putNull("spans");
        } else {
            root.putObject("spans")
                    .put("posts", spans.posts())
                    .put("f1", spans.f1())
                    .put("precision", spans.precision())
                    .put("recall", spans.recall());
        }
        if (evasion == null) {
            root.putNull("evasion");
        } else {
            disguises(root.putObject("evasion"), evasion);
        }
        ObjectNode identities = root.putObject("fairness");
        fairness.forEach(
                figures -> identities(identities.putObject(figures.category().id()), figures));
        if (stream == null) {
            root.putNull("stream");
        } else {
            root.putObject("stream")
                    .put("posts", stream.posts())
                    .put("from", stream.band().from())
                    .put("to", stream.band().to())
                    .put("below", stream.below())
                    .put("uncertain", stream.uncertain())
                    .put("above", stream.above());
        }
        missing.forEach(root.putArray("missing")::add);
        return root;
    }

    private static void disguises(ObjectNode node, EvasionFigures figures) {
        node.put("harmful", figures.harmful()).put("harmless", figures.harmless());
        node.put("keptWhereUndone", figures.keptWhereUndone());
        ObjectNode byDisguise = node.putObject("disguises");
        for (Disguise disguise : Disguise.values()) {
            byDisguise
                    .putObject(disguise.id())
                    .put("undone", disguise.undone())
                    .put("kept", figures.kept().get(disguise))
                    .put("falseAlarms", figures.falseAlarms().get(disguise));
        }
    }

    private static void identities(ObjectNode node, FairnessFigures figures) {
        node.put("sentences", figures.sentences());
        node.put("spreadOfProbability", figures.spreadOfProbability());
        node.put("falsePositives", figures.falsePositives());
        node.put("spreadOfFalsePositives", figures.spreadOfFalsePositives());
        ObjectNode groups = node.putObject("identities");
        figures.identities()
                .forEach(group -> groups.putObject(group.identity())
                        .put("characteristic", group.characteristic())
                        .put("probability", group.probability())
                        .put("falsePositives", group.falsePositives()));
    }
}
