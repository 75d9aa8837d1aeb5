package dev.sluice.escalation.log;

import java.util.regex.Pattern;

/**
 * The head of a log at a size, C2SP tlog-checkpoint: three lines, without extensions.
 *
 * @param origin the log's name
 * @param size how many leaves
 * @param root the tree's root
 */
public record Checkpoint(String origin, long size, Hash root) {
    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");

    /** Checks name and size. */
    public Checkpoint {
        NoteKey.requireName(origin);
        if (size < 0) {
            throw new LogException("a log has " + size + " leaves; allowed: 0 and more");
        }
    }

    /** The note text: origin, size and root, a line each. */
    public String text() {
        return origin + "\n" + size + "\n" + root.base64() + "\n";
    }

    /** The checkpoint signed by its log. */
    SignedNote sign(NoteSigner signer) {
        return SignedNote.sign(text(), signer);
    }

    /**
     * The checkpoint that a note holds; says nothing of who signed it.
     *
     * @throws LogException where it holds none
     */
    public static Checkpoint of(SignedNote note) {
        String[] lines = note.text().split("\n", -1);
        if (lines.length != 4 || !lines[3].isEmpty() || !SIZE.matcher(lines[1]).matches()) {
            throw new LogException("its text is no checkpoint; allowed: origin, size and root, a line each");
        }
        return new Checkpoint(lines[0], Long.parseLong(lines[1]), Hash.ofBase64(lines[2]));
    }
}
