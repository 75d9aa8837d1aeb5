package dev.sluice.app.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;

/**
 * Whether a process may hold enough files open: state stores hold some dozens a partition, and each client a connection
 * for each broker. The limit is that of the doctor's own process.
 *
 * @param limit how many; -1 where the system does not say
 */
record OpenFilesCheck(long limit) implements Check {
    private static final long TOO_FEW = 1_024;
    private static final long ENOUGH = 16_384;

    static long limitOfProcess() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : -1;
    }

    @Override
    public String name() {
        return "open files";
    }

    @Override
    public Set<String> needs() {
        return Set.of();
    }

    @Override
    public List<Remark> look(Patient patient) {
        String mend = "LimitNOFILE=65536 in the systemd unit, ulimit -n 65536 in a shell, or nofile of the container";
        if (limit < 0) {
            return List.of(Remark.ok("the system does not say how many files a process may open"));
        }
        String what = "a process may open " + limit + " files; allowed: " + ENOUGH + " or more";
        if (limit < TOO_FEW) {
            return List.of(Remark.fail(what, mend));
        }
        return List.of(
                limit < ENOUGH
                        ? Remark.warn(what, mend)
                        : Remark.ok(limit + " may be opened, where the processes are started like this command"));
    }
}
