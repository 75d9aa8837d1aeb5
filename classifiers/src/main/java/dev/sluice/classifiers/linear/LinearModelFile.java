package dev.sluice.classifiers.linear;

import dev.sluice.classifiers.Category;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The file of a {@link LinearModel}, big-endian: magic {@code SLIN}, format, revision of the features, bits, number of
 * labels; for each label its id, scale and bias; then for each label its table of signed bytes. The same model always
 * gives the same bytes.
 */
public final class LinearModelFile {
    private static final int MAGIC = 0x534C494E;
    private static final int FORMAT = 1;

    private LinearModelFile() {}

    /** The bytes of a model. */
    public static byte[] write(LinearModel model) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((LinearModel.LABEL_COUNT << model.bits()) + 128);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(FORMAT);
            out.writeInt(NgramFeatures.REVISION);
            out.writeInt(model.bits());
            out.writeInt(LinearModel.LABEL_COUNT);
            for (int label = 0; label < LinearModel.LABEL_COUNT; label++) {
                out.writeUTF(LinearModel.LABELS.get(label).id());
                out.writeFloat(model.scale(label));
                out.writeFloat(model.bias(label));
            }
            for (int label = 0; label < LinearModel.LABEL_COUNT; label++) {
                for (int bucket = 0; bucket < 1 << model.bits(); bucket++) {
                    out.writeByte(model.weightAt(bucket, label));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * The model in these bytes.
     *
     * @param name name of the file, for messages
     * @throws IllegalArgumentException naming the file and what is wrong with it
     */
    public static LinearModel read(String name, byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            expect(name, "magic number", in.readInt(), MAGIC);
            expect(name, "format", in.readInt(), FORMAT);
            expect(name, "feature revision", in.readInt(), NgramFeatures.REVISION);
            int bits = in.readInt();
            if (bits < 10 || bits > 24) {
                throw new IllegalArgumentException(name + ": bits is " + bits + "; allowed: 10 to 24");
            }
            expect(name, "number of labels", in.readInt(), LinearModel.LABEL_COUNT);
            float[] scales = new float[LinearModel.LABEL_COUNT];
            float[] biases = new float[LinearModel.LABEL_COUNT];
            for (int label = 0; label < LinearModel.LABEL_COUNT; label++) {
                Category expected = LinearModel.LABELS.get(label);
                String id = in.readUTF();
                if (!id.equals(expected.id())) {
                    throw new IllegalArgumentException(
                            name + ": label " + label + " is '" + id + "'; must be '" + expected.id() + "'");
                }
                scales[label] = in.readFloat();
                biases[label] = in.readFloat();
            }
            byte[][] weights = new byte[LinearModel.LABEL_COUNT][1 << bits];
            for (byte[] table : weights) {
                in.readFully(table);
            }
            if (in.read() != -1) {
                throw new IllegalArgumentException(name + ": bytes follow the last table");
            }
            return new LinearModel(bits, weights, scales, biases);
        } catch (IOException e) {
            throw new IllegalArgumentException(name + ": ends before the last table", e);
        }
    }

    private static void expect(String name, String what, int found, int expected) {
        if (found != expected) {
            throw new IllegalArgumentException(name + ": " + what + " is " + found + "; must be " + expected);
        }
    }
}
