package dev.sluice.classifiers.evaluation;

import dev.sluice.classifiers.dataset.LabelledPost;
import dev.sluice.classifiers.dataset.LabelledPosts;
import dev.sluice.classifiers.dataset.MarkedPosts;
import dev.sluice.classifiers.dataset.MarkedPosts.MarkedPost;
import dev.sluice.classifiers.dataset.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates everything that a folder of data allows: labelled posts, marked words, disguises, identities, and an ordinary
 * stream. What is not there is named in the report and passed over.
 */
public final class DataEvaluation {
    /** So many harmful and as many harmless posts are disguised, in each way: a share is known to about 3 in 100. */
    private static final int DISGUISED = 400;

    private static final String SPLIT = "dev";
    private static final String MARKED = "train/semeval2021_toxic_spans.jsonl.gz";
    private static final String STREAM = "natural/posts.jsonl.gz";

    private final Candidate candidate;
    private final Path folder;
    private final ProgressListener listener;
    private final List<String> missing = new ArrayList<>();

    private DataEvaluation(Candidate candidate, Path folder, ProgressListener listener) {
        this.candidate = candidate;
        this.folder = folder;
        this.listener = listener;
    }

    /**
     * Evaluates a candidate on the split {@code dev} of a folder.
     *
     * @param candidate what is evaluated
     * @param folder with any of {@code train/*.jsonl.gz}, {@code contrast/*.jsonl.gz} and {@code natural/posts.jsonl.gz}
     * @param listener told how far it has got
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException naming file and line of a line that is wrong
     */
    public static DataReport of(Candidate candidate, Path folder, ProgressListener listener) throws IOException {
        return new DataEvaluation(candidate, folder, listener).run();
    }

    private DataReport run() throws IOException {
        List<Path> files = new ArrayList<>(files("train"));
        List<Path> contrast = files("contrast");
        files.addAll(contrast);
        EvaluationReport posts = Evaluation.of(candidate, files, Evaluation.DEVELOPMENT, listener);
        listener.progress("Words that tell", 0, 1);
        SpanFigures spans = spans();
        EvasionFigures evasion = evasion(files);
        listener.progress("Identities", 0, 1);
        List<FairnessFigures> fairness = FairnessFigures.of(candidate, IdentityTemplates.shipped());
        listener.progress("An ordinary stream", 0, 1);
        StreamFigures stream = stream();
        listener.progress("An ordinary stream", 1, 1);
        return new DataReport(posts, spans, evasion, fairness, stream, missing);
    }

    private List<Path> files(String name) throws IOException {
        Path inside = folder.resolve(name);
        List<Path> files = List.of();
        if (Files.isDirectory(inside)) {
            try (Stream<Path> entries = Files.list(inside)) {
                files = entries.filter(file -> file.toString().endsWith(".jsonl.gz"))
                        .sorted()
                        .toList();
            }
        }
        if (files.isEmpty()) {
            missing.add(name + "/*.jsonl.gz: no figures of its posts");
        }
        return files;
    }

    private @Nullable SpanFigures spans() throws IOException {
        Path file = folder.resolve(MARKED);
        if (!Files.isRegularFile(file)) {
            missing.add(MARKED + ": no figures of the words that findings show");
            return null;
        }
        List<MarkedPost> posts = MarkedPosts.read(file, SPLIT);
        return posts.isEmpty() ? null : SpanFigures.of(candidate, posts);
    }

    /** On posts that may be English: letters of other alphabets are no disguise in theirs. */
    private @Nullable EvasionFigures evasion(List<Path> files) throws IOException {
        List<LabelledPost> posts = new ArrayList<>();
        for (Path file : files) {
            LabelledPosts.read(file, post -> {
                String language = post.language();
                if (post.split().equals(SPLIT)
                        && (language == null
                                || language.toLowerCase(Locale.ROOT).equals("en"))) {
                    posts.add(post);
                }
            });
        }
        if (posts.isEmpty()) {
            missing.add("posts of split dev: no figures of disguises");
            return null;
        }
        return EvasionFigures.of(candidate, posts, DISGUISED, listener);
    }

    private @Nullable StreamFigures stream() throws IOException {
        Path file = folder.resolve(STREAM);
        if (!Files.isRegularFile(file)) {
            missing.add(STREAM + ": no figures of an ordinary stream");
            return null;
        }
        return StreamFigures.of(candidate, file, UncertainBand.USUAL);
    }
}
