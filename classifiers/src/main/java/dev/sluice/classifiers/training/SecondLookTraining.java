package dev.sluice.classifiers.training;

import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.FirstLook;
import dev.sluice.classifiers.dataset.LabelledPost;
import dev.sluice.classifiers.models.ModelFolder;
import dev.sluice.classifiers.models.ModelManifest;
import dev.sluice.classifiers.models.Sha256;
import dev.sluice.classifiers.transformer.Stacking;
import dev.sluice.classifiers.transformer.StackingFile;
import dev.sluice.classifiers.transformer.TransformerModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds a fine-tuned transformer to a folder of models, and fits how its logits count beside the first look's. The fit is
 * on the {@code dev} split, from which neither model has learnt; with four numbers a category there is little to learn
 * by heart. The same files give the same bytes.
 */
public final class SecondLookTraining {
    private static final String TRANSFORMER = "transformer.bin";
    private static final String STACKING = "second-look.json";
    private static final String DEV = "dev";
    private static final String LANGUAGE = "en";

    /** Posts of one source beyond this many are left out, evenly: none may outvote the others, and each costs 10 ms. */
    private static final int MOST_OF_A_SOURCE = 800;

    private final Assessor assessor;
    private final TransformerModel transformer;

    private SecondLookTraining(Assessor assessor, TransformerModel transformer) {
        this.assessor = assessor;
        this.transformer = transformer;
    }

    /**
     * Adds the second look.
     *
     * @param dataDir folder with {@code train/*.jsonl.gz} and {@code contrast/*.jsonl.gz}
     * @param modelsDir folder with the first look's models and their manifest, to which the second look's are added
     * @param assessor the first look with those models
     * @param overlay fine-tuned weights of the transformer
     * @param listener told how far it has got
     * @return the folder's new manifest
     * @throws IOException if a file cannot be read or written
     * @throws IllegalArgumentException naming the file that is wrong, or the category that there are no posts for
     */
    public static ModelManifest add(
            Path dataDir, Path modelsDir, Assessor assessor, byte[] overlay, ProgressListener listener)
            throws IOException {
        Corpus corpus = Corpus.read(dataDir, SourceCatalogue.shipped().forEncoder(), DEV, listener);
        Stacking stacking;
        try (TransformerModel transformer = TransformerModel.load(TRANSFORMER, overlay)) {
            stacking = new SecondLookTraining(assessor, transformer).fit(corpus, listener);
        }
        byte[] file = StackingFile.write(stacking);
        Files.write(modelsDir.resolve(TRANSFORMER), overlay);
        Files.write(modelsDir.resolve(STACKING), file);
        ModelManifest before = ModelFolder.at(modelsDir).manifest();
        List<ModelManifest.Model> models = new ArrayList<>(before.models());
        models.removeIf(
                model -> model.kind().equals("transformer") || model.kind().equals("stacking"));
        models.add(model("transformer-" + LANGUAGE, "transformer", TRANSFORMER, overlay));
        models.add(model("second-look", "stacking", STACKING, file));
        ModelManifest after =
                new ModelManifest(before.format(), before.version(), before.seed(), models, before.data());
        Files.write(modelsDir.resolve(ModelManifest.FILE), after.write());
        return after;
    }

    private static ModelManifest.Model model(String name, String kind, String file, byte[] bytes) {
        return new ModelManifest.Model(name, kind, file, Sha256.of(bytes), List.of(LANGUAGE), Map.of());
    }

    private Stacking fit(Corpus corpus, ProgressListener listener) {
        List<LabelledPost> posts = sample(corpus);
        Map<Category, List<StackingFit.Row>> rows = new EnumMap<>(Category.class);
        for (int i = 0; i < posts.size(); i++) {
            LabelledPost post = posts.get(i);
            add(post, (float) corpus.source(post).weight(), rows);
            listener.progress("Looking twice", i + 1L, posts.size());
        }
        Map<Category, Stacking.Coefficients> coefficients = new EnumMap<>(Category.class);
        rows.forEach((category, ofCategory) -> {
            long positives = ofCategory.stream().filter(StackingFit.Row::label).count();
            if (positives > 0 && positives < ofCategory.size()) {
                coefficients.put(category, StackingFit.fit(category, ofCategory));
            }
        });
        return new Stacking(coefficients);
    }

    private static List<LabelledPost> sample(Corpus corpus) {
        Map<String, List<LabelledPost>> bySource = new TreeMap<>();
        for (LabelledPost post : corpus.posts()) {
            if (corpus.language(post).equals(LANGUAGE)) {
                bySource.computeIfAbsent(post.source(), source -> new ArrayList<>())
                        .add(post);
            }
        }
        List<LabelledPost> sample = new ArrayList<>();
        for (List<LabelledPost> posts : bySource.values()) {
            int kept = Math.min(MOST_OF_A_SOURCE, posts.size());
            for (int i = 0; i < kept; i++) {
                sample.add(posts.get((int) ((long) i * posts.size() / kept)));
            }
        }
        return sample;
    }

    private void add(LabelledPost post, float weight, Map<Category, List<StackingFit.Row>> rows) {
        FirstLook look = assessor.look(post.text(), LANGUAGE);
        float[] evidence = assessor.scoring().evidenceLogOdds(look.assessment().findings());
        float[] logits = transformer.logitsOf(List.of(post.text()))[0];
        post.labels().forEach((category, label) -> {
            int at = category.ordinal();
            float beside = look.hasLabel(category) ? evidence[at] : 0;
            rows.computeIfAbsent(category, key -> new ArrayList<>())
                    .add(new StackingFit.Row(look.logit(category), logits[at], beside, label, weight));
        });
    }
}
