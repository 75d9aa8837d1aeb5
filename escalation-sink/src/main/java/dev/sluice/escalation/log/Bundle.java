package dev.sluice.escalation.log;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Entries one after the other, each after its length in two bytes (C2SP tlog-tiles). */
final class Bundle {
    /** The longest entry that two bytes can tell the length of. */
    static final int LONGEST_ENTRY = 0xffff;

    private Bundle() {}

    static void add(ByteArrayOutputStream bundle, byte[] entry) {
        if (entry.length > LONGEST_ENTRY) {
            throw new LogException("an entry has " + entry.length + " bytes; allowed: " + LONGEST_ENTRY);
        }
        bundle.write(entry.length >>> 8);
        bundle.write(entry.length);
        bundle.writeBytes(entry);
    }

    /**
     * The first entries of a bundle, as many as its name has.
     *
     * @throws LogException where it has fewer, or one is cut off
     */
    static List<byte[]> parse(byte[] bundle, TileName name) {
        List<byte[]> entries = new ArrayList<>(name.width());
        ByteBuffer rest = ByteBuffer.wrap(bundle);
        while (rest.remaining() >= 2 && entries.size() < name.width()) {
            int length = rest.getShort() & 0xffff;
            if (length > rest.remaining()) {
                throw new LogException(name.path() + " ends in the middle of an entry");
            }
            byte[] entry = new byte[length];
            rest.get(entry);
            entries.add(entry);
        }
        if (entries.size() != name.width()) {
            throw new LogException(name.path() + " holds " + entries.size() + " entries; allowed: " + name.width());
        }
        return entries;
    }
}
