package dev.sluice.classifiers;

import dev.sluice.classifiers.defamation.DefamationClassifier;
import dev.sluice.classifiers.defamation.DefamationModel;
import dev.sluice.classifiers.language.LanguageIdentifier;
import dev.sluice.classifiers.lexicon.Lexicon;
import dev.sluice.classifiers.lexicon.LexiconClassifier;
import dev.sluice.classifiers.lexicon.LexiconReader;
import dev.sluice.classifiers.linear.LinearClassifier;
import dev.sluice.classifiers.linear.LinearModel;
import dev.sluice.classifiers.linear.LinearModelFile;
import dev.sluice.classifiers.linear.WordMarker;
import dev.sluice.classifiers.models.ModelFolder;
import dev.sluice.classifiers.models.ModelManifest;
import dev.sluice.classifiers.models.Sha256;
import dev.sluice.classifiers.names.NameFinder;
import dev.sluice.classifiers.names.NameModel;
import dev.sluice.classifiers.plugin.PluginFolder;
import dev.sluice.classifiers.rules.RuleClassifier;
import dev.sluice.classifiers.rules.RulePack;
import dev.sluice.classifiers.scoring.RiskModel;
import dev.sluice.classifiers.scoring.RiskModelFile;
import dev.sluice.classifiers.targets.IdentityWords;
import dev.sluice.classifiers.targets.TargetFinder;
import dev.sluice.classifiers.transformer.Stacking;
import dev.sluice.classifiers.transformer.StackingFile;
import dev.sluice.classifiers.transformer.TransformerModel;
import dev.sluice.classifiers.transformer.TransformerSecondLook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds an {@link Assessor} from a folder of policies and a set of models. */
public final class AssessorLoader {
    private AssessorLoader() {}

    /**
     * An assessor with the lexicons and rule packs of a folder and the models that ship with Sluice.
     *
     * @param policiesDir folder with {@code lexicons/*.tsv} and {@code rules/*.yaml}; models of one's own in {@code
     *     models/*.yaml}, if any
     * @throws IllegalArgumentException naming file and line of what is wrong
     */
    public static Assessor load(Path policiesDir) {
        return load(policiesDir, ModelFolder.shipped());
    }

    /**
     * An assessor with the lexicons and rule packs of a folder and other models.
     *
     * @param policiesDir folder with {@code lexicons/*.tsv} and {@code rules/*.yaml}
     * @param models the models
     * @throws IllegalArgumentException naming file and line of what is wrong
     */
    public static Assessor load(Path policiesDir, ModelFolder models) {
        return new Assessor(detectors(policiesDir, models));
    }

    /**
     * All that such an assessor runs, for those who want to look at a part.
     *
     * @param policiesDir folder with {@code lexicons/*.tsv} and {@code rules/*.yaml}
     * @param models the models
     * @throws IllegalArgumentException naming file and line of what is wrong
     */
    public static Detectors detectors(Path policiesDir, ModelFolder models) {
        RiskModel risk = risk(models);
        List<Classifier> classifiers = new ArrayList<>(weighing(policiesDir));
        String rules = Sha256.nameOf(classifiers.stream()
                .map(classifier -> classifier.id() + ":" + classifier.version())
                .toList());
        PluginFolder plugins = PluginFolder.load(policiesDir.resolve("models"));
        classifiers.add(linear(models, risk, plugins));
        // Behind the linear model, whose features it reads too.
        classifiers.add(defamation(models));
        classifiers.addAll(plugins.classifiers());
        LanguageIdentifier languages = new LanguageIdentifier();
        return new Detectors(
                languages::identify,
                classifiers,
                risk,
                version(models, plugins),
                rules,
                new TargetFinder(IdentityWords.shipped(), lexicons(policiesDir)));
    }

