package dev.sluice.app.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.topics.Role;
import dev.sluice.schemas.topics.TopicAccess;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccessPlanTest {
    private static final ProcessNames NAMES =
            new ProcessNames("sluice", false, "sluice-escalation-sink", "sluice-transparency");

    @ParameterizedTest
    @EnumSource(Role.class)
    void topicsOfTheCatalogueAreNamedOneByOneAndGetTheTablesRights(Role role) {
        Set<AclBinding> bindings = plan("x-", Map.of(role, List.of("User:a"))).bindings();

        for (TopicAccess.Entry entry : TopicAccess.all()) {
            Set<AclOperation> operations = bindings.stream()
                    .filter(binding ->
                            binding.pattern().equals(topic("x-" + entry.topic().name(), PatternType.LITERAL)))
                    .map(binding -> binding.entry().operation())
                    .collect(Collectors.toSet());
            assertThat(operations.contains(AclOperation.READ))
                    .as(entry.topic().name())
                    .isEqualTo(entry.reads(role));
            assertThat(operations.contains(AclOperation.WRITE))
                    .as(entry.topic().name())
                    .isEqualTo(entry.writes(role));
        }
    }

    @Test
    void everyPrincipalOfARoleGetsItsRightsAndARoleOfNobodyNone() {
        Set<AclBinding> one = plan("", Map.of(Role.LEGAL, List.of("User:a"))).bindings();
        Set<AclBinding> two =
                plan("", Map.of(Role.LEGAL, List.of("User:a", "User:b"))).bindings();

        assertThat(one).isNotEmpty();
        assertThat(two).hasSize(2 * one.size()).containsAll(one);
        assertThat(plan("", Map.of()).bindings()).isEmpty();
    }

    @Test
    void nobodyHasARightOnTheClusterOrOnEverythingAndNothingIsDenied() {
        assertThat(plan("", everybody()).bindings())
                .noneMatch(binding -> binding.pattern().resourceType() == ResourceType.CLUSTER)
                .noneMatch(binding -> binding.pattern().name().equals("*"))
                .noneMatch(binding -> binding.entry().operation() == AclOperation.ALL)
                .allMatch(binding -> binding.entry().permissionType() == AclPermissionType.ALLOW);
    }

    @Test
    void patternsThatGoByHowNamesBeginMatchNoTopicOfTheCatalogueAndNoGroupOfAProcess() {
        Set<ResourcePattern> begins = plan("x-", everybody()).bindings().stream()
                .map(AclBinding::pattern)
                .filter(pattern -> pattern.patternType() == PatternType.PREFIXED)
                .collect(Collectors.toSet());

        assertThat(begins).isNotEmpty().allSatisfy(pattern -> {
            assertThat(TopicAccess.all())
                    .noneMatch(entry -> ("x-" + entry.topic().name()).startsWith(pattern.name()));
            if (pattern.resourceType() == ResourceType.GROUP) {
                assertThat("sluice-escalation-sink").doesNotStartWith(pattern.name());
                assertThat("sluice").doesNotStartWith(pattern.name());
            }
        });
    }

    @Test
    void thePipelineMaySetUpItsGroupsOnlyUnderTheProtocolThatNeedsIt() {
        Map<Role, List<String>> scorer = Map.of(Role.SCORER, List.of("User:a"));

        assertThat(plan("", scorer).bindings())
                .noneMatch(binding -> binding.entry().operation() == AclOperation.ALTER_CONFIGS);
        assertThat(new AccessPlan("", scorer, Set.of(), Set.of(), new ProcessNames("sluice", true, "sink", "submitter"))
                        .bindings())
                .filteredOn(binding -> binding.entry().operation() == AclOperation.ALTER_CONFIGS)
                .extracting(binding -> binding.pattern().name())
                .containsExactlyInAnyOrder(
                        "sluice", "sluice-casework", "sluice-defamation", "sluice-outcomes", "sluice-sources");
    }

    @Test
    void decidesAboutItsOwnResourcesOnly() {
        AccessPlan plan = plan("", everybody());

        assertThat(plan.covers(topic("posts", PatternType.LITERAL))).isTrue();
        assertThat(plan.covers(topic("posts", PatternType.PREFIXED))).isFalse();
        assertThat(plan.covers(topic("*", PatternType.LITERAL))).isFalse();
        assertThat(plan.covers(topic("orders", PatternType.LITERAL))).isFalse();
        assertThat(plan.covers(topic("sluice-", PatternType.PREFIXED))).isTrue();
        assertThat(plan.covers(new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL)))
                .isFalse();
        assertThat(plan.covers(new ResourcePattern(ResourceType.GROUP, "sluice-casework", PatternType.LITERAL)))
                .isTrue();
        assertThat(plan("x-", everybody()).covers(topic("x-dropped", PatternType.LITERAL)))
                .as("a topic that the catalogue has no more")
                .isTrue();
    }

    @Test
    void anApplicationIdThatTopicsBeginWithIsRefused() {
        assertThatThrownBy(() -> plan("sluice-", Map.of()))
                .hasMessage("pipeline.applicationId is 'sluice', and the topic sluice-posts begins with 'sluice-' like"
                        + " the pipeline's internal topics, all rights to which the scorer has; allowed: another"
                        + " application id, or another kafka.topicPrefix");
        assertThatThrownBy(() -> new AccessPlan(
                        "", Map.of(), Set.of(), Set.of(), new ProcessNames("case", false, "sink", "submitter")))
                .hasMessageContaining("the topic case-commands begins with 'case-'");
    }

    @Test
    void groupsOfProcessesThatARoleWouldEnterAreRefused() {
        assertThatThrownBy(() -> new AccessPlan(
                        "",
                        Map.of(),
                        Set.of(),
                        Set.of(),
                        new ProcessNames("reviewer-pipeline", false, "sink", "submitter")))
                .hasMessageContaining("the group reviewer-pipeline of a process begins with 'reviewer-'");
        assertThatThrownBy(() -> new AccessPlan(
                        "",
                        Map.of(),
                        Set.of(),
                        Set.of(),
                        new ProcessNames("sluice", false, "sluice-casework", "submitter")))
                .hasMessage("sink.groupId is 'sluice-casework', a group of the pipeline; allowed: a name of its own");
        assertThatThrownBy(() -> new AccessPlan(
                        "",
                        Map.of(),
                        Set.of(),
                        Set.of(),
                        new ProcessNames("sluice", false, "sink", "sluice-defamation")))
                .hasMessage("transparency.groupId is 'sluice-defamation', a group of the pipeline; allowed: a name of"
                        + " its own");
        assertThatThrownBy(() -> new AccessPlan(
                        "", Map.of(), Set.of(), Set.of(), new ProcessNames("sluice", false, "sink", "sink")))
                .hasMessage("transparency.groupId is 'sink', the group of the sink; allowed: a name of its own");
        assertThatThrownBy(() -> new AccessPlan(
                        "", Map.of(), Set.of(), Set.of(), new ProcessNames("sluice", false, "sink", "legal-desk")))
                .hasMessageContaining("the group legal-desk of a process begins with 'legal-'");
    }

    @Test
    void theLaneOfSourcesReadsItsTopicsAndBringsPostsAndNobodyDoesSoWithoutIt() {
        Map<Role, List<String>> scorer = Map.of(Role.SCORER, List.of("User:a"));
        AccessPlan plan = new AccessPlan("x-", scorer, Set.of(), Set.of(), withSources("forum-events", "shop"));

        assertThat(rights(plan, "forum-events")).containsExactly(AclOperation.READ);
        assertThat(rights(plan, "shop")).containsExactly(AclOperation.READ);
        assertThat(rights(plan, "x-posts")).containsExactlyInAnyOrder(AclOperation.READ, AclOperation.WRITE);
        assertThat(rights(plan("x-", scorer), "x-posts")).containsExactly(AclOperation.READ);
        assertThat(plan.covers(topic("shop", PatternType.LITERAL))).isTrue();
        assertThat(plan("x-", scorer).covers(topic("shop", PatternType.LITERAL)))
                .isFalse();
        for (Role role : Role.values()) {
            if (role != Role.SCORER) {
                AccessPlan other =
                        new AccessPlan("x-", Map.of(role, List.of("User:a")), Set.of(), Set.of(), withSources("shop"));
                assertThat(rights(other, "shop")).as(role.id()).isEmpty();
            }
        }
    }

    @Test
    void aSourceTopicAmongThePipelinesOwnIsRefused() {
        ProcessNames names = withSources("sluice-events");
        assertThatThrownBy(() -> new AccessPlan("", Map.of(), Set.of(), Set.of(), names))
                .hasMessage("sources.topics names sluice-events, which begins with 'sluice-' like the pipeline's"
                        + " internal topics, all rights to which the scorer has; allowed: another topic, or another"
                        + " pipeline.applicationId");
    }

    @Test
    void theSubmitterUsesItsGroupAndNoOther() {
        assertThat(plan("", Map.of(Role.SUBMITTER, List.of("User:a"))).bindings())
                .filteredOn(binding -> binding.pattern().resourceType() != ResourceType.TOPIC)
                .extracting(AclBinding::pattern)
                .containsExactly(new ResourcePattern(ResourceType.GROUP, "sluice-transparency", PatternType.LITERAL));
    }

    @Test
    void theIntakeUsesNoGroupAndNoTransactionAndReadsNoWords() {
        assertThat(plan("", Map.of(Role.INTAKE, List.of("User:a"))).bindings())
                .extracting(binding ->
                        binding.entry().operation() + " " + binding.pattern().name())
                .containsExactlyInAnyOrder("WRITE posts", "WRITE flags", "READ decisions", "WRITE labels");
    }

    @Test
    void namesThatKafkaDoesNotTakeAreRefused() {
        assertThatThrownBy(() -> new ProcessNames("", false, "sink", "submitter"))
                .hasMessage("access.applicationId is ''; allowed: 1 to 100 letters, digits, '.', '_', '-'");
        assertThatThrownBy(() -> new ProcessNames("sluice", false, "*", "submitter"))
                .hasMessageContaining("access.sinkGroup is '*'");
    }

    private static ProcessNames withSources(String... topics) {
        return new ProcessNames("sluice", false, "sluice-escalation-sink", "sluice-transparency", Set.of(topics));
    }

    private static List<AclOperation> rights(AccessPlan plan, String topic) {
        return plan.bindings().stream()
                .filter(binding -> binding.pattern().equals(topic(topic, PatternType.LITERAL)))
                .map(binding -> binding.entry().operation())
                .toList();
    }

    private static AccessPlan plan(String prefix, Map<Role, List<String>> principals) {
        return new AccessPlan(prefix, principals, Set.of(), Set.of(), NAMES);
    }

    private static Map<Role, List<String>> everybody() {
        return Arrays.stream(Role.values())
                .collect(Collectors.toMap(role -> role, role -> List.of("User:" + role.id())));
    }

    private static ResourcePattern topic(String name, PatternType type) {
        return new ResourcePattern(ResourceType.TOPIC, name, type);
    }
}
