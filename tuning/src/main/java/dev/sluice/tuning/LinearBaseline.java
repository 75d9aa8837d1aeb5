package dev.sluice.tuning;

import dev.sluice.classifiers.linear.LinearModel;
import dev.sluice.classifiers.linear.LinearModelFile;
import dev.sluice.classifiers.linear.NgramFeatures;
import dev.sluice.classifiers.models.ModelFolder;
import dev.sluice.classifiers.models.ModelManifest;
import dev.sluice.classifiers.text.Folder;
import java.util.List;

/** The logits of the linear model that ships, to compare with; it has all of {@link Row#CATEGORIES} but the last. */
final class LinearBaseline {
    private LinearBaseline() {}

    static float[][] logits(List<Row> rows) {
        ModelFolder models = ModelFolder.shipped();
        ModelManifest.Model shipped = models.models("linear").get(0);
        LinearModel model = LinearModelFile.read(shipped.name(), models.read(shipped));
        Folder folder = new Folder();
        NgramFeatures features = new NgramFeatures();
        float[][] logits = new float[rows.size()][LinearModel.LABEL_COUNT];
        for (int i = 0; i < logits.length; i++) {
            features.extract(folder.fold(rows.get(i).text()));
            model.logits(features, logits[i]);
        }
        return logits;
    }
}
