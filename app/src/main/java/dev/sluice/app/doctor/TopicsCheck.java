package dev.sluice.app.doctor;

import dev.sluice.app.config.Connections;
import dev.sluice.app.topics.TopicPlan;
import dev.sluice.schemas.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Whether the topics that the parts of this configuration use are there, served, and set up as they should be. */
record TopicsCheck() implements Check {
    static final String NAME = "topics";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> needs() {
        return Set.of(LogOnCheck.NAME);
    }

    @Override
    public Duration within() {
        return Duration.ofSeconds(15);
    }

    @Override
    public List<Remark> look(Patient patient) throws Exception {
        TopicPlan plan = Connections.topics(patient.config());
        String apply = "./sluice topics apply --config " + patient.file() + ", as an administrator";
        Collection<Topic<?>> topics = Part.topics(Part.of(patient.config()));
        Set<String> missing = new TreeSet<>();
        Set<String> unseen = new TreeSet<>();
        Map<String, TopicDescription> found =
                found(patient.admin(), topics.stream().map(plan::nameOf).toList(), missing, unseen);
        List<Remark> remarks = new ArrayList<>();
        if (!missing.isEmpty()) {
            remarks.add(Remark.fail(
                    missing.size() + " of " + topics.size() + " topics are missing: " + some(missing)
                            + "; allowed: topics that are made before anything starts",
                    apply));
        }
        found.values().forEach(topic -> addServed(remarks, topic));
        Map<String, Config> configurations = configurations(patient.admin(), found.keySet(), remarks);
        for (Topic<?> topic : topics) {
            TopicDescription description = found.get(plan.nameOf(topic));
            if (description != null) {
                addPartitions(remarks, plan, topic, description);
                Config config = configurations.get(description.name());
                if (config != null) {
                    remarks.addAll(TopicSettings.judge(
                            description.name(),
                            values(config),
                            plan.configurationOf(topic),
                            description.partitions().getFirst().replicas().size(),
                            apply));
                }
            }
        }
        if (remarks.isEmpty()) {
            remarks.add(Remark.ok(found.size() + " are there and set up as planned"
                    + (unseen.isEmpty() ? "" : "; rights say more about " + unseen.size() + " that we may not see")));
        }
        return remarks;
    }

    /** Those that are there, by name; the others are put into the sets. */
    static Map<String, TopicDescription> found(
            Admin admin, Collection<String> names, Set<String> missing, Set<String> unseen)
            throws InterruptedException {
        Map<String, TopicDescription> found = new LinkedHashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(names).topicNameValues().entrySet()) {
            try {
                found.put(topic.getKey(), Answers.of(topic.getValue()));
            } catch (UnknownTopicOrPartitionException e) {
                missing.add(topic.getKey());
            } catch (TopicAuthorizationException e) {
                unseen.add(topic.getKey());
            }
        }
        return found;
    }

    private static void addServed(List<Remark> remarks, TopicDescription topic) {
        List<Integer> dark = topic.partitions().stream()
                .filter(partition ->
                        partition.leader() == null || partition.leader().isEmpty())
                .map(TopicPartitionInfo::partition)
                .toList();
        if (!dark.isEmpty()) {
            remarks.add(Remark.fail(
                    "the topic " + topic.name() + " has no leader for partitions " + dark
                            + "; allowed: a broker that serves each",
                    "start the brokers that hold them"));
            return;
        }
        long behind = topic.partitions().stream()
                .filter(partition ->
                        partition.isr().size() < partition.replicas().size())
                .count();
        if (behind > 0) {
            remarks.add(Remark.warn(
                    "the topic " + topic.name() + " has " + behind + " partitions with replicas that are behind",
                    "look at the brokers; another loss may stop writing"));
        }
    }

    private static void addPartitions(
            List<Remark> remarks, TopicPlan plan, Topic<?> topic, TopicDescription description) {
        int there = description.partitions().size();
        int planned = plan.partitionsOf(topic);
        if (!plan.fixes(topic) || there == planned) {
            return;
        }
        String what = "the topic " + description.name() + " has " + there + " partitions; allowed: " + planned;
        if (topic.partitions() == 1) {
            remarks.add(Remark.fail(
                    what + ", since the order of all its records matters", "make the topic anew with one partition"));
        } else {
            remarks.add(Remark.warn(
                    what + " by topics.partitions",
                    "say what is there, or make the topic anew: more partitions would move keys and part posts from their"
                            + " state"));
        }
    }

    private static Map<String, Config> configurations(Admin admin, Set<String> names, List<Remark> remarks)
            throws InterruptedException {
        if (names.isEmpty()) {
            return Map.of();
        }
        try {
            return Answers.of(admin.describeConfigs(names.stream()
                                    .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                                    .toList())
                            .all())
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
        } catch (TopicAuthorizationException e) {
            remarks.add(Remark.warn(
                    "how the topics are set up cannot be seen by whom kafka.properties logs on as; allowed: an"
                            + " administrator, or a principal with the role operator",
                    "run the doctor with the administrator's file as well"));
            return Map.of();
        }
    }

    private static Map<String, String> values(Config config) {
        return config.entries().stream()
                .filter(entry -> entry.value() != null)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value, (a, b) -> a));
    }

    /** A few of them. */
    static String some(Collection<String> names) {
        int shown = 4;
        return names.stream().limit(shown).collect(Collectors.joining(", "))
                + (names.size() > shown ? " and " + (names.size() - shown) + " more" : "");
    }
}
