package dev.sluice.tuning;

import static org.bytedeco.pytorch.global.torch.addmm;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * The encoder's upper layers and the head, as libtorch trains them; states of tokens are averaged before
 * the head. All posts of a batch have the same number of tokens.
 */
final class TopLayers {
    private final int firstLayer;
    private final List<TransformerLayer> layers = new ArrayList<>();
    private final Tensor headWeight;
    private final Tensor headBias;

    /**
     * Takes the layers from a graph; the head begins at 0.
     *
     * @param graph the encoder with weights of floats
     * @param firstLayer the first layer that is trained; those below are frozen
     */
    TopLayers(OnnxModel graph, int firstLayer) {
        this.firstLayer = firstLayer;
        for (int layer = firstLayer; layer < E5.LAYERS; layer++) {
            layers.add(new TransformerLayer(graph, layer, true));
        }
        int outputs = Row.CATEGORIES.size();
        this.headWeight = Tensors.of(true, new float[E5.WIDTH * outputs], E5.WIDTH, outputs);
        this.headBias = Tensors.of(true, new float[outputs], outputs);
    }

    /** The logits of posts: a row for each, a column for each category. */
    Tensor logits(Tensor states) {
        return addmm(headBias, pooled(states), headWeight);
    }

    /** The mean of each post's token states after the last layer. */
    Tensor pooled(Tensor states) {
        Tensor at = states;
        for (TransformerLayer layer : layers) {
            at = layer.forward(at);
        }
        return at.mean(1);
    }

    /** Everything of the layers that is trained. */
    TensorVector layerParameters() {
        TensorVector all = new TensorVector();
        layers.forEach(layer -> layer.parameters().forEach(all::push_back));
        return all;
    }

    /** Everything of the head that is trained. */
    TensorVector headParameters() {
        return new TensorVector(headWeight, headBias);
    }

    /** What has to be put into the int8 graph, and the head. */
    Overlay overlay(OnnxModel plain) {
        List<Initializer> entries = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            entries.addAll(layers.get(i).quantized(plain, firstLayer + i));
        }
        int outputs = Row.CATEGORIES.size();
        float[] byDimension = Tensors.values(headWeight);
        float[] byCategory = new float[byDimension.length];
        for (int i = 0; i < byDimension.length; i++) {
            byCategory[i % outputs * E5.WIDTH + i / outputs] = byDimension[i];
        }
        entries.add(Initializer.ofFloats(Overlay.HEAD_WEIGHT, List.of(outputs, E5.WIDTH), byCategory));
        entries.add(Initializer.ofFloats(Overlay.HEAD_BIAS, List.of(outputs), Tensors.values(headBias)));
        return new Overlay(entries);
    }
}
