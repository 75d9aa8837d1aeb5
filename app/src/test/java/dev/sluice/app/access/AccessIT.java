package dev.sluice.app.access;

import static dev.sluice.app.access.SecuredDeployment.APPLICATION;
import static dev.sluice.app.access.SecuredDeployment.PREFIX;
import static dev.sluice.app.access.SecuredDeployment.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.app.access.SecuredDeployment.Ended;
import dev.sluice.app.cluster.KafkaCluster;
import dev.sluice.app.cluster.SecuredCluster;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.schemas.ActionType;
import dev.sluice.schemas.DefamationState;
import dev.sluice.schemas.Flag;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.topics.Role;
import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicAccess;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On a broker that asks who somebody is and lets nobody do what no access list allows. */
@Timeout(300)
class AccessIT {
    @TempDir
    static Path folder;

    private static SecuredCluster cluster;
    private static SecuredDeployment deployment;

    @BeforeAll
    static void applyOnAnEmptyCluster() throws Exception {
        cluster = SecuredCluster.start();
        cluster.create(Stream.concat(
                        Stream.of("counsel", "former", "stranger"),
                        Stream.of(Role.values()).map(Role::id))
                .toList());
        deployment = new SecuredDeployment(cluster, folder);
        String config = deployment.adminConfig().toString();

        Ended dry = run("topics", "apply", "--config", config, "--dry-run");
        assertThat(dry.exitCode()).as(dry.err()).isZero();
        assertThat(dry.out())
                .contains("would give User:scorer may read topic forum-posts")
                .contains("would be created");
        Ended described = run("topics", "describe", "--config", config);
        assertThat(described.exitCode()).as("a dry run does nothing").isEqualTo(ExitCode.FAILED);
        assertThat(described.out()).contains("missing");

        Ended applied = run("topics", "apply", "--config", config);
        assertThat(applied.exitCode()).as(applied.err()).isZero();
        assertThat(applied.out()).contains("gave User:counsel may read topic forum-escalations");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void applyingAgainChangesNothingAndAllIsAsPlanned() throws Exception {
        String config = deployment.adminConfig().toString();

        Ended again = run("topics", "apply", "--config", config);
        Ended described = run("topics", "describe", "--config", config);

        assertThat(again.out()).contains(" 0 missing, 0 too many, 0 not ours").doesNotContain("gave ", "took ");
        assertThat(described.exitCode()).as(described.out()).isZero();
        assertThat(described.out())
                .containsPattern("legal +User:legal, User:counsel")
                .containsPattern("forum-escalations +legal +scorer +legal, sink");
    }

    /** Exactly once, through repartition topics, changelogs, transactions and the groups of every part. */
    @Test
    void everyPartDoesItsWorkUnderItsOwnPrincipal() throws Exception {
        RoleClient publisher = deployment.client(Role.PUBLISHER);
        RoleClient legal = deployment.client("counsel");
        RoleClient auditor = deployment.client(Role.AUDITOR);
        Path reviewer = deployment.config(Role.REVIEWER, "");
        try (SecuredParts parts = SecuredParts.start(deployment)) {
            publisher.write(TopicCatalogue.POSTS, "t", post());
            publisher.write(TopicCatalogue.FLAGS, "t", flag());
            until(() -> publisher.read(TopicCatalogue.DECISIONS).stream()
                    .anyMatch(decision -> decision.getTrigger() == Trigger.SECOND_LOOK));
            until(() -> run("cases", "claim", "p/1/1/review", "--by", "rex", "--config", reviewer.toString())
                            .exitCode()
                    == ExitCode.OK);
            Ended verdict = run(
                    "cases",
                    "verdict",
                    "p/1/1/review",
                    "--by",
                    "rex",
                    "--outcome",
                    "allow",
                    "--rationale",
                    "It greets.",
                    "--config",
                    reviewer.toString());
            assertThat(verdict.exitCode()).as(verdict.err()).isZero();

            until(() -> publisher.read(TopicCatalogue.ACTIONS).stream()
                    .anyMatch(action -> action.getType() == ActionType.RESTORE));
            until(() -> !legal.read(TopicCatalogue.RECEIPTS).isEmpty());
            answerANotice(legal);
            until(() -> !auditor.read(TopicCatalogue.LABELS).isEmpty());
            until(() -> !deployment
                    .client(Role.OPERATOR)
                    .read(TopicCatalogue.REPORTS)
                    .isEmpty());
        }
        assertThat(legal.read(TopicCatalogue.ESCALATIONS)).isNotEmpty();
        assertThat(legal.read(TopicCatalogue.DEAD_LETTERS)).isEmpty();
        assertThat(auditor.read(TopicCatalogue.RECEIPTS)).hasSameSizeAs(legal.read(TopicCatalogue.ESCALATIONS));
        submitStatements();
        Path sink = folder.resolve("sink.yaml");
        assertThat(run("vault", "reconcile", "--config", sink.toString()).exitCode())
                .isZero();
    }

    /** Legal files a notice and takes the poster's answer, which the pipeline's process never sees. */
    private static void answerANotice(RoleClient legal) throws Exception {
        Path keys = Files.createDirectories(folder.resolve("posters"));
        Path config = deployment.config(
                Role.LEGAL, "posterIdentities: {keys: %s, keyFile: %s}".formatted(keys, folder.resolve("posters.key")));
        assertThat(run("notice", "make-key", "--config", config.toString()).exitCode())
                .isZero();
        notice(config, "file", complaint().toString(), "--id", "n-1", "--by", "lena");
        notice(config, "act", "n-1", "contactable", "--by", "lena");
        notice(config, "sent", "n-1", "n-1/poster-notification/1", "--by", "lena");
        Path details =
                Files.writeString(folder.resolve("details.json"), "{\"name\": \"Ada Any\", \"address\": \"1 Lane\"}");
        notice(config, "reply", "n-1", "--wishes", "keep", "--details", details.toString(), "--by", "lena");

        assertThat(legal.read(TopicCatalogue.POSTER_IDENTITIES)).hasSize(1);
        assertThat(legal.read(TopicCatalogue.DEFAMATION_NOTICES))
                .last()
                .satisfies(notice -> assertThat(notice.getState()).isEqualTo(DefamationState.POSTER_REFUSES));
        assertThat(legal.read(TopicCatalogue.DEFAMATION_REFUSALS)).isEmpty();
        Ended refused = run(
                "notice",
                "list",
                "--config",
                deployment.config(Role.REVIEWER, "").toString());
        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains("forum-defamation-notices");
    }

    private static void notice(Path config, String... arguments) {
        Ended ended = run(Stream.of(Stream.of("notice"), Stream.of(arguments), Stream.of("--config", config.toString()))
                .flatMap(part -> part)
                .toArray(String[]::new));
        assertThat(ended.exitCode()).as(ended.err()).isZero();
    }

    private static Path complaint() throws Exception {
        return Files.writeString(folder.resolve("complaint.json"), """
                {"name": "Nora Nought", "email": "nora@mail.example", "words": "Nora Nought waters the milk.",
                 "imputation": "It says that I cheat.", "meaning": "That I cheat my customers.",
                 "inaccuracies": ["I have never watered milk."], "unsupportedOpinions": [],
                 "locations": [{"url": "https://community.example/p/17"}],
                 "insufficientInformation": true, "consentName": false, "consentEmail": false,
                 "priorRemovals": [], "author": "ada", "channel": "form"}
                """);
    }

    /** What needs no database: each part of it that reads and writes the cluster. */
    private static void submitStatements() throws Exception {
        String database = "transparency: {url: \"https://database.example/api/v1\", tokenFile: %s}";
        Path token = Files.writeString(folder.resolve("token"), "0123456789abcdef0123456789abcdef");
        Path config = deployment.config(Role.SUBMITTER, database.formatted(token));

        Ended dry = run("transparency", "submit", "--dry-run", "--config", config.toString());
        assertThat(dry.exitCode()).as(dry.err()).isZero();
        Ended status = run("transparency", "status", "--config", config.toString());
        assertThat(status.exitCode()).as(status.err()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void everyRoleReadsAndWritesItsTopicsAndIsRefusedEveryOther(Role role) throws Exception {
        RoleClient client = deployment.client(role);

        assertThat(client.refusedReads(topics(entry -> !entry.reads(role))))
                .as("topics that %s is refused to read", role.id())
                .containsExactlyElementsOf(names(entry -> !entry.reads(role)));
        assertThat(client.refusedWrites(topics(entry -> !entry.writes(role))))
                .as("topics that %s is refused to write", role.id())
                .containsExactlyElementsOf(names(entry -> !entry.writes(role)));
        try (Admin admin = Admin.create(client.client())) {
            List<String> own = topics(entry -> entry.reads(role) || entry.writes(role)).stream()
                    .map(topic -> PREFIX + topic.name())
                    .toList();
            var described = admin.describeTopics(own, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                    .allTopicNames()
                    .get();
            for (TopicAccess.Entry entry : TopicAccess.all()) {
                if (entry.reads(role) || entry.writes(role)) {
                    assertThat(described.get(PREFIX + entry.topic().name()).authorizedOperations())
                            .as(
                                    "what %s may do with %s",
                                    role.id(), entry.topic().name())
                            .isEqualTo(operations(entry, role));
                }
            }
        }
    }

    @Test
    void whoHasNoRoleMayNothing() throws Exception {
        RoleClient stranger = deployment.client("stranger");

        assertThat(stranger.refusedReads(TopicCatalogue.all())).containsExactlyElementsOf(names(entry -> true));
        assertThat(stranger.refusedWrites(TopicCatalogue.all())).containsExactlyElementsOf(names(entry -> true));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void nobodyEntersTheGroupsAndTransactionsOfOthers(Role role) {
        ProcessNames names = new ProcessNames(APPLICATION, false, "sluice-escalation-sink", "sluice-transparency");
        if (role != Role.SINK) {
            refusedGroup(role, names.sinkGroup());
        }
        if (role != Role.SUBMITTER) {
            refusedGroup(role, names.submitterGroup());
        }
        if (role != Role.SCORER) {
            names.streamsGroups().forEach(group -> refusedGroup(role, group));
            refusedGroup(role, names.secondLookGroup());
            try (Producer<byte[], byte[]> producer =
                    deployment.client(role).transactional(names.secondLookGroup() + "-1")) {
                assertThatThrownBy(producer::initTransactions)
                        .as("%s with a transactional id of the pipeline", role.id())
                        .isInstanceOf(TransactionalIdAuthorizationException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void nobodyCreatesTopicsButThePipelineItsOwn(Role role) {
        try (Admin admin = Admin.create(deployment.client(role).client())) {
            assertThatThrownBy(() -> create(admin, PREFIX + "extra-" + role.id()))
                    .as("%s creates a topic", role.id())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
            assertThatThrownBy(() -> admin.deleteTopics(List.of(PREFIX + "escalations"))
                            .all()
                            .get())
                    .as("%s deletes a topic", role.id())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
            String internal = APPLICATION + "-of-" + role.id() + "-changelog";
            if (role != Role.SCORER) {
                assertThatThrownBy(() -> create(admin, internal))
                        .as("%s creates an internal topic", role.id())
                        .hasCauseInstanceOf(TopicAuthorizationException.class);
            }
        }
    }

    @Test
    void aRightTooManyIsToldAndTakenAndThoseOfOthersStay() throws Exception {
        AclBinding byHand = binding("User:reviewer", "forum-escalations", PatternType.LITERAL, AclOperation.READ);
        AclBinding left = binding("User:former", "forum-cases", PatternType.LITERAL, AclOperation.READ);
        AclBinding stranger = binding("User:stranger", "forum-", PatternType.PREFIXED, AclOperation.ALL);
        AclBinding backup = binding("User:backup", "*", PatternType.LITERAL, AclOperation.READ);
        AclBinding elsewhere = binding("User:scorer", "another-topic", PatternType.LITERAL, AclOperation.READ);
        String config = deployment.adminConfig().toString();
        try (Admin admin = Admin.create(cluster.client(cluster.admin()))) {
            admin.createAcls(List.of(byHand, left, stranger, backup, elsewhere))
                    .all()
                    .get();

            Ended described = run("topics", "describe", "--config", config);
            assertThat(described.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(described.out())
                    .contains("too much: User:reviewer may read topic forum-escalations")
                    .contains("too much: User:former may read topic forum-cases")
                    .contains("not ours, look at it: User:stranger may all topics forum-*")
                    .contains("0 missing, 2 too many, 1 not ours")
                    .doesNotContain("backup", "another-topic");
            assertThat(run("topics", "apply", "--config", config, "--dry-run").out())
                    .contains("would take User:reviewer may read topic forum-escalations");
            assertThat(present(admin)).contains(byHand, left);

            assertThat(run("topics", "apply", "--config", config).out())
                    .contains("took User:reviewer may read topic forum-escalations");
            assertThat(present(admin)).doesNotContain(byHand, left).contains(stranger, backup, elsewhere);
            admin.deleteAcls(Stream.of(stranger, backup, elsewhere)
                            .map(AclBinding::toFilter)
                            .toList())
                    .all()
                    .get();
        }
    }

    @Test
    void aProcessUnderAnotherRoleEndsAndSaysWhatItMayNot() throws Exception {
        assertThatThrownBy(() -> SecuredParts.pipeline(deployment, Role.AUDITOR))
                .isInstanceOf(KafkaException.class)
                .hasMessageStartingWith("the topic forum-")
                .hasMessageEndingWith("; allowed: a principal with the role scorer");
        Path sink = deployment.config(
                Role.REVIEWER,
                "sink: {vault: %s, signingKey: %s, createKey: true}"
                        .formatted(folder.resolve("no-vault"), folder.resolve("no-key.pem")));
        Ended sealing = run("sink", "--config", sink.toString());
        assertThat(sealing.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(sealing.err())
                .contains("Not authorized")
                .containsAnyOf("forum-escalations", "sluice-escalation-sink");
        Ended cases = run(
                "cases", "list", "--config", deployment.config(Role.AUDITOR, "").toString());
        assertThat(cases.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(cases.err()).contains("forum-cases");
    }

    @Test
    void whoIsNoAdministratorIsToldWhatIsLacking() throws Exception {
        Path config = deployment.config(Role.OPERATOR, SecuredDeployment.access());

        Ended ended = run("topics", "apply", "--config", config.toString());

        assertThat(ended.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(ended.err())
                .contains("lacks the right Describe on the cluster")
                .contains("as an administrator");
    }

    @Test
    void anOperatorSeesTopicsAsPlannedAndOthersAreToldWhatTheyMayNot() throws Exception {
        String topics = "topics: {replicationFactor: 1}";
        Path operator = deployment.config(Role.OPERATOR, topics);
        Path reviewer = deployment.config(Role.REVIEWER, topics);

        assertThat(run("topics", "describe", "--config", operator.toString()).exitCode())
                .isZero();
        Ended refused = run("topics", "describe", "--config", reviewer.toString());
        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains("may not be seen by whom kafka.properties logs on as");
    }

    @Test
    void aClusterWithoutAuthorizerIsToldBeforeAnythingIsCreated() throws Exception {
        Path config = Files.writeString(folder.resolve("open.yaml"), """
                kafka: {bootstrapServers: "%s", topicPrefix: open-}
                registry: {urls: ["mock://secured"]}
                topics: {replicationFactor: 1}
                access: {roles: {scorer: ["User:pipeline"]}}
                """.formatted(KafkaCluster.bootstrapServers()));

        Ended ended = run("topics", "apply", "--config", config.toString());

        assertThat(ended.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(ended.err()).contains("the cluster has no authorizer").contains("StandardAuthorizer");
        assertThat(ended.out()).isEmpty();
    }

    private static void until(Callable<Boolean> done) {
        await().atMost(Duration.ofSeconds(90)).pollInSameThread().until(done);
    }

    private static Post post() {
        return Post.newBuilder()
                .setId("p")
                .setCommunity("garden")
                .setThread("t")
                .setAuthor("ada")
                .setText("good morning")
                .setCreatedAt(Instant.now())
                .build();
    }

    private static Flag flag() {
        return Flag.newBuilder()
                .setPost("p")
                .setThread("t")
                .setReporter("bob")
                .setReason("rude")
                .setCreatedAt(Instant.now())
                .build();
    }

    private static void refusedGroup(Role role, String group) {
        Topic<?> own = topics(entry -> entry.reads(role)).getFirst();
        try (Consumer<byte[], byte[]> consumer = deployment.client(role).consumer(group)) {
            consumer.subscribe(List.of(PREFIX + own.name()));
            assertThatThrownBy(() -> {
                        while (true) {
                            consumer.poll(Duration.ofMillis(100));
                        }
                    })
                    .as("%s in group %s", role.id(), group)
                    .isInstanceOf(GroupAuthorizationException.class);
        }
    }

    private static void create(Admin admin, String topic) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }

    private static Set<AclOperation> operations(TopicAccess.Entry entry, Role role) {
        Set<AclOperation> operations = new TreeSet<>(Set.of(AclOperation.DESCRIBE));
        if (entry.reads(role)) {
            operations.add(AclOperation.READ);
        }
        if (entry.writes(role)) {
            operations.add(AclOperation.WRITE);
        }
        if (role == Role.OPERATOR) {
            operations.add(AclOperation.DESCRIBE_CONFIGS);
        }
        return operations;
    }

    private static List<Topic<?>> topics(Predicate<TopicAccess.Entry> chosen) {
        return TopicAccess.all().stream()
                .filter(chosen)
                .<Topic<?>>map(TopicAccess.Entry::topic)
                .toList();
    }

    private static Set<String> names(Predicate<TopicAccess.Entry> chosen) {
        return topics(chosen).stream().map(Topic::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static AclBinding binding(String principal, String topic, PatternType type, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, type),
                new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
    }

    private static Collection<AclBinding> present(Admin admin) throws Exception {
        return admin.describeAcls(AclBindingFilter.ANY).values().get();
    }
}
