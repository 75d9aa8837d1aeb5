package dev.sluice.tuning;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The protobuf message of an initializer, {@code TensorProto} of {@code onnx.proto3}, by field numbers. */
final class TensorProto {
    private static final int DIMS = 1;
    private static final int DATA_TYPE = 2;
    private static final int FLOAT_DATA = 4;
    private static final int INT32_DATA = 5;
    private static final int NAME = 8;
    private static final int RAW_DATA = 9;

    private final List<Integer> dims = new ArrayList<>();
    private int type;
    private String name = "";
    private @Nullable ByteBuffer raw;
    private final List<Float> floats = new ArrayList<>();
    private final List<Integer> ints = new ArrayList<>();

    private TensorProto() {}

    static Initializer read(byte[] bytes) throws IOException {
        TensorProto tensor = new TensorProto();
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            tensor.readField(in, tag);
        }
        return new Initializer(tensor.name, tensor.type, tensor.dims, tensor.data());
    }

    private void readField(CodedInputStream in, int tag) throws IOException {
        boolean packed = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
        switch (WireFormat.getTagFieldNumber(tag)) {
            case DIMS -> each(in, packed, () -> dims.add(Math.toIntExact(in.readInt64())));
            case DATA_TYPE -> type = in.readInt32();
            case FLOAT_DATA -> each(in, packed, () -> floats.add(in.readFloat()));
            case INT32_DATA -> each(in, packed, () -> ints.add(in.readInt32()));
            case NAME -> name = in.readString();
            case RAW_DATA -> raw = ByteBuffer.wrap(in.readByteArray());
            default -> in.skipField(tag);
        }
    }

    private interface Read {
        void one() throws IOException;
    }

    private static void each(CodedInputStream in, boolean packed, Read read) throws IOException {
        if (!packed) {
            read.one();
            return;
        }
        int old = in.pushLimit(in.readRawVarint32());
        while (in.getBytesUntilLimit() > 0) {
            read.one();
        }
        in.popLimit(old);
    }

    private ByteBuffer data() {
        if (raw != null) {
            return raw;
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(floats.size() * Float.BYTES + ints.size()).order(ByteOrder.LITTLE_ENDIAN);
        floats.forEach(bytes::putFloat);
        ints.forEach(value -> bytes.put(value.byteValue()));
        return bytes.flip();
    }

    static byte[] write(Initializer tensor) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(tensor.data().remaining() + 128);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        for (int dim : tensor.dims()) {
            out.writeInt64(DIMS, dim);
        }
        out.writeInt32(DATA_TYPE, tensor.type());
        out.writeString(NAME, tensor.name());
        out.writeBytes(RAW_DATA, ByteString.copyFrom(tensor.data().duplicate()));
        out.flush();
        return bytes.toByteArray();
    }
}
