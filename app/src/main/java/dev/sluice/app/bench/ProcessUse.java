package dev.sluice.app.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What processes use of the machine. Memory of processes is read from Linux; 0 where there is none. */
final class ProcessUse {
    private static final int KIB_PER_MIB = 1024;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ProcessUse() {}

    /** CPU time of this process in nanoseconds. */
    static long ownCpuNanos() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            return system.getProcessCpuTime();
        }
        return 0;
    }

    /** CPU time of the calling thread in nanoseconds; 0 where the JVM cannot tell. */
    static long threadCpuNanos() {
        return Math.max(0, THREADS.getCurrentThreadCpuTime());
    }

    /** CPU time of a process in nanoseconds, to about 10 ms. */
    static long cpuNanos(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    /** The most memory that a process has had resident, in MiB. */
    static long peakRssMib(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
                if (line.startsWith("VmHWM:")) {
                    String digits = line.replace("VmHWM:", "").replace("kB", "").strip();
                    return Long.parseLong(digits) / KIB_PER_MIB;
                }
            }
        } catch (IOException e) {
            // Not Linux: the figure is left out.
        }
        return 0;
    }

    /** The sum of the most that each part of the heap has held so far, in MiB; an upper bound of the heap in use. */
    static long peakHeapMib() {
        long peak = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                MemoryUsage usage = pool.getPeakUsage();
                peak += usage == null ? 0 : usage.getUsed();
            }
        }
        return peak >> 20;
    }
}
