package dev.sluice.app.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the settings of a topic mean for what Sluice keeps in it. */
final class TopicSettings {
    private static final String CLEANUP = "cleanup.policy";
    private static final String RETENTION = "retention.ms";
    private static final String LARGEST = "max.message.bytes";
    private static final String IN_SYNC = "min.insync.replicas";
    private static final String COMPACT = "compact";
    private static final long MS_A_DAY = 86_400_000L;

    private TopicSettings() {}

    /**
     * What is to be said of a topic.
     *
     * @param topic its name on the cluster
     * @param found its settings there
     * @param planned those that are planned
     * @param replicas how many it has
     * @param apply what puts settings right
     */
    static List<Remark> judge(
            String topic, Map<String, String> found, Map<String, String> planned, int replicas, String apply) {
        List<Remark> remarks = new ArrayList<>();
        addCleanup(remarks, topic, found.get(CLEANUP), String.valueOf(planned.get(CLEANUP)), apply);
        addRetention(remarks, topic, number(found, RETENTION), number(planned, RETENTION), apply);
        Long largest = number(found, LARGEST);
        Long needed = number(planned, LARGEST);
        if (largest != null && needed != null && largest < needed) {
            remarks.add(Remark.fail(
                    "the topic " + topic + " has " + LARGEST + " " + largest + "; allowed: " + needed
                            + " or more, or a record between the two stops the part that writes it",
                    apply + "; where the cluster allows no more, set topics.maxMessageBytes"));
        }
        addInSync(remarks, topic, number(found, IN_SYNC), replicas);
        if ("LogAppendTime".equals(found.get("message.timestamp.type"))) {
            remarks.add(Remark.warn(
                    "the topic " + topic
                            + " has message.timestamp.type LogAppendTime; allowed: CreateTime, since the times"
                            + " of events come from their records",
                    "kafka-configs --alter --topic " + topic + " --add-config message.timestamp.type=CreateTime"));
        }
        return remarks;
    }

    private static void addCleanup(
            List<Remark> remarks, String topic, @Nullable String found, String planned, String apply) {
        if (found == null) {
            return;
        }
        Set<String> policies = Set.of(found.split("\\s*,\\s*"));
        String what = "the topic " + topic + " has " + CLEANUP + " " + found + "; allowed: " + planned;
        if (policies.contains(COMPACT) && !planned.contains(COMPACT)) {
            remarks.add(Remark.fail(what + ", or all but the last record of each thread is lost", apply));
        } else if (!policies.contains(COMPACT) && planned.contains(COMPACT)) {
            remarks.add(Remark.fail(what + ", or what stands there is forgotten in time", apply));
        } else if (!found.equals(planned)) {
            remarks.add(Remark.warn(what, apply));
        }
    }

    private static void addRetention(
            List<Remark> remarks, String topic, @Nullable Long found, @Nullable Long planned, String apply) {
        if (found == null || planned == null || found.equals(planned)) {
            return;
        }
        boolean shorter = planned < 0 || found >= 0 && found < planned;
        String what = "the topic " + topic + " has " + RETENTION + " " + found + " (" + days(found) + "); allowed: "
                + planned + " (" + days(planned) + ")";
        remarks.add(Remark.warn(
                what + (shorter ? "; records go before they are done with" : "; words are kept for longer than needed"),
                apply));
    }

    private static void addInSync(List<Remark> remarks, String topic, @Nullable Long inSync, int replicas) {
        if (inSync == null) {
            return;
        }
        String what =
                "the topic " + topic + " has " + IN_SYNC + " " + inSync + " of " + replicas + " replicas; allowed: ";
        String mend = "set " + IN_SYNC + " of the topic or the brokers to " + Math.max(1, replicas - 1);
        if (inSync > replicas) {
            remarks.add(Remark.fail(what + replicas + " at most, or nothing is ever written", mend));
        } else if (inSync == replicas && replicas > 1) {
            remarks.add(Remark.warn(what + "fewer, or nothing is written while one broker is down", mend));
        } else if (inSync == 1 && replicas > 2) {
            remarks.add(Remark.warn(what + "2 or more, or the loss of a broker may lose acknowledged records", mend));
        }
    }

    private static @Nullable Long number(Map<String, String> settings, String key) {
        String value = settings.get(key);
        return value == null || !value.matches("-?\\d{1,18}") ? null : Long.valueOf(value);
    }

    private static String days(long ms) {
        return ms < 0 ? "for ever" : ms / MS_A_DAY + " days";
    }
}
