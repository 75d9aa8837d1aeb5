package dev.sluice.schemas.encryption;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may read a file with a key: its owner alone, or we alone. Orchestrators hand secrets over as files that root owns and
 * a group of the process's own may read (Kubernetes with fsGroup, systemd's credentials with an access list): nobody else
 * can, since the process is not root. They are links too, so it is what a link leads to that counts.
 */
public final class KeyFileRights {
    private static final String ALLOWED =
            "rw------- or r--------, and r--r----- where root owns it and we are not root";

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private static final Set<PosixFilePermission> HANDED_OVER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.GROUP_READ);

    private static final int ROOT = 0;
    private static final Path OURSELVES = Path.of("/proc/self");

    private KeyFileRights() {}

    /**
     * Why a process of this user takes no key from this file, to be read after the file's name; null where it takes one,
     * as it does wherever a platform has no such permissions.
     *
     * @throws IOException where owner and permissions cannot be read
     */
    public static @Nullable String problem(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return null;
        }
        Set<PosixFilePermission> actual = Files.getPosixFilePermissions(file);
        return suffice(actual, uidOf(file), uidOf(OURSELVES))
                ? null
                : "has permissions " + PosixFilePermissions.toString(actual) + "; allowed: " + ALLOWED;
    }

    /**
     * Whether a file with these permissions may hold a key.
     *
     * @param owner user id of the file's owner; -1 where the platform has none
     * @param self our own; -1 where it is not known
     */
    static boolean suffice(Set<PosixFilePermission> actual, int owner, int self) {
        return OWNER_ONLY.containsAll(actual) || (owner == ROOT && self > ROOT && HANDED_OVER.containsAll(actual));
    }

    private static int uidOf(Path file) throws IOException {
        if (!Files.exists(file)
                || !file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return -1;
        }
        return (Integer) Files.getAttribute(file, "unix:uid");
    }
}
