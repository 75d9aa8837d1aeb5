package dev.sluice.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.access.AccessPlan;
import dev.sluice.schemas.topics.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessConfigTest {
    private static final String BASE = """
            kafka: {bootstrapServers: "broker:9092", topicPrefix: "forum-"}
            registry: {urls: ["https://registry:8081"]}
            """;

    @TempDir
    Path folder;

    @Test
    void everyKeyReachesThePlan() throws IOException {
        AccessPlan plan = Connections.access(read("""
                access:
                  roles:
                    scorer: ["User:pipeline-1", "User:CN=pipeline-2,O=Forum"]
                    data-protection: ["User:dpo"]
                    auditor:
                  former: ["User:bob"]
                  admins: ["User:admin"]
                  applicationId: forum-pipeline
                  sinkGroup: forum-sink
                  submitterGroup: forum-submitting
                """));

        assertThat(plan).isNotNull();
        assertThat(plan.prefix()).isEqualTo("forum-");
        assertThat(plan.principalsOf(Role.SCORER)).containsExactly("User:pipeline-1", "User:CN=pipeline-2,O=Forum");
        assertThat(plan.principalsOf(Role.DATA_PROTECTION)).containsExactly("User:dpo");
        assertThat(plan.principalsOf(Role.AUDITOR)).isEmpty();
        assertThat(plan.former()).containsExactly("User:bob");
        assertThat(plan.admins()).containsExactly("User:admin");
        assertThat(plan.names().applicationId()).isEqualTo("forum-pipeline");
        assertThat(plan.names().sinkGroup()).isEqualTo("forum-sink");
        assertThat(plan.names().submitterGroup()).isEqualTo("forum-submitting");
    }

    @Test
    void namesComeFromTheProcessesOfTheSameFile() throws IOException {
        AccessPlan plan = Connections.access(read("""
                pipeline: {stateDir: s, applicationId: scoring, groupProtocol: streams}
                sink: {vault: v, signingKey: k, groupId: sealing}
                access: {roles: {}}
                """));

        assertThat(plan).isNotNull();
        assertThat(plan.names().applicationId()).isEqualTo("scoring");
        assertThat(plan.names().setsUpGroups()).isTrue();
        assertThat(plan.names().sinkGroup()).isEqualTo("sealing");
    }

    @Test
    void withoutTheSectionRightsAreNotOurBusiness() throws IOException {
        assertThat(Connections.access(read(""))).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {}                                               | access.roles is missing; allowed: principals by role: publisher,
                    {roles: {superviser: ["User:a"]}}                | access.roles.superviser is no role; allowed: publisher, scorer, reviewer, policy, legal, data-protection, auditor, sink, submitter, intake, operator
                    {roles: {scorer: ["pipeline"]}}                  | access.roles.scorer has 'pipeline'; allowed: type and name, such as User:pipeline; not everybody
                    {roles: {scorer: ["User:*"]}}                    | access.roles.scorer has 'User:*'; allowed: type and name
                    {roles: {scorer: ["User:"]}}                     | access.roles.scorer has 'User:'; allowed: type and name
                    {roles: {scorer: ["User:ANONYMOUS"]}}            | access.roles.scorer has User:ANONYMOUS, who is everybody that does not log on
                    {roles: {scorer: [null]}}                        | access.roles.scorer has an empty entry
                    {roles: {scorer: ["User:a"], sink: ["User:a"]}}  | User:a is in access.roles.scorer and access.roles.sink; allowed: one role each
                    {roles: {scorer: ["User:a"]}, admins: ["User:a"]} | User:a is in access.roles.scorer and access.admins
                    {roles: {scorer: ["User:a"]}, former: ["User:a"]} | User:a is in access.roles.scorer and access.former
                    {roles: {}, admin: ["User:a"]}                   | access.admin is unknown; allowed: admins, applicationId, former, roles, sinkGroup
                    """)
    void aMistakeIsToldInOneLine(String section, String message) {
        assertThatThrownBy(() -> read("access: " + section))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(folder.resolve("sluice.yaml") + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {roles: {}, applicationId: forum}                | pipeline.applicationId is 'forum', and the topic forum-posts begins with 'forum-'
                    {roles: {}, applicationId: "*"}                  | access.applicationId is '*'; allowed: 1 to 100 letters
                    {roles: {}, sinkGroup: sluice-outcomes}          | sink.groupId is 'sluice-outcomes', a group of the pipeline
                    """)
    void namesThatWouldReachTooFarAreRefused(String section, String message) throws IOException {
        SluiceConfig config = read("access: " + section);

        assertThatThrownBy(() -> Connections.access(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void twoNamesForOneProcessAreRefused() throws IOException {
        SluiceConfig config = read("""
                pipeline: {stateDir: s, applicationId: one}
                access: {roles: {}, applicationId: two}
                """);

        assertThatThrownBy(() -> Connections.access(config))
                .hasMessage("access.applicationId is 'two', and the process is called 'one' in this file;"
                        + " allowed: one of them");
    }

    @Test
    void secretsOfEveryWayToLogOnAreTakenFromElsewhereOnly() {
        for (String key : new String[] {
            "sasl.jaas.config",
            "ssl.keystore.password",
            "ssl.key.password",
            "ssl.keystore.key",
            "ssl.truststore.password"
        }) {
            assertThat(Secrets.isSecret("kafka.properties." + key)).as(key).isTrue();
        }
        assertThat(Secrets.isSecret("sink.storage.secretKey")).isTrue();
    }

    private SluiceConfig read(String sections) throws IOException {
        return ConfigReader.read(Files.writeString(folder.resolve("sluice.yaml"), BASE + sections));
    }
}
