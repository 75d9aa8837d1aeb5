package dev.sluice.app.doctor;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.schemas.topics.Role;
import dev.sluice.schemas.topics.TopicAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Whether whoever we log on as may do the work of the parts of this configuration: the cluster tells of each topic what
 * we may do with it. Of groups and transactional ids it tells only whether we may see them, which each right on them
 * includes, so that a right that lacks is sometimes found by the process alone.
 */
record RightsCheck() implements Check {
    private static final String APPLY =
            "./sluice topics apply with a section access that gives this principal the role; docs/operations.md has the table";

    @Override
    public String name() {
        return "rights";
    }

    @Override
    public Set<String> needs() {
        return Set.of(LogOnCheck.NAME);
    }

    @Override
    public Duration within() {
        return Duration.ofSeconds(20);
    }

    @Override
    public List<Remark> look(Patient patient) throws Exception {
        List<Remark> remarks = new ArrayList<>();
        for (Part part : Part.of(patient.config())) {
            Role role = part.role();
            if (role == null) {
                addAdministrator(remarks, patient);
            } else {
                addTopics(remarks, patient, role);
                addGroups(remarks, patient, part, role);
            }
        }
        if (remarks.isEmpty()) {
            remarks.add(Remark.ok("they are those of "
                    + String.join(
                            ", ",
                            Part.of(patient.config()).stream().map(Part::words).toList())
                    + ", as far as the cluster tells"));
        }
        return remarks;
    }

    private static void addTopics(List<Remark> remarks, Patient patient, Role role) throws InterruptedException {
        Map<String, Set<AclOperation>> needed = new TreeMap<>();
        for (TopicAccess.Entry entry : TopicAccess.all()) {
            Set<AclOperation> operations = new TreeSet<>();
            if (entry.reads(role)) {
                operations.add(AclOperation.READ);
            }
            if (entry.writes(role)) {
                operations.add(AclOperation.WRITE);
            }
            if (!operations.isEmpty()) {
                needed.put(patient.topic(entry.topic().name()), operations);
            }
        }
        SluiceConfig.Sources sources = patient.config().sources();
        if (sources != null && role == Role.SCORER) {
            sources.topics().forEach(source -> needed.put(source.topic(), Set.of(AclOperation.READ)));
            needed.merge(patient.topic("posts"), Set.of(AclOperation.READ, AclOperation.WRITE), (a, b) -> b);
        }
        Map<String, @Nullable Set<AclOperation>> given = given(patient.admin(), needed.keySet());
        Map<AclOperation, Set<String>> lacking = new TreeMap<>();
        needed.forEach((topic, operations) -> {
            if (given.containsKey(topic)) {
                Set<AclOperation> has = given.get(topic);
                operations.stream()
                        .filter(operation -> has != null && !has.contains(operation))
                        .forEach(operation -> lacking.computeIfAbsent(operation, o -> new TreeSet<>())
                                .add(topic));
            }
        });
        lacking.forEach((operation, topics) -> remarks.add(Remark.fail(
                "whom kafka.properties logs on as may not " + operation.name().toLowerCase(Locale.ROOT)
                        + " " + topics.size() + (topics.size() == 1 ? " topic: " : " topics: ")
                        + TopicsCheck.some(topics)
                        + "; allowed: a principal with the role " + role.id(),
                APPLY)));
    }

    /** What we may do with each topic that is there: nothing where we may not see it, null where the cluster does not say. */
    private static Map<String, @Nullable Set<AclOperation>> given(Admin admin, Set<String> topics)
            throws InterruptedException {
        Map<String, @Nullable Set<AclOperation>> given = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic : admin.describeTopics(
                        topics, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues()
                .entrySet()) {
            try {
                given.put(topic.getKey(), Answers.of(topic.getValue()).authorizedOperations());
            } catch (TopicAuthorizationException e) {
                given.put(topic.getKey(), Set.of());
            } catch (UnknownTopicOrPartitionException e) {
                // Said under topics.
            }
        }
        return given;
    }

    private static void addGroups(List<Remark> remarks, Patient patient, Part part, Role role)
            throws InterruptedException {
        for (String group : Groups.of(patient.config(), part)) {
            try {
                Answers.of(patient.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
            } catch (GroupAuthorizationException e) {
                remarks.add(Remark.fail(
                        "whom kafka.properties logs on as may not use the group " + group
                                + "; allowed: a principal with the role " + role.id(),
                        APPLY));
            } catch (KafkaException e) {
                // There is no such group yet, or it is of another kind: that is said under groups.
            }
        }
        if (part == Part.PIPELINE) {
            String id = Groups.transactionalPrefix(patient.config()) + "doctor";
            try {
                Answers.of(patient.admin().describeTransactions(List.of(id)).description(id));
            } catch (TransactionalIdAuthorizationException e) {
                remarks.add(Remark.fail(
                        "whom kafka.properties logs on as may not use transactional ids that begin with "
                                + Groups.transactionalPrefix(patient.config()) + "; allowed: a principal with the role "
                                + role.id(),
                        APPLY));
            } catch (KafkaException e) {
                // Nobody has used it, which is as it should be.
            }
        }
    }

    private static void addAdministrator(List<Remark> remarks, Patient patient) throws InterruptedException {
        Set<AclOperation> given = Answers.of(patient.admin()
                .describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true))
                .authorizedOperations());
        if (given == null) {
            return;
        }
        Map<AclOperation, String> needed = new TreeMap<>(Map.of(AclOperation.CREATE, "create topics"));
        if (patient.config().access() != null) {
            needed.put(AclOperation.ALTER, "change rights");
        }
        needed.forEach((operation, words) -> {
            if (!given.contains(operation)) {
                remarks.add(Remark.fail(
                        "whom kafka.properties logs on as may not " + words + " (" + operation
                                + " on the cluster); allowed: an administrator",
                        "log on as one of super.users of the brokers, or have the right given; the processes themselves need"
                                + " files with a section of their own"));
            }
        });
    }
}
