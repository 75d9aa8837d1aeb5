package dev.sluice.tuning;

import org.bytedeco.pytorch.Tensor;

/** Makes libtorch's tensors of floats and reads them. */
final class Tensors {
    private Tensors() {}

    /**
     * A tensor.
     *
     * @param trained whether gradients are kept for it
     * @param values its elements in row-major order
     */
    static Tensor of(boolean trained, float[] values, long... dims) {
        Tensor tensor = Tensor.create(values, dims).clone();
        tensor.set_requires_grad(trained);
        return tensor;
    }

    static float[] values(Tensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.numel())];
        tensor.data_ptr_float().get(values);
        return values;
    }
}
