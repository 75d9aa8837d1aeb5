package dev.sluice.escalation.log;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A text with its signatures, C2SP signed-note. Signatures of keys that are not asked about are kept and mean nothing.
 *
 * @param text what is signed, its last line break included
 * @param signatures who signed, in the order of the lines
 */
public record SignedNote(String text, List<Line> signatures) {
    /** No note of ours comes near. */
    public static final int LARGEST_BYTES = 1 << 16;

    private static final int MOST_SIGNATURES = 64;
    private static final int ID_BYTES = 4;
    private static final int TIME_BYTES = 8;
    private static final String START = "\u2014 ";
    private static final String END = "\n";

    /** Copies the signatures. */
    public SignedNote {
        signatures = List.copyOf(signatures);
    }

    /**
     * A signature line.
     *
     * @param name whose it says it is
     * @param payload Base64 of key id and signature
     */
    public record Line(String name, String payload) {
        private byte[] bytes() {
            return Base64.getDecoder().decode(payload);
        }

        private boolean isOf(NoteKey key) {
            return name.equals(key.name()) && ByteBuffer.wrap(bytes()).getInt() == key.id();
        }
    }

    /** A text signed by one key. */
    static SignedNote sign(String text, NoteSigner signer) {
        byte[] signature = signer.sign(text.getBytes(StandardCharsets.UTF_8));
        return new SignedNote(text, List.of(line(signer.key(), signature)));
    }

    /** This note with one more signature: a cosignature of this time, in whole seconds. */
    public SignedNote cosign(NoteSigner witness, Instant at) {
        long seconds = at.getEpochSecond();
        byte[] signature = witness.sign(cosigned(seconds));
        byte[] timed = ByteBuffer.allocate(TIME_BYTES + signature.length)
                .putLong(seconds)
                .put(signature)
                .array();
        List<Line> all = new ArrayList<>(signatures);
        all.add(line(witness.key(), timed));
        return new SignedNote(text, all);
    }

    /** This note with the signatures that others of the same text have and it has not. */
    public SignedNote with(List<SignedNote> others) {
        List<Line> all = new ArrayList<>(signatures);
        for (SignedNote other : others) {
            if (other.text.equals(text)) {
                other.signatures.stream().filter(line -> !all.contains(line)).forEach(all::add);
            }
        }
        return new SignedNote(text, all);
    }

    /** This note with no signatures but those of these keys. */
    public SignedNote only(List<NoteKey> keys) {
        return new SignedNote(
                text,
                signatures.stream()
                        .filter(line -> keys.stream().anyMatch(line::isOf))
                        .toList());
    }

    /**
     * The note in these bytes.
     *
     * @throws LogException where they are none
     */
    public static SignedNote parse(byte[] bytes) {
        String note = utf8(bytes);
        int gap = note.lastIndexOf("\n\n");
        boolean plain = note.chars().allMatch(c -> c >= ' ' && c != 0x7f || c == '\n');
        if (gap < 1 || !plain || !note.endsWith(END)) {
            throw new LogException("it is no signed note; allowed: text, an empty line and signature lines");
        }
        List<Line> lines = note.substring(gap + 2).lines().map(SignedNote::line).toList();
        if (lines.isEmpty() || lines.size() > MOST_SIGNATURES) {
            throw new LogException("it has " + lines.size() + " signatures; allowed: 1 to " + MOST_SIGNATURES);
        }
        return new SignedNote(note.substring(0, gap + 1), lines);
    }

    /** The note's bytes. */
    public byte[] bytes() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(line -> note.append(START)
                .append(line.name())
                .append(' ')
                .append(line.payload())
                .append(END));
        return note.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Whether this key signed the note, and no line that says it is its signature is wrong. */
    public boolean signedBy(NoteKey key) {
        List<Line> own = signatures.stream().filter(line -> line.isOf(key)).toList();
        return key.use() == NoteKey.Use.NOTE
                && !own.isEmpty()
                && own.stream().allMatch(line -> key.verifies(textBytes(), signature(line)));
    }

    /** When this witness cosigned the note; empty where it did not, or a line that says so is wrong. */
    public Optional<Instant> cosignedBy(NoteKey key) {
        Instant latest = null;
        for (Line line : signatures) {
            if (key.use() != NoteKey.Use.COSIGNATURE || !line.isOf(key)) {
                continue;
            }
            byte[] timed = signature(line);
            if (timed.length <= TIME_BYTES) {
                return Optional.empty();
            }
            long seconds = ByteBuffer.wrap(timed).getLong();
            byte[] signature = Arrays.copyOfRange(timed, TIME_BYTES, timed.length);
            // Instant's own range ends before that of a long.
            if (seconds < 0 || seconds > Instant.MAX.getEpochSecond() || !key.verifies(cosigned(seconds), signature)) {
                return Optional.empty();
            }
            latest = Instant.ofEpochSecond(seconds);
        }
        return Optional.ofNullable(latest);
    }

    private byte[] cosigned(long seconds) {
        return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] textBytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] signature(Line line) {
        byte[] bytes = line.bytes();
        return Arrays.copyOfRange(bytes, ID_BYTES, bytes.length);
    }

    private static Line line(NoteKey key, byte[] signature) {
        byte[] payload = ByteBuffer.allocate(ID_BYTES + signature.length)
                .putInt(key.id())
                .put(signature)
                .array();
        return new Line(key.name(), Base64.getEncoder().encodeToString(payload));
    }

    private static Line line(String text) {
        String[] parts = text.startsWith(START) ? text.substring(START.length()).split(" ", -1) : new String[0];
        if (parts.length == 2 && !parts[0].isEmpty()) {
            Line line = new Line(parts[0], parts[1]);
            try {
                byte[] payload = line.bytes();
                if (payload.length > ID_BYTES
                        && Base64.getEncoder().encodeToString(payload).equals(parts[1])) {
                    return line;
                }
            } catch (IllegalArgumentException e) {
                // Said below.
            }
        }
        throw new LogException("a signature line is malformed; allowed: — name base64");
    }

    private static String utf8(byte[] bytes) {
        if (bytes.length > LARGEST_BYTES) {
            throw new LogException("it has " + bytes.length + " bytes; allowed: " + LARGEST_BYTES);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new LogException("it is not UTF-8", e);
        }
    }
}
