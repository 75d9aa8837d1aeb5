package dev.sluice.app.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether this JVM is one that the processes run well on. It is the JVM of the doctor: start both in the same way. */
record JavaCheck(Facts facts) implements Check {
    private static final int OLDEST = 21;
    private static final int NATIVE_ASKS_FROM = 24;
    private static final long MIB = 1L << 20;
    private static final long LEAST_HEAP = 512 * MIB;

    /**
     * What is known of a JVM.
     *
     * @param feature its feature release, such as 25
     * @param version as it says it
     * @param heap the most that its heap may be, in bytes
     * @param memory of the machine or container, in bytes
     * @param options the options that it was started with
     */
    record Facts(int feature, String version, long heap, long memory, List<String> options) {
        static Facts ofProcess() {
            return new Facts(
                    Runtime.version().feature(),
                    Runtime.version().toString(),
                    Runtime.getRuntime().maxMemory(),
                    ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                            .getTotalMemorySize(),
                    ManagementFactory.getRuntimeMXBean().getInputArguments());
        }
    }

    @Override
    public String name() {
        return "java";
    }

    @Override
    public Set<String> needs() {
        return Set.of();
    }

    @Override
    public List<Remark> look(Patient patient) {
        List<Remark> remarks = new ArrayList<>();
        if (facts.feature < OLDEST) {
            remarks.add(Remark.fail(
                    "the JDK is " + facts.version + "; allowed: " + OLDEST + " or newer",
                    "install one, or set JAVA_HOME to it"));
        }
        if (facts.heap < LEAST_HEAP) {
            remarks.add(Remark.warn(
                    "the heap is " + facts.heap / MIB + " MiB; allowed: " + LEAST_HEAP / MIB + " MiB or more",
                    "set SLUICE_JAVA_OPTS=-Xmx1g"));
        }
        if (facts.heap > facts.memory / 4 * 3) {
            remarks.add(Remark.warn(
                    "the heap may grow to " + facts.heap / MIB + " MiB of " + facts.memory / MIB
                            + " MiB of memory; allowed: three quarters, since state stores keep their caches outside it",
                    "give the machine or container more memory, or lower -Xmx in SLUICE_JAVA_OPTS"));
        }
        if (facts.feature >= NATIVE_ASKS_FROM
                && facts.options.stream().noneMatch(option -> option.startsWith("--enable-native-access"))) {
            remarks.add(Remark.warn(
                    "the JVM was started without --enable-native-access=ALL-UNNAMED, which state stores and compression"
                            + " need on JDK " + NATIVE_ASKS_FROM + " and newer",
                    "start with ./sluice, or give the option"));
        }
        return remarks.isEmpty()
                ? List.of(Remark.ok("JDK " + facts.version + ", heap " + facts.heap / MIB + " MiB of "
                        + facts.memory / MIB + " MiB"))
                : remarks;
    }
}
