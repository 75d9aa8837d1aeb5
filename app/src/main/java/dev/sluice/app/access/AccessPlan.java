package dev.sluice.app.access;

import dev.sluice.schemas.topics.Role;
import dev.sluice.schemas.topics.TopicAccess;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The access lists of a deployment: its principals, put in the place of the roles of {@link TopicAccess}.
 *
 * <p>Topics of the catalogue and groups of processes are named one by one; only what Kafka Streams names itself, and the
 * groups of people's own readers, go by how names begin. There is no right on the cluster itself: an idempotent or
 * transactional producer needs none since Kafka 3.0, as long as it may write to some topic (KIP-679).
 *
 * @param prefix put before every topic's name; empty for none
 * @param principals who has each role, such as {@code User:pipeline}
 * @param former who had a role and has none any more: what they were given is taken back
 * @param admins who has rights of their own that are nobody's business here
 * @param names what the processes are called
 */
public record AccessPlan(
        String prefix, Map<Role, List<String>> principals, Set<String> former, Set<String> admins, ProcessNames names) {
    private static final String EVERY_HOST = "*";
    /** Processes: what groups they have are named one by one. */
    private static final Set<Role> WITHOUT_READERS = Set.of(Role.SCORER, Role.SINK, Role.SUBMITTER, Role.INTAKE);

    /**
     * Copies the collections and checks that no right reaches further than it should.
     *
     * @throws IllegalArgumentException where one name would cover what belongs to another role
     */
    public AccessPlan {
        principals = Map.copyOf(principals);
        former = Set.copyOf(former);
        admins = Set.copyOf(admins);
        requireOwnNames(prefix, names);
    }

    /** The principals with this role. */
    public List<String> principalsOf(Role role) {
        return principals.getOrDefault(role, List.of());
    }

    /** Everybody with a role. */
    Set<String> everybody() {
        return principals.values().stream().flatMap(List::stream).collect(Collectors.toUnmodifiableSet());
    }

    /** Every right that the deployment needs. */
    public Set<AclBinding> bindings() {
        Set<AclBinding> bindings = new LinkedHashSet<>();
        for (Role role : Role.values()) {
            for (Grant grant : grants(role)) {
                for (String principal : principalsOf(role)) {
                    bindings.add(new AclBinding(
                            grant.pattern(),
                            new AccessControlEntry(principal, EVERY_HOST, grant.operation(), AclPermissionType.ALLOW)));
                }
            }
        }
        return bindings;
    }

    /** What the names of the groups of a role's own readers begin with. */
    public String groupPrefix(Role role) {
        return prefix + role.id() + "-";
    }

    /** Whether a resource is one that the plan decides about for those who have, or had, a role. */
    boolean covers(ResourcePattern pattern) {
        boolean literal = pattern.patternType() == PatternType.LITERAL;
        String name = pattern.name();
        return switch (pattern.resourceType()) {
            case TOPIC ->
                topicNames().anyMatch(topic -> literal && topic.equals(name))
                        || literal && names.sourceTopics().contains(name)
                        || !prefix.isEmpty() && name.startsWith(prefix)
                        || !literal && name.equals(names.ownPrefix());
            case GROUP ->
                literal ? groups().anyMatch(name::equals) : roleGroupPrefixes().anyMatch(name::equals);
            case TRANSACTIONAL_ID ->
                !literal && (name.equals(names.ownPrefix()) || name.equals(groupPrefix(Role.PUBLISHER)));
            case CLUSTER, DELEGATION_TOKEN, USER, ANY, UNKNOWN -> false;
        };
    }

    /** The names of the catalogue's topics on the cluster. */
    Stream<String> topicNames() {
        return TopicCatalogue.all().stream().map(topic -> prefix + topic.name());
    }

    private record Grant(ResourcePattern pattern, AclOperation operation) {
        static Grant of(ResourceType type, String name, AclOperation operation) {
            return new Grant(new ResourcePattern(type, name, PatternType.LITERAL), operation);
        }

        static Grant below(ResourceType type, String prefix, AclOperation operation) {
            return new Grant(new ResourcePattern(type, prefix, PatternType.PREFIXED), operation);
        }
    }

    private List<Grant> grants(Role role) {
        List<Grant> grants = new ArrayList<>();
        for (TopicAccess.Entry entry : TopicAccess.all()) {
            String topic = prefix + entry.topic().name();
            if (entry.reads(role)) {
                grants.add(Grant.of(ResourceType.TOPIC, topic, AclOperation.READ));
            }
            if (entry.writes(role)) {
                grants.add(Grant.of(ResourceType.TOPIC, topic, AclOperation.WRITE));
            }
        }
        switch (role) {
            case SCORER -> addProcess(grants);
            case SINK -> grants.add(Grant.of(ResourceType.GROUP, names.sinkGroup(), AclOperation.READ));
            case SUBMITTER -> grants.add(Grant.of(ResourceType.GROUP, names.submitterGroup(), AclOperation.READ));
            case PUBLISHER -> {
                grants.add(Grant.below(ResourceType.GROUP, groupPrefix(role), AclOperation.READ));
                grants.add(Grant.below(ResourceType.TRANSACTIONAL_ID, groupPrefix(role), AclOperation.WRITE));
            }
            case INTAKE -> {
                // It follows decisions without a group, and its producer without transactions.
            }
            case REVIEWER, POLICY, LEGAL, DATA_PROTECTION, AUDITOR ->
                grants.add(Grant.below(ResourceType.GROUP, groupPrefix(role), AclOperation.READ));
            case OPERATOR -> {
                grants.add(Grant.below(ResourceType.GROUP, groupPrefix(role), AclOperation.READ));
                addOverview(grants);
            }
        }
        return grants;
    }

    /** What Kafka Streams needs for itself, exactly once included; it clears repartition topics, hence the right to delete. */
    private void addProcess(List<Grant> grants) {
        for (String group : names.streamsGroups()) {
            grants.add(Grant.of(ResourceType.GROUP, group, AclOperation.READ));
            if (names.setsUpGroups()) {
                grants.add(Grant.of(ResourceType.GROUP, group, AclOperation.ALTER_CONFIGS));
            }
        }
        addSources(grants);
        grants.add(Grant.of(ResourceType.GROUP, names.secondLookGroup(), AclOperation.READ));
        grants.add(Grant.below(ResourceType.TRANSACTIONAL_ID, names.ownPrefix(), AclOperation.WRITE));
        for (AclOperation operation :
                List.of(AclOperation.CREATE, AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE)) {
            grants.add(Grant.below(ResourceType.TOPIC, names.ownPrefix(), operation));
        }
    }

    /** What the lane of sources needs, where there is one: its topics, and to bring posts as a publisher does. */
    private void addSources(List<Grant> grants) {
        for (String topic : new TreeSet<>(names.sourceTopics())) {
            grants.add(Grant.of(ResourceType.TOPIC, topic, AclOperation.READ));
        }
        if (!names.sourceTopics().isEmpty()) {
            grants.add(Grant.of(ResourceType.TOPIC, prefix + TopicCatalogue.POSTS.name(), AclOperation.WRITE));
        }
    }

    /** That topics and groups are there, how they are set up and how far groups have come. */
    private void addOverview(List<Grant> grants) {
        for (AclOperation operation : List.of(AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS)) {
            topicNames().forEach(topic -> grants.add(Grant.of(ResourceType.TOPIC, topic, operation)));
            grants.add(Grant.below(ResourceType.TOPIC, names.ownPrefix(), operation));
        }
        groups().forEach(group -> grants.add(Grant.of(ResourceType.GROUP, group, AclOperation.DESCRIBE)));
        roleGroupPrefixes().forEach(begin -> grants.add(Grant.below(ResourceType.GROUP, begin, AclOperation.DESCRIBE)));
    }

    private Stream<String> groups() {
        return groups(names);
    }

    private static Stream<String> groups(ProcessNames names) {
        return Stream.concat(
                names.streamsGroups().stream(),
                Stream.of(names.secondLookGroup(), names.sinkGroup(), names.submitterGroup()));
    }

    private Stream<String> roleGroupPrefixes() {
        return Stream.of(Role.values())
                .filter(role -> !WITHOUT_READERS.contains(role))
                .map(this::groupPrefix);
    }

    private static void requireOwnNames(String prefix, ProcessNames names) {
        String own = names.ownPrefix();
        names.sourceTopics().stream()
                .filter(topic -> topic.startsWith(own))
                .sorted()
                .findFirst()
                .ifPresent(topic -> {
                    throw new IllegalArgumentException("sources.topics names " + topic + ", which begins with '" + own
                            + "' like the pipeline's internal topics, all rights to which the scorer has; allowed:"
                            + " another topic, or another pipeline.applicationId");
                });
        TopicCatalogue.all().stream()
                .map(topic -> prefix + topic.name())
                .filter(topic -> topic.startsWith(own))
                .findFirst()
                .ifPresent(topic -> {
                    throw new IllegalArgumentException("pipeline.applicationId is '" + names.applicationId()
                            + "', and the topic " + topic + " begins with '" + own + "' like the pipeline's internal"
                            + " topics, all rights to which the scorer has; allowed: another application id, or another"
                            + " kafka.topicPrefix");
                });
        for (Role role : Role.values()) {
            String begin = prefix + role.id() + "-";
            groups(names).filter(group -> group.startsWith(begin)).findFirst().ifPresent(group -> {
                throw new IllegalArgumentException("the group " + group + " of a process begins with '" + begin
                        + "' like the groups of the role " + role.id() + "; allowed: another pipeline.applicationId,"
                        + " sink.groupId or transparency.groupId");
            });
        }
        requireOwnGroup("sink.groupId", names.sinkGroup(), names);
        requireOwnGroup("transparency.groupId", names.submitterGroup(), names);
        if (names.submitterGroup().equals(names.sinkGroup())) {
            throw new IllegalArgumentException("transparency.groupId is '" + names.submitterGroup()
                    + "', the group of the sink; allowed: a name of its own");
        }
    }

    private static void requireOwnGroup(String key, String group, ProcessNames names) {
        if (names.streamsGroups().contains(group) || names.secondLookGroup().equals(group)) {
            throw new IllegalArgumentException(
                    key + " is '" + group + "', a group of the pipeline; allowed: a name of its own");
        }
    }
}
