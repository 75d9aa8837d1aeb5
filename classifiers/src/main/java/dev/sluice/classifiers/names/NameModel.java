package dev.sluice.classifiers.names;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What the name finder learnt: for each of 2^bits buckets and each label of {@link Labelling} a signed byte, what a
 * label adds after another, and how words are written. Immutable. In a file, big-endian: magic {@code SNAM}, format,
 * revision of the features, bits, transitions, weights, forms; the same model always gives the same bytes.
 */
public final class NameModel {
    private static final int MAGIC = 0x534E414D;
    private static final int FORMAT = 1;

    private final int bits;
    private final short[] weights;
    private final int[] transitions;
    private final WordForms forms;

    /**
     * A model.
     *
     * @param bits the table has 2^bits buckets, 10 to 20
     * @param weights one per label for each bucket
     * @param transitions as {@link Labelling#TRANSITIONS} says
     * @param forms how words are written
     */
    public NameModel(int bits, short[] weights, int[] transitions, WordForms forms) {
        if (bits < 10 || bits > 20) {
            throw new IllegalArgumentException("name model: bits is " + bits + "; allowed: 10 to 20");
        }
        if (weights.length != Labelling.LABELS << bits || transitions.length != Labelling.TRANSITIONS) {
            throw new IllegalArgumentException("name model: " + weights.length + " weights and " + transitions.length
                    + " transitions; must be " + (Labelling.LABELS << bits) + " and " + Labelling.TRANSITIONS);
        }
        this.bits = bits;
        this.weights = weights.clone();
        this.transitions = transitions.clone();
        this.forms = forms;
    }

    /** The most likely labels of the first tokens of a text. */
    byte[] labels(NameFeatures features, int tokens) {
        return Labelling.best(
                tokens, (token, scores) -> emissions(features, features.extract(token), scores), transitions);
    }

    /** How words are written. */
    WordForms forms() {
        return forms;
    }

    private void emissions(NameFeatures features, int count, int[] scores) {
        int outside = 0;
        int first = 0;
        int further = 0;
        int[] hashes = features.hashes();
        int shift = Integer.SIZE - bits;
        for (int i = 0; i < count; i++) {
            int at = (hashes[i] >>> shift) * Labelling.LABELS;
            outside += weights[at];
            first += weights[at + 1];
            further += weights[at + 2];
        }
        scores[Labelling.OUTSIDE] = outside;
        scores[Labelling.FIRST] = first;
        scores[Labelling.FURTHER] = further;
    }

    /** The bytes of its file. */
    public byte[] write() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(weights.length + (1 << WordForms.BITS));
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(FORMAT);
            out.writeInt(NameFeatures.REVISION);
            out.writeInt(bits);
            for (int transition : transitions) {
                out.writeInt(transition);
            }
            for (short weight : weights) {
                out.writeShort(weight);
            }
            out.write(forms.classes());
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
    public static NameModel read(String name, byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            expect(name, "magic number", in.readInt(), MAGIC);
            expect(name, "format", in.readInt(), FORMAT);
            expect(name, "feature revision", in.readInt(), NameFeatures.REVISION);
            int bits = in.readInt();
            if (bits < 10 || bits > 20) {
                throw new IllegalArgumentException(name + ": bits is " + bits + "; allowed: 10 to 20");
            }
            int[] transitions = new int[Labelling.TRANSITIONS];
            for (int i = 0; i < transitions.length; i++) {
                transitions[i] = in.readInt();
            }
            short[] weights = new short[Labelling.LABELS << bits];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = in.readShort();
            }
            byte[] classes = new byte[1 << WordForms.BITS];
            in.readFully(classes);
            if (in.read() != -1) {
                throw new IllegalArgumentException(name + ": bytes follow the last table");
            }
            return new NameModel(bits, weights, transitions, new WordForms(classes));
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
