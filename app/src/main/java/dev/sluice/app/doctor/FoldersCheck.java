package dev.sluice.app.doctor;

import dev.sluice.app.config.SluiceConfig;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the folders that processes write to can be written to, have space, and are on a disk that suits them. */
record FoldersCheck() implements Check {
    private static final long GIB = 1L << 30;
    private static final long TOO_LITTLE = GIB / 4;
    private static final long LITTLE = 5 * GIB;
    private static final Set<String> REMOTE =
            Set.of("nfs", "nfs3", "nfs4", "cifs", "smb2", "smb3", "smbfs", "9p", "ceph", "glusterfs", "lustre", "afs");
    private static final Set<String> PASSING = Set.of("tmpfs", "ramfs", "overlay", "aufs");

    /**
     * What is known of the disk that a folder is on.
     *
     * @param type of the file system, such as {@code ext4}
     * @param free bytes that we may still write
     */
    record Disk(String type, long free) {}

    @Override
    public String name() {
        return "folders";
    }

    @Override
    public List<Remark> look(Patient patient) throws IOException {
        SluiceConfig config = patient.config();
        List<Remark> remarks = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        if (config.pipeline() != null) {
            look("pipeline.stateDir", config.pipeline().stateDir(), remarks, seen);
        }
        SluiceConfig.Sink sink = config.sink();
        if (sink != null) {
            look("sink.vault", sink.vault(), remarks, seen);
            look(
                    "sink.caseKeys.folder",
                    sink.caseKeys() == null ? null : sink.caseKeys().folder(),
                    remarks,
                    seen);
        }
        look(
                "posterIdentities.keys",
                config.posterIdentities() == null
                        ? null
                        : config.posterIdentities().keys(),
                remarks,
                seen);
        if (remarks.isEmpty()) {
            remarks.add(Remark.ok(seen.isEmpty() ? "none is named" : String.join("; ", seen)));
        }
        return remarks;
    }

    private static void look(String key, @Nullable String named, List<Remark> remarks, List<String> seen)
            throws IOException {
        if (named == null) {
            return;
        }
        Path path = Path.of(named).toAbsolutePath().normalize();
        Path there = path;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            remarks.add(Remark.fail(
                    key + " is " + path + ", and " + there
                            + " is no folder; allowed: a folder, or one that can be made",
                    "correct the path"));
            return;
        }
        if (!Files.isWritable(there) || !Files.isExecutable(there)) {
            remarks.add(Remark.fail(
                    key + " is " + path + ", and this user may not write to " + there
                            + "; allowed: a folder of its own",
                    "chown it to the user that the process runs as; mount it writable in a container"));
            return;
        }
        FileStore store = Files.getFileStore(there);
        Disk disk = new Disk(store.type(), store.getUsableSpace());
        List<Remark> found = judge(key, path, disk);
        remarks.addAll(found);
        seen.add(key + " on " + disk.type + " with " + disk.free / GIB + " GiB free"
                + (path.equals(there) ? "" : ", to be made"));
    }

    /** What is to be said of a folder on such a disk. */
    static List<Remark> judge(String key, Path path, Disk disk) {
        List<Remark> remarks = new ArrayList<>();
        String what = key + " is " + path + " with " + disk.free / (1 << 20) + " MiB free; allowed: ";
        if (disk.free < TOO_LITTLE) {
            remarks.add(Remark.fail(what + TOO_LITTLE / (1 << 20) + " MiB at the least", "make room, or move it"));
        } else if (disk.free < LITTLE) {
            remarks.add(Remark.warn(
                    what + "some " + LITTLE / GIB + " GiB, and more for a month of posts",
                    "make room before it is full"));
        }
        String type = disk.type.toLowerCase(Locale.ROOT);
        String on = key + " is " + path + " on a file system of type " + disk.type + "; allowed: ";
        if (REMOTE.contains(type) || type.startsWith("fuse")) {
            remarks.add(Remark.warn(
                    on + "a local one, since locks and syncing to the device cannot be relied on over a network",
                    "put it on a local disk or a block volume"));
        } else if (PASSING.contains(type)) {
            remarks.add(Remark.warn(
                    on + "one that outlives the machine or container",
                    "mount a volume there"
                            + (key.equals("pipeline.stateDir")
                                    ? "; without it every start restores all state from Kafka"
                                    : "; what is lost there cannot be made again")));
        }
        return remarks;
    }
}
