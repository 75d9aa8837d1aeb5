package dev.sluice.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnnxModelTest {
    private interface Body {
        void to(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Body body) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            body.to(out);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] raw(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static final byte[] NODE = message(out -> {
        out.writeString(1, "x");
        out.writeString(1, "onnx::MatMul_1");
        out.writeString(2, "y");
        out.writeString(3, "/layer/MatMul");
        out.writeString(4, "MatMul");
    });
    private static final byte[] RAW = message(out -> {
        out.writeInt64(1, 1);
        out.writeInt64(1, 2);
        out.writeInt32(2, 1);
        out.writeString(8, "onnx::MatMul_1");
        out.writeByteArray(9, raw(1.5f, -2));
    });
    private static final byte[] PACKED = message(out -> {
        out.writeByteArray(1, new byte[] {2});
        out.writeInt32(2, 1);
        out.writeByteArray(4, raw(0.25f, 8));
        out.writeString(8, "scale");
    });
    private static final byte[] BYTES = message(out -> {
        out.writeInt64(1, 1);
        out.writeInt32(2, 3);
        out.writeByteArray(5, message(inner -> inner.writeInt32NoTag(-5)));
        out.writeString(8, "zero");
    });
    private static final byte[] MODEL = message(model -> {
        model.writeInt64(1, 8);
        model.writeByteArray(7, message(graph -> {
            graph.writeByteArray(1, NODE);
            graph.writeString(2, "a graph");
            graph.writeByteArray(5, RAW);
            graph.writeByteArray(5, PACKED);
            graph.writeByteArray(5, BYTES);
        }));
        model.writeByteArray(8, new byte[] {16, 11});
    });

    @Test
    void initializersAreReadHoweverTheyAreStored() {
        OnnxModel model = OnnxModel.read(MODEL);
        assertThat(model.initializer("onnx::MatMul_1").dims()).containsExactly(1, 2);
        assertThat(model.initializer("onnx::MatMul_1").floats()).containsExactly(1.5f, -2);
        assertThat(model.initializer("scale").floats()).containsExactly(0.25f, 8);
        assertThat(model.initializer("zero").bytes()).containsExactly(-5);
    }

    @Test
    void weightIsFoundThroughTheNode() {
        assertThat(OnnxModel.read(MODEL).weightOf("/layer/MatMul")).isEqualTo("onnx::MatMul_1");
        assertThatThrownBy(() -> OnnxModel.read(MODEL).weightOf("/other/MatMul"))
                .hasMessageContaining("/other/MatMul");
    }

    @Test
    void replacedInitializerIsReadBackAndTheRestStays() {
        Initializer other = Initializer.ofFloats("scale", List.of(2), new float[] {3, 4});
        OnnxModel changed = OnnxModel.read(OnnxModel.read(MODEL).with(List.of(other)));
        assertThat(changed.initializer("scale").floats()).containsExactly(3, 4);
        assertThat(changed.initializer("onnx::MatMul_1").floats()).containsExactly(1.5f, -2);
        assertThat(changed.weightOf("/layer/MatMul")).isEqualTo("onnx::MatMul_1");
    }

    @Test
    void nothingReplacedChangesNoInitializer() {
        OnnxModel same = OnnxModel.read(OnnxModel.read(MODEL).with(List.of()));
        assertThat(same.initializer("zero").bytes()).containsExactly(-5);
    }

    @Test
    void replacementOfOtherShapeIsRefused() {
        Initializer longer = Initializer.ofFloats("scale", List.of(3), new float[3]);
        assertThatThrownBy(() -> OnnxModel.read(MODEL).with(List.of(longer)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'scale'");
    }
}
