package dev.sluice.tuning;

import static org.bytedeco.pytorch.global.torch.gelu;
import static org.bytedeco.pytorch.global.torch.layer_norm;
import static org.bytedeco.pytorch.global.torch.matmul;
import static org.bytedeco.pytorch.global.torch.scaled_dot_product_attention;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A post-norm transformer layer as BERT has them (Devlin et al., 2019). Query, key and value are one matrix, since one
 * multiplication is faster than three.
 */
final class TransformerLayer {
    private final Tensor attend;
    private final Tensor attendBias;
    private final Tensor mix;
    private final Tensor mixBias;
    private final Tensor inner;
    private final Tensor innerBias;
    private final Tensor outer;
    private final Tensor outerBias;
    private final Tensor firstNorm;
    private final Tensor firstNormBias;
    private final Tensor secondNorm;
    private final Tensor secondNormBias;

    /**
     * Takes a layer from a graph.
     *
     * @param graph the encoder with weights of floats
     * @param layer its number, from 0
     * @param trained whether gradients are kept for it
     */
    TransformerLayer(OnnxModel graph, int layer, boolean trained) {
        List<float[]> matrices = E5.matricesOf(layer).stream()
                .map(node -> graph.initializer(graph.weightOf(node)).floats())
                .toList();
        List<float[]> vectors = E5.vectorsOf(layer).stream()
                .map(name -> graph.initializer(name).floats())
                .toList();
        this.attend = Tensors.of(
                trained, ChannelQuantizer.sideBySide(E5.WIDTH, matrices.subList(0, 3)), E5.WIDTH, 3L * E5.WIDTH);
        this.attendBias = Tensors.of(trained, ChannelQuantizer.sideBySide(1, vectors.subList(0, 3)), 3L * E5.WIDTH);
        this.mix = Tensors.of(trained, matrices.get(3), E5.WIDTH, E5.WIDTH);
        this.inner = Tensors.of(trained, matrices.get(4), E5.WIDTH, E5.INNER);
        this.outer = Tensors.of(trained, matrices.get(5), E5.INNER, E5.WIDTH);
        this.mixBias = Tensors.of(trained, vectors.get(3), E5.WIDTH);
        this.innerBias = Tensors.of(trained, vectors.get(4), E5.INNER);
        this.outerBias = Tensors.of(trained, vectors.get(5), E5.WIDTH);
        this.firstNorm = Tensors.of(trained, vectors.get(6), E5.WIDTH);
        this.firstNormBias = Tensors.of(trained, vectors.get(7), E5.WIDTH);
        this.secondNorm = Tensors.of(trained, vectors.get(8), E5.WIDTH);
        this.secondNormBias = Tensors.of(trained, vectors.get(9), E5.WIDTH);
    }

    /** The states after the layer, from those before it: posts, tokens, dimensions. */
    Tensor forward(Tensor states) {
        long posts = states.size(0);
        long tokens = states.size(1);
        long width = E5.WIDTH / E5.HEADS;
        Tensor flat = states.reshape(posts * tokens, E5.WIDTH);
        Tensor heads = times(attendBias, flat, attend)
                .reshape(posts, tokens, 3, E5.HEADS, width)
                .permute(2, 0, 3, 1, 4);
        Tensor attended = scaled_dot_product_attention(heads.select(0, 0), heads.select(0, 1), heads.select(0, 2))
                .transpose(1, 2)
                .reshape(posts * tokens, E5.WIDTH);
        Tensor mixed = norm(times(mixBias, attended, mix).add(flat), firstNorm, firstNormBias);
        Tensor raised = gelu(times(innerBias, mixed, inner));
        Tensor out = norm(times(outerBias, raised, outer).add(mixed), secondNorm, secondNormBias);
        return out.reshape(posts, tokens, E5.WIDTH);
    }

    /** A product in bfloat16, half as dear as in floats; the weights themselves stay floats. */
    private static Tensor times(Tensor bias, Tensor x, Tensor weight) {
        return matmul(x.to(torch.ScalarType.BFloat16), weight.to(torch.ScalarType.BFloat16))
                .to(torch.ScalarType.Float)
                .add(bias);
    }

    static Tensor norm(Tensor x, Tensor weight, Tensor bias) {
        return layer_norm(
                x, new long[] {E5.WIDTH}, new TensorOptional(weight), new TensorOptional(bias), E5.EPSILON, false);
    }

    /** Everything that is trained. */
    List<Tensor> parameters() {
        return List.of(
                attend,
                attendBias,
                mix,
                mixBias,
                inner,
                innerBias,
                outer,
                outerBias,
                firstNorm,
                firstNormBias,
                secondNorm,
                secondNormBias);
    }

    /** The layer as the int8 graph has it. */
    List<Initializer> quantized(OnnxModel plain, int layer) {
        float[] three = Tensors.values(attend);
        float[] threeBiases = Tensors.values(attendBias);
        List<float[]> matrices = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            matrices.add(ChannelQuantizer.columns(three, E5.WIDTH, 3 * E5.WIDTH, i * E5.WIDTH, E5.WIDTH));
            vectors.add(ChannelQuantizer.columns(threeBiases, 1, 3 * E5.WIDTH, i * E5.WIDTH, E5.WIDTH));
        }
        List.of(mix, inner, outer).forEach(each -> matrices.add(Tensors.values(each)));
        List.of(mixBias, innerBias, outerBias, firstNorm, firstNormBias, secondNorm, secondNormBias)
                .forEach(each -> vectors.add(Tensors.values(each)));
        List<Initializer> entries = new ArrayList<>();
        for (int i = 0; i < matrices.size(); i++) {
            Initializer old =
                    plain.initializer(plain.weightOf(E5.matricesOf(layer).get(i)));
            entries.addAll(ChannelQuantizer.quantize(
                    old.name(), old.dims().get(0), old.dims().get(1), matrices.get(i)));
        }
        for (int i = 0; i < vectors.size(); i++) {
            Initializer old = plain.initializer(E5.vectorsOf(layer).get(i));
            entries.add(Initializer.ofFloats(old.name(), old.dims(), vectors.get(i)));
        }
        return entries;
    }
}
