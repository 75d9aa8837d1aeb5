package dev.sluice.tuning;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What fine-tuning changed of a graph: the initializers to put in the place of those of the same names, and the head
 * ({@code head.weight}, {@code head.bias}), which the graph does not have.
 *
 * <p>A file of big-endian integers: the magic number, the number of entries, then for each its name (modified UTF-8
 * with its length), element type, rank, dimensions, length in bytes, and elements (little-endian, as ONNX has them).
 *
 * @param entries in the order of the file
 */
public record Overlay(List<Initializer> entries) {
    /** First four bytes of the file: {@code SLT1}. */
    public static final int MAGIC = 0x534C5431;

    /** Weight of the head: a row for each category, a column for each dimension of the pooled state. */
    public static final String HEAD_WEIGHT = "head.weight";

    /** Bias of the head: one for each category. */
    public static final String HEAD_BIAS = "head.bias";

    /** Copies the entries. */
    public Overlay {
        entries = List.copyOf(entries);
    }

    /** The entries that belong into the graph: all but the head. */
    public List<Initializer> graphEntries() {
        return entries.stream()
                .filter(entry ->
                        !entry.name().equals(HEAD_WEIGHT) && !entry.name().equals(HEAD_BIAS))
                .toList();
    }

    /**
     * The entry of this name.
     *
     * @throws IllegalArgumentException naming it if there is none
     */
    public Initializer entry(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the overlay has no entry '" + name + "'"));
    }

    /** Writes the file in whole or not at all: to a neighbour first, which then takes its name. */
    public void write(Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
            out.writeInt(MAGIC);
            out.writeInt(entries.size());
            for (Initializer entry : entries) {
                out.writeUTF(entry.name());
                out.writeInt(entry.type());
                out.writeInt(entry.dims().size());
                for (int dim : entry.dims()) {
                    out.writeInt(dim);
                }
                byte[] bytes = entry.bytes();
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read or ends too early
     * @throws IllegalArgumentException naming the file if it is no overlay
     */
    public static Overlay read(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            int magic = in.readInt();
            if (magic != MAGIC) {
                throw new IllegalArgumentException(file.getFileName() + ": begins with " + Integer.toHexString(magic)
                        + "; an overlay begins with " + Integer.toHexString(MAGIC));
            }
            int count = in.readInt();
            List<Initializer> entries = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                entries.add(readEntry(in));
            }
            return new Overlay(entries);
        }
    }

    private static Initializer readEntry(DataInputStream in) throws IOException {
        String name = in.readUTF();
        int type = in.readInt();
        int rank = in.readInt();
        List<Integer> dims = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            dims.add(in.readInt());
        }
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException(
                    "entry '" + name + "' says that it has " + length + " bytes; " + in.available() + " are left");
        }
        return new Initializer(name, type, dims, ByteBuffer.wrap(in.readNBytes(length)));
    }
}
