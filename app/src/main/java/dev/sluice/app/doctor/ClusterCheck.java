package dev.sluice.app.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/** Whether the brokers are set up for exactly once, and for the loss of one of them. */
record ClusterCheck() implements Check {
    private static final String TRANSACTIONS = "transaction.state.log.replication.factor";
    private static final String TRANSACTIONS_IN_SYNC = "transaction.state.log.min.isr";
    private static final String LONGEST_TRANSACTION = "transaction.max.timeout.ms";
    private static final String OFFSETS_KEPT = "offsets.retention.minutes";
    private static final int SAFE = 3;
    private static final int TRANSACTION_MS = 30_000;
    private static final int MINUTES_A_DAY = 24 * 60;
    private static final String BROKERS = "set it on the brokers";

    @Override
    public String name() {
        return "cluster";
    }

    @Override
    public Set<String> needs() {
        return Set.of(LogOnCheck.NAME);
    }

    @Override
    public List<Remark> look(Patient patient) throws Exception {
        Admin admin = patient.admin();
        int brokers = patient.nodes().size();
        String id = patient.nodes().getFirst().idString();
        ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, id);
        Config config =
                Answers.of(admin.describeConfigs(List.of(resource)).all()).get(resource);
        Map<String, String> settings = new TreeMap<>();
        for (ConfigEntry entry : config == null ? List.<ConfigEntry>of() : config.entries()) {
            if (entry.value() != null) {
                settings.put(entry.name(), entry.value());
            }
        }
        List<Remark> remarks = judge(settings, brokers);
        return remarks.isEmpty()
                ? List.of(Remark.ok(
                        brokers + (brokers == 1 ? " broker, " : " brokers, ") + version(admin) + "; transactions on "
                                + settings.getOrDefault(TRANSACTIONS, "an unknown number of") + " of them"))
                : remarks;
    }

    private static String version(Admin admin) throws InterruptedException {
        try {
            var features =
                    Answers.of(admin.describeFeatures().featureMetadata()).finalizedFeatures();
            var metadata = features.get("metadata.version");
            return metadata == null ? "of an unknown version" : "metadata.version " + metadata.maxVersionLevel();
        } catch (UnsupportedVersionException e) {
            return "of an unknown version";
        }
    }

    /**
     * What is to be said of these settings of a broker. A setting that is not told, as managed clusters do, says nothing.
     */
    static List<Remark> judge(Map<String, String> settings, int brokers) {
        List<Remark> remarks = new ArrayList<>();
        addReplicas(remarks, settings, TRANSACTIONS, brokers, "exactly once keeps the state of transactions there");
        addInSync(remarks, settings, brokers);
        addTimes(remarks, settings);
        addFlags(remarks, settings);
        return remarks;
    }

    private static void addInSync(List<Remark> remarks, Map<String, String> settings, int brokers) {
        Integer inSync = number(settings, TRANSACTIONS_IN_SYNC);
        Integer replicas = number(settings, TRANSACTIONS);
        if (inSync != null && inSync > brokers) {
            remarks.add(Remark.fail(
                    TRANSACTIONS_IN_SYNC + " is " + inSync + " with " + brokers + " brokers; allowed: " + brokers
                            + " at most, or no transaction ever commits",
                    BROKERS));
        } else if (inSync != null && replicas != null && inSync >= replicas && replicas > 1) {
            remarks.add(Remark.warn(
                    TRANSACTIONS_IN_SYNC + " is " + inSync + " of " + replicas + " replicas; allowed: fewer, or nothing"
                            + " commits while one broker is down",
                    BROKERS));
        } else if (inSync != null && inSync < 2 && brokers >= SAFE) {
            remarks.add(Remark.warn(
                    TRANSACTIONS_IN_SYNC + " is " + inSync
                            + "; allowed: 2 with three brokers, or the loss of one may undo" + " a commit",
                    BROKERS));
        }
    }

    private static void addTimes(List<Remark> remarks, Map<String, String> settings) {
        Integer longest = number(settings, LONGEST_TRANSACTION);
        if (longest != null && longest < TRANSACTION_MS) {
            remarks.add(Remark.fail(
                    LONGEST_TRANSACTION + " is " + longest + "; allowed: " + TRANSACTION_MS + " or more, which second"
                            + " looks ask for",
                    BROKERS));
        }
        Integer kept = number(settings, OFFSETS_KEPT);
        if (kept != null && kept < MINUTES_A_DAY) {
            remarks.add(Remark.warn(
                    OFFSETS_KEPT + " is " + kept + "; allowed: a day (" + MINUTES_A_DAY
                            + ") or more, or what stands still" + " for longer begins from the start",
                    BROKERS));
        }
    }

    private static void addFlags(List<Remark> remarks, Map<String, String> settings) {
        if ("true".equals(settings.get("auto.create.topics.enable"))) {
            remarks.add(Remark.warn(
                    "auto.create.topics.enable is true, so that a topic of a misspelt name is made on the spot; allowed:"
                            + " false, since ./sluice topics apply makes ours and the pipeline its internal ones",
                    BROKERS));
        }
        if ("true".equals(settings.get("allow.everyone.if.no.acl.found"))) {
            remarks.add(Remark.warn(
                    "allow.everyone.if.no.acl.found is true, so that a topic without an access list is open to everybody;"
                            + " allowed: false, where rights are to mean anything",
                    BROKERS));
        }
        if ("true".equals(settings.get("unclean.leader.election.enable"))) {
            remarks.add(Remark.warn(
                    "unclean.leader.election.enable is true, so that acknowledged records may be lost; allowed: false",
                    BROKERS));
        }
    }

    private static void addReplicas(
            List<Remark> remarks, Map<String, String> settings, String key, int brokers, String why) {
        Integer replicas = number(settings, key);
        if (replicas == null) {
            return;
        }
        if (replicas > brokers) {
            remarks.add(Remark.fail(
                    key + " is " + replicas + " with " + brokers + (brokers == 1 ? " broker" : " brokers")
                            + "; allowed: " + brokers + " at most; " + why,
                    "start more brokers, or set it to " + brokers + " on all of them"));
        } else if (replicas < SAFE && brokers >= SAFE) {
            remarks.add(Remark.warn(
                    key + " is " + replicas + " with " + brokers + " brokers; allowed: " + SAFE + "; " + why,
                    BROKERS + "; topics that are there keep what they have"));
        }
    }

    private static @Nullable Integer number(Map<String, String> settings, String key) {
        String value = settings.get(key);
        return value == null || !value.matches("\\d{1,9}") ? null : Integer.valueOf(value);
    }
}
