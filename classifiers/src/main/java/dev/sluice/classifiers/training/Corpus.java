package dev.sluice.classifiers.training;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.dataset.LabelledPost;
import dev.sluice.classifiers.dataset.LabelledPosts;
import dev.sluice.classifiers.dataset.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The posts that a training may use: of sources whose licence allows it, of one split, {@code train} unless said
 * otherwise, cleaned, each text once, none whose text is also in another split.
 */
public final class Corpus {
    private static final String TRAIN = "train";

    private final SourceCatalogue catalogue;
    private final List<LabelledPost> posts = new ArrayList<>();
    private final Map<String, Integer> skipped = new TreeMap<>();

    private Corpus(SourceCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Reads {@code train/*.jsonl.gz} and {@code contrast/*.jsonl.gz} below a folder, in the order of their names.
     *
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException naming the folder if there are no such files, or the file, line or source that
     *     is
     *     wrong
     */
    public static Corpus read(Path dataDir, SourceCatalogue catalogue, ProgressListener listener) throws IOException {
        return read(dataDir, catalogue, TRAIN, listener);
    }

    /**
     * The same for another split: the posts of that one, and none whose text is also in any further split.
     *
     * @throws IOException if a file cannot be read
     */
    public static Corpus read(Path dataDir, SourceCatalogue catalogue, String split, ProgressListener listener)
            throws IOException {
        List<Path> files = new ArrayList<>(files(dataDir.resolve("train")));
        files.addAll(files(dataDir.resolve("contrast")));
        if (files.isEmpty()) {
            throw new IllegalArgumentException(
                    dataDir + ": no training data; train/*.jsonl.gz or contrast/*.jsonl.gz is needed");
        }
        Corpus corpus = new Corpus(catalogue);
        List<LabelledPost> candidates = new ArrayList<>();
        Set<String> held = new HashSet<>();
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            LabelledPosts.read(file, post -> {
                SourceCatalogue.Source source =
                        catalogue.of(post.source(), file.getFileName().toString());
                if (!post.split().equals(split)) {
                    held.add(key(post.text()));
                    corpus.skip("split " + post.split());
                } else if (!source.used()) {
                    corpus.skip("source " + post.source());
                } else {
                    candidates.add(post);
                }
            });
            listener.progress("Reading posts", i + 1L, files.size());
        }
        corpus.keep(candidates, held);
        return corpus;
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.toString().endsWith(".jsonl.gz"))
                    .sorted()
                    .toList();
        }
    }

    private void keep(List<LabelledPost> candidates, Set<String> held) {
        Set<String> seen = new HashSet<>();
        for (LabelledPost post : candidates) {
            String key = key(post.text());
            Map<Category, Boolean> labels = learnt(post);
            if (held.contains(key)) {
                skip("text is in a held-out split");
            } else if (labels.isEmpty()) {
                skip("no label to learn");
            } else if (!seen.add(key)) {
                skip("text seen before");
            } else {
                posts.add(post.withText(PostCleaner.clean(post.text())).withLabels(labels));
            }
        }
    }

    private void skip(String why) {
        skipped.merge(why, 1, Integer::sum);
    }

    private static String key(String text) {
        return PostCleaner.clean(text).toLowerCase(Locale.ROOT);
    }

    /**
     * The labels to learn, with what they imply: insult, threat and hate are abuse; what is no abuse is none of
     * them.
     */
    private Map<Category, Boolean> learnt(LabelledPost post) {
        Map<Category, Boolean> given = post.labels();
        Map<Category, Boolean> all = new EnumMap<>(Category.class);
        Set<String> wanted = source(post).labels();
        if (source(post).background()) {
            wanted.forEach(label -> all.put(Category.of(label), false));
        }
        for (Map.Entry<Category, Boolean> label : given.entrySet()) {
            if (wanted.contains(label.getKey().id())) {
                all.put(label.getKey(), label.getValue());
            }
        }
        for (Category child : List.of(Category.INSULT, Category.THREAT, Category.HATE)) {
            if (Boolean.TRUE.equals(all.get(child))) {
                all.putIfAbsent(Category.ABUSE, true);
            }
            if (Boolean.FALSE.equals(all.get(Category.ABUSE))) {
                all.putIfAbsent(child, false);
            }
        }
        return all;
    }

    /** How the source of a post is used. */
    public SourceCatalogue.Source source(LabelledPost post) {
        return catalogue.of(post.source(), "corpus");
    }

    /** The language of a post: its own, or that of its source. */
    public String language(LabelledPost post) {
        String own = post.language();
        return own == null ? source(post).language() : own;
    }

    /** The posts, in the order of the files. */
    public List<LabelledPost> posts() {
        return posts;
    }

    /** How many lines were passed over, by reason. */
    public Map<String, Integer> skipped() {
        return skipped;
    }
}
