package dev.sluice.escalation.vault;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Textual encoding of keys (RFC 7468). */
final class Pem {
    private static final int LINE = 64;

    private Pem() {}

    /** One block with line feeds, as openssl writes it. */
    static String encode(String label, byte[] der) {
        String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /**
     * The blocks with this label, in order; other blocks and text around them do not matter.
     *
     * @throws IllegalArgumentException where a block does not end or is not Base64
     */
    static List<byte[]> decode(String text, String label) {
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        List<byte[]> blocks = new ArrayList<>();
        for (int from = text.indexOf(begin); from >= 0; from = text.indexOf(begin, from + 1)) {
            int to = text.indexOf(end, from);
            if (to < 0) {
                throw new IllegalArgumentException("a " + label + " block does not end");
            }
            blocks.add(Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to)));
        }
        return blocks;
    }
}