    /**
     * The detectors of a folder whose findings have weights: what a training fits beside its linear model.
     *
     * @param policiesDir folder with {@code lexicons/*.tsv} and {@code rules/*.yaml}
     * @throws IllegalArgumentException naming file and line of what is wrong
     */
    public static List<Classifier> weighing(Path policiesDir) {
        try {
            List<Lexicon> lexicons = lexicons(policiesDir);
            List<RulePack> packs = new ArrayList<>();
            for (Path file : files(policiesDir.resolve("rules"), ".yaml")) {
                packs.add(RulePack.load(file));
            }
            return List.of(new LexiconClassifier(lexicons), new RuleClassifier(packs));
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * The second look with the models of a set, beside a first look with the same models. Loads the transformer, which takes
     * about a second and 100 MB: for those who run a lane of second looks.
     *
     * @param assessor the first look, with the same models
     * @param models the models
     * @return the second look; null where the set has no transformer. Close it after use
     * @throws IllegalArgumentException naming the file and what is wrong with it
     */
    public static @Nullable TransformerSecondLook secondLook(Assessor assessor, ModelFolder models) {
        List<ModelManifest.Model> transformers = models.models("transformer");
        if (transformers.isEmpty()) {
            return null;
        }
        ModelManifest.Model transformer = one(models, "transformer");
        ModelManifest.Model stackingFile = one(models, "stacking");
        Stacking stacking = StackingFile.read(stackingFile.file(), models.read(stackingFile));
        return new TransformerSecondLook(
                assessor,
                TransformerModel.load(transformer.file(), models.read(transformer)),
                stacking,
                Set.copyOf(transformer.languages()));
    }

    private static ModelManifest.Model one(ModelFolder models, String kind) {
        List<ModelManifest.Model> found = models.models(kind);
        if (found.size() != 1) {
            throw new IllegalArgumentException(
                    "model manifest: " + found.size() + " models of kind '" + kind + "'; there must be one");
        }
        return found.get(0);
    }

    private static List<Lexicon> lexicons(Path policiesDir) {
        try {
            List<Lexicon> lexicons = new ArrayList<>();
            for (Path file : files(policiesDir.resolve("lexicons"), ".tsv")) {
                lexicons.add(LexiconReader.read(file));
            }
            return lexicons;
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + ": is no folder; it must hold *" + ending + " files");
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static RiskModel risk(ModelFolder models) {
        ModelManifest.Model risk = one(models, "risk");
        return RiskModelFile.read(risk.file(), models.read(risk));
    }

    private static DefamationClassifier defamation(ModelFolder models) {
        ModelManifest.Model found = one(models, "defamation");
        DefamationModel model = DefamationModel.read(found.file(), models.read(found));
        List<ModelManifest.Model> names = models.models("names");
        NameFinder finder = names.isEmpty()
                ? null
                : new NameFinder(NameModel.read(names.get(0).file(), models.read(names.get(0))));
        return new DefamationClassifier(model, finder, models.manifest().fullVersion());
    }

    /** The version of the set, with a name for the plugged-in models where there are any. */
    private static String version(ModelFolder models, PluginFolder plugins) {
        String version = models.manifest().fullVersion();
        return plugins.models().isEmpty() ? version : version + "." + Sha256.nameOf(plugins.digests());
    }

    private static LinearClassifier linear(ModelFolder models, RiskModel risk, PluginFolder plugins) {
        Map<String, LinearModel> byLanguage = new LinkedHashMap<>();
        for (ModelManifest.Model model : models.models("linear")) {
            LinearModel read = LinearModelFile.read(model.file(), models.read(model));
            for (String language : model.languages()) {
                if (!risk.languages().contains(language)) {
                    throw new IllegalArgumentException(
                            model.file() + ": language '" + language + "' has no calibration in the risk model");
                }
                byLanguage.put(language, read);
            }
        }
        Map<String, WordMarker> markers = new LinkedHashMap<>();
        for (ModelManifest.Model model : models.models("marker")) {
            WordMarker marker = WordMarker.read(model.file(), models.read(model));
            model.languages().forEach(language -> markers.put(language, marker));
        }
        return new LinearClassifier(byLanguage, models.manifest().fullVersion(), risk, plugins.covered(), markers);
    }
}
