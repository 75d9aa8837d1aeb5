package dev.sluice.classifiers.plugin;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Classifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The plugged-in models of a folder: one {@code *.yaml} manifest each, with the files beside it.
 *
 * @param classifiers the detectors, by the names of their manifests
 * @param models what their manifests say, in the same order
 */
public record PluginFolder(List<Classifier> classifiers, List<PluginModel> models) {
    /** No plugged-in model. */
    public static final PluginFolder NONE = new PluginFolder(List.of(), List.of());

    /** Ids of built-in detectors, which a model cannot have. */
    private static final Set<String> TAKEN = Set.of("lexicon", "rules", "defamation", "linear", "transformer");

    /** Copies the lists. */
    public PluginFolder {
        classifiers = List.copyOf(classifiers);
        models = List.copyOf(models);
    }

    /**
     * Loads all models of a folder.
     *
     * @param folder folder of manifests; none are loaded where it does not exist
     * @throws IllegalArgumentException naming the manifest and the line of what is wrong
     */
    public static PluginFolder load(Path folder) {
        if (!Files.isDirectory(folder)) {
            return NONE;
        }
        List<Classifier> classifiers = new ArrayList<>();
        List<PluginModel> models = new ArrayList<>();
        Set<String> ids = new HashSet<>(TAKEN);
        try {
            Map<String, ClassifierProvider> providers = providers();
            for (Path file : manifests(folder)) {
                PluginManifestReader.Plugged plugged = new PluginManifestReader(providers, file).read();
                if (!ids.add(plugged.model().id())) {
                    throw new IllegalArgumentException(
                            file + ": model '" + plugged.model().id() + "' is there already; ids are unique");
                }
                classifiers.add(classifier(file, plugged));
                models.add(plugged.model().withoutFiles());
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return new PluginFolder(classifiers, models);
    }

    /** For each language the categories for which a model of this folder stands in where no built-in model answers. */
    public Map<String, Set<Category>> covered() {
        Map<String, Set<Category>> covered = new HashMap<>();
        for (PluginModel model : models) {
            for (String language : model.languages()) {
                covered.computeIfAbsent(language, key -> EnumSet.noneOf(Category.class))
                        .addAll(model.covers());
            }
        }
        return covered;
    }

    /** One exact name per model: id, version, and a digest of manifest and files. */
    public List<String> digests() {
        return models.stream()
                .map(model -> model.id() + ":" + model.version() + ":" + model.sha256())
                .toList();
    }

    private static List<Path> manifests(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static Classifier classifier(Path file, PluginManifestReader.Plugged plugged) {
        try {
            return new GuardedClassifier(
                    plugged.model().withoutFiles(), plugged.provider().create(plugged.model()));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, ClassifierProvider> providers() {
        Map<String, ClassifierProvider> providers = new HashMap<>();
        List<ClassifierProvider> all = new ArrayList<>(List.of(new OnnxProvider(), new OpenNlpProvider()));
        try {
            ServiceLoader.load(ClassifierProvider.class).forEach(all::add);
        } catch (ServiceConfigurationError e) {
            throw new IllegalArgumentException("a provider of classifiers cannot be loaded: " + e.getMessage(), e);
        }
        for (ClassifierProvider provider : all) {
            if (providers.put(provider.id(), provider) != null) {
                throw new IllegalArgumentException(
                        "two providers of classifiers have the id '" + provider.id() + "'; ids are unique");
            }
        }
        return providers;
    }
}
