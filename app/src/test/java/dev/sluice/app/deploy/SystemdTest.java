package dev.sluice.app.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The units start commands of ours, hand over the secrets that their configurations read, and give nothing else away. */
class SystemdTest {
    private static final Path FOLDER = Deployed.FOLDER.resolve("systemd");
    private static final String PROGRAM = "/opt/sluice/bin/sluice ";

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"pipeline", "sink", "serve", "reconcile"})
    void aUnitStartsACommandWithAConfigurationThatIsRight(String name) throws IOException {
        Map<String, List<String>> service = section("sluice-" + name + ".service", "Service");
        String start = only(service, "ExecStart");
        assertThat(start).startsWith(PROGRAM);
        List<String> arguments = List.of(start.substring(PROGRAM.length()).split(" "));
        Deployed.requireParses(arguments);

        Path config = FOLDER.resolve("config")
                .resolve(Path.of(Deployed.configOf(arguments)).getFileName());
        String credentials = "/run/credentials/sluice-" + name + ".service/";
        Deployed.read(config, credentials, environment(service), temp);
        assertThat(Deployed.secretsIn(Files.readString(config), credentials))
                .as("what it reads is what it is given")
                .containsExactlyInAnyOrderElementsOf(service.get("LoadCredential").stream()
                        .map(credential -> credential.substring(0, credential.indexOf(':')))
                        .toList());
        assertThat(Files.readString(config)).doesNotContain("/etc/sluice/credentials");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipeline", "sink", "serve", "reconcile"})
    void aUnitHasNoMoreRightsThanItNeeds(String name) throws IOException {
        Map<String, List<String>> service = section("sluice-" + name + ".service", "Service");

        assertThat(service)
                .containsEntry("NoNewPrivileges", List.of("true"))
                .containsEntry("ProtectSystem", List.of("strict"))
                .containsEntry("ProtectHome", List.of("true"))
                .containsEntry("PrivateTmp", List.of("true"))
                .containsEntry("CapabilityBoundingSet", List.of(""))
                .containsEntry("RestrictSUIDSGID", List.of("true"))
                .containsEntry("UMask", List.of("0077"))
                .containsKeys("MemoryMax", "TasksMax", "SystemCallFilter", "RestrictAddressFamilies");
        assertThat(service).as("a JVM writes the code that it runs").doesNotContainKey("MemoryDenyWriteExecute");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipeline", "sink", "serve"})
    void aProcessThatFailsIsStartedAgainAndOneThatEndsMayDrain(String name) throws IOException {
        Map<String, List<String>> service = section("sluice-" + name + ".service", "Service");

        assertThat(service)
                .containsEntry("Restart", List.of("on-failure"))
                .containsEntry("SuccessExitStatus", List.of("143"))
                .containsKey("TimeoutStopSec");
        assertThat(section("sluice-" + name + ".service", "Install")).containsKey("WantedBy");
    }

    @Test
    void theSinkAloneHasTheVaultAndEachHasAUserOfItsOwn() throws IOException {
        String users = Files.readString(FOLDER.resolve("sluice.sysusers.conf"));
        Map<String, String> userOf = new HashMap<>();
        for (String name : List.of("pipeline", "sink", "serve", "reconcile")) {
            Map<String, List<String>> service = section("sluice-" + name + ".service", "Service");
            userOf.put(name, only(service, "User"));
            assertThat(users).contains("\nu " + only(service, "User") + " ");
        }
        assertThat(userOf.get("reconcile")).isEqualTo(userOf.get("sink"));
        assertThat(Set.of(userOf.get("pipeline"), userOf.get("sink"), userOf.get("serve")))
                .hasSize(3);
        assertThat(only(section("sluice-sink.service", "Service"), "StateDirectory"))
                .isEqualTo("sluice-vault");
        assertThat(only(section("sluice-pipeline.service", "Service"), "StateDirectory"))
                .isEqualTo("sluice");
    }

    @Test
    void theAdministratorsFileIsRightAndNoUnitReadsIt() throws IOException {
        Path file = FOLDER.resolve("config/admin.yaml");

        assertThat(Deployed.read(file, "/etc/sluice/credentials/", Set.of(), temp)
                        .registry()
                        .autoRegister())
                .isFalse();
        for (String name : List.of("pipeline", "sink", "serve", "reconcile")) {
            assertThat(Files.readString(FOLDER.resolve("sluice-" + name + ".service")))
                    .doesNotContain("admin");
        }
    }

    /** The launcher of a release starts the sink without metrics, which then refuses a port, unless it is told so. */
    @Test
    void aSinkWithAPortIsStartedOnTheClassPathThatHasMetrics() throws IOException {
        assertThat(Files.readString(FOLDER.resolve("config/sink.yaml")))
                .contains("\n  httpPort: 9465\n", "\n  httpHost: 127.0.0.1 ");
        assertThat(section("sluice-sink.service", "Service").get("Environment")).contains("SLUICE_SINK=watched");
    }

    @Test
    void theTimerIsThatOfAUnit() throws IOException {
        assertThat(FOLDER.resolve("sluice-reconcile.service")).exists();
        assertThat(section("sluice-reconcile.timer", "Timer"))
                .containsEntry("OnCalendar", List.of("hourly"))
                .containsEntry("Persistent", List.of("true"));
        assertThat(only(section("sluice-reconcile.service", "Service"), "Type")).isEqualTo("oneshot");
    }

    private static Set<String> environment(Map<String, List<String>> service) {
        return service.get("Environment").stream()
                .map(assignment -> assignment.replace("\"", ""))
                .map(assignment -> assignment.substring(0, assignment.indexOf('=')))
                .collect(Collectors.toSet());
    }

    private static String only(Map<String, List<String>> section, String key) {
        assertThat(section.get(key)).as(key).hasSize(1);
        return section.get(key).getFirst();
    }

    /** The values of each key of a section; a line that is no assignment fails. */
    private static Map<String, List<String>> section(String unit, String wanted) throws IOException {
        Map<String, List<String>> values = new HashMap<>();
        String section = "";
        for (String line : Files.readAllLines(FOLDER.resolve(unit))) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                section = line.substring(1, line.length() - 1);
                continue;
            }
            assertThat(line).as(unit).matches("[A-Z][A-Za-z]*=.*");
            if (section.equals(wanted)) {
                int equals = line.indexOf('=');
                values.computeIfAbsent(line.substring(0, equals), key -> new ArrayList<>())
                        .add(line.substring(equals + 1));
            }
        }
        return values;
    }
}
