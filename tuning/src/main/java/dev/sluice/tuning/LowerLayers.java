package dev.sluice.tuning;

import static org.bytedeco.pytorch.global.torch.index_select;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** The encoder's embeddings and lower layers, which stay as they are. */
final class LowerLayers {
    private final Tensor words;
    private final Tensor positions;
    private final Tensor norm;
    private final Tensor normBias;
    private final List<TransformerLayer> layers = new ArrayList<>();

    /**
     * Takes them from a graph.
     *
     * @param graph the encoder with weights of floats
     * @param count how many layers
     */
    LowerLayers(OnnxModel graph, int count) {
        float[] wordValues =
                graph.initializer("embeddings.word_embeddings.weight").floats();
        this.words = Tensors.of(false, wordValues, wordValues.length / E5.WIDTH, E5.WIDTH);
        float[] places =
                graph.initializer("embeddings.position_embeddings.weight").floats();
        // Every token is of the first type: its embedding is added to those of the positions once and for all.
        float[] types =
                graph.initializer("embeddings.token_type_embeddings.weight").floats();
        for (int i = 0; i < places.length; i++) {
            places[i] += types[i % E5.WIDTH];
        }
        this.positions = Tensors.of(false, places, places.length / E5.WIDTH, E5.WIDTH);
        this.norm = Tensors.of(
                false, graph.initializer("embeddings.LayerNorm.weight").floats(), E5.WIDTH);
        this.normBias =
                Tensors.of(false, graph.initializer("embeddings.LayerNorm.bias").floats(), E5.WIDTH);
        for (int layer = 0; layer < count; layer++) {
            layers.add(new TransformerLayer(graph, layer, false));
        }
    }

    /**
     * The states of posts of one length.
     *
     * @param ids token ids, a row for each post
     */
    Tensor states(long[][] ids) {
        int tokens = ids[0].length;
        long[] flat = new long[ids.length * tokens];
        for (int i = 0; i < ids.length; i++) {
            System.arraycopy(ids[i], 0, flat, i * tokens, tokens);
        }
        Tensor embedded = index_select(words, 0, Tensor.create(flat, flat.length))
                .reshape(ids.length, tokens, E5.WIDTH)
                .add(positions.slice(
                        0, new org.bytedeco.pytorch.LongOptional(0), new org.bytedeco.pytorch.LongOptional(tokens), 1));
        Tensor at = TransformerLayer.norm(embedded, norm, normBias);
        for (TransformerLayer layer : layers) {
            at = layer.forward(at);
        }
        return at;
    }
}
