package dev.sluice.app.deploy;

import static dev.sluice.app.deploy.Deployed.at;
import static dev.sluice.app.deploy.Deployed.list;
import static dev.sluice.app.deploy.Deployed.map;
import static dev.sluice.app.deploy.Deployed.strings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.config.SluiceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The compose file says what our processes understand, and keeps them as small as they can be. */
class ComposeTest {
    private static final Path FOLDER = Deployed.FOLDER.resolve("compose");
    private static final String SECRETS = "/run/secrets/";
    private static final Set<String> OURS = Set.of("topics", "schemas", "pipeline", "sink", "serve");
    private static final Set<String> PROCESSES = Set.of("pipeline", "sink", "serve");

    /** The keys of a service that are used here (Compose specification, "Services top-level elements"). */
    private static final Set<String> SERVICE_KEYS = Set.of(
            "image",
            "user",
            "read_only",
            "tmpfs",
            "cap_drop",
            "security_opt",
            "pids_limit",
            "restart",
            "networks",
            "logging",
            "command",
            "depends_on",
            "volumes",
            "secrets",
            "environment",
            "stop_grace_period",
            "healthcheck",
            "deploy",
            "ports");

    private final Map<String, Object> compose = read();

    @TempDir
    Path temp;

    @Test
    void usesKeysThatAreKnown() {
        assertThat(compose.keySet().stream().filter(key -> !key.startsWith("x-")))
                .containsExactlyInAnyOrder("name", "services", "networks", "volumes", "secrets");
        services().forEach((name, service) -> assertThat(SERVICE_KEYS).as(name).containsAll(service.keySet()));
    }

    @Test
    void everyCommandIsOneOfOursAndReadsAConfigurationThatIsRight() throws IOException {
        for (String name : OURS) {
            Map<String, Object> service = services().get(name);
            List<String> command = strings(service.get("command"));
            Deployed.requireParses(command);
            Path config = mounted(service, Deployed.configOf(command));
            SluiceConfig read = Deployed.read(config, SECRETS, Set.of(), Files.createDirectories(temp.resolve(name)));
            assertThat(read.registry().autoRegister())
                    .as("%s registers schemas", name)
                    .isFalse();
            assertThat(Deployed.secretsIn(Files.readString(config), SECRETS))
                    .as("secrets of %s", name)
                    .isEqualTo(new TreeSet<>(strings(service.get("secrets"))));
        }
    }

    @Test
    void ourProcessesHaveNoMoreRightsThanTheyNeed() {
        for (String name : OURS) {
            Map<String, Object> service = services().get(name);
            assertThat(service)
                    .as(name)
                    .containsEntry("user", "10001:10001")
                    .containsEntry("read_only", true)
                    .containsEntry("cap_drop", List.of("ALL"))
                    .containsEntry("security_opt", List.of("no-new-privileges:true"))
                    .containsKeys("pids_limit", "tmpfs");
            assertThat(strings(service.get("tmpfs")).getFirst())
                    .as("native libraries lie in the image")
                    .startsWith("/tmp:rw,noexec,");
        }
        services()
                .forEach((name, service) -> assertThat(map(at(service, "deploy", "resources", "limits")))
                        .as("limits of %s", name)
                        .containsKeys("cpus", "memory"));
    }

    @Test
    void onlyTheSinkHasTheVaultAndItsKey() {
        services().forEach((name, service) -> {
            boolean sink = name.equals("sink");
            assertThat(strings(service.get("secrets")).contains("signing-key"))
                    .as(name)
                    .isEqualTo(sink);
            assertThat(strings(service.get("volumes")).stream().anyMatch(volume -> volume.startsWith("vault:")))
                    .as(name)
                    .isEqualTo(sink);
        });
    }

    @Test
    void nobodyFromOutsideReachesABrokerAndPortsAreThisMachinesAlone() {
        assertThat(at(compose, "networks", "cluster", "internal")).isEqualTo(true);
        services().forEach((name, service) -> {
            List<String> ports = strings(service.get("ports"));
            assertThat(ports).as(name).allMatch(port -> port.startsWith("127.0.0.1:"));
            assertThat(strings(service.get("networks")).contains("outside"))
                    .as("%s is reached from outside", name)
                    .isEqualTo(!ports.isEmpty());
        });
    }

    @Test
    void portsAreThoseOfTheConfigurations() throws IOException {
        SluiceConfig pipeline = config("pipeline");
        SluiceConfig serve = config("serve");
        int sink = config("sink").sink().httpPort();
        int metrics = pipeline.pipeline().httpPort();
        int http = serve.serve().port();
        assertThat(pipeline.pipeline().httpHost())
                .as("Prometheus is in another container")
                .isEqualTo("0.0.0.0");
        assertThat(config("sink").sink().httpHost()).isEqualTo("0.0.0.0");

        requireAsked("pipeline", metrics);
        requireAsked("sink", sink);
        requireAsked("serve", http);
        assertThat(strings(services().get("serve").get("ports"))).containsExactly("127.0.0.1:8080:" + http);
        assertThat(jobs(FOLDER.resolve("prometheus.yml")))
                .isEqualTo(Map.of(
                        "sluice-run", List.of("pipeline:" + metrics),
                        "sluice-sink", List.of("sink:" + sink),
                        "sluice-serve", List.of("serve:" + http)))
                .hasSameSizeAs(PROCESSES);
        for (String name : OURS) {
            assertThat(config(name).kafka().bootstrapServers())
                    .isEqualTo(String.valueOf(at(services().get("kafka"), "environment", "KAFKA_ADVERTISED_LISTENERS"))
                            .replace("PLAINTEXT://", ""));
        }
    }

    /** The image's own health check asks the address in the environment. */
    private void requireAsked(String service, int port) {
        Map<String, Object> found = services().get(service);
        assertThat(at(found, "environment", "SLUICE_HEALTH_URL"))
                .isEqualTo("http://127.0.0.1:" + port + "/health/ready");
        assertThat(map(found.get("healthcheck"))).doesNotContainKeys("test", "disable");
    }

    @Test
    void jobsHaveTheNamesOfThoseThatShipForMachines() throws IOException {
        Path shipped = Deployed.FOLDER.resolve("observability/prometheus/prometheus.yml");

        assertThat(jobs(FOLDER.resolve("prometheus.yml")).keySet())
                .isEqualTo(jobs(shipped).keySet());
    }

    /** What each job asks. */
    private static Map<String, List<String>> jobs(Path file) throws IOException {
        Map<String, List<String>> jobs = new HashMap<>();
        for (Object job : list(Deployed.document(file).get("scrape_configs"))) {
            Object targets = list(at(job, "static_configs")).getFirst();
            jobs.put(String.valueOf(at(job, "job_name")), strings(at(targets, "targets")));
        }
        return jobs;
    }

    @Test
    void whatEndsByItselfIsNotAskedWhereThePipelineWouldAnswer() {
        for (String name : List.of("topics", "schemas")) {
            assertThat(services().get(name).get("healthcheck")).as(name).isEqualTo(Map.of("disable", true));
        }
    }

    @Test
    void noProcessStartsBeforeItsTopicsAndSchemasAreThere() {
        for (String name : PROCESSES) {
            assertThat(at(services().get(name), "depends_on", "schemas", "condition"))
                    .as(name)
                    .isEqualTo("service_completed_successfully");
        }
        assertThat(strings(services().get("schemas").get("command"))).startsWith("schemas", "register");
        assertThat(at(services().get("schemas"), "depends_on", "topics", "condition"))
                .isEqualTo("service_completed_successfully");
        assertThat(at(services().get("schemas"), "depends_on", "registry", "condition"))
                .isEqualTo("service_healthy");
    }

    /** Apicurio Registry 3.3.3 answers 404 there on the port for schemas. */
    @Test
    void theRegistryIsAskedForItsHealthOnItsManagementPort() {
        assertThat(strings(at(services().get("registry"), "healthcheck", "test"))
                        .getLast())
                .contains("/dev/tcp/127.0.0.1/9000")
                .contains("GET /health/ready");
    }

    @Test
    void everyFileThatIsMountedIsThereAndEveryVolumeAndSecretIsDeclared() {
        Map<String, Object> volumes = map(compose.get("volumes"));
        Map<String, Object> secrets = map(compose.get("secrets"));
        services().forEach((name, service) -> {
            assertThat(secrets.keySet()).as(name).containsAll(strings(service.get("secrets")));
            for (String volume : strings(service.get("volumes"))) {
                String source = volume.substring(0, volume.indexOf(':'));
                if (!source.startsWith(".")) {
                    assertThat(volumes).as(name).containsKey(source);
                } else {
                    assertThat(FOLDER.resolve(source)).as(name).exists();
                }
            }
        });
        secrets.values()
                .forEach(
                        secret -> assertThat(String.valueOf(at(secret, "file"))).startsWith("./secrets/"));
    }

    @Test
    void whatIsWaitedForHasAHealthCheckOrEnds() {
        services().forEach((name, service) -> {
            Map<String, Object> before = service.get("depends_on") == null ? Map.of() : map(service.get("depends_on"));
            before.forEach((other, how) -> {
                Map<String, Object> awaited = services().get(other);
                switch (String.valueOf(at(how, "condition"))) {
                    case "service_healthy" -> assertThat(awaited).as(other).containsKey("healthcheck");
                    case "service_completed_successfully" ->
                        assertThat(awaited).as(other).containsEntry("restart", "no");
                    default -> throw new AssertionError(name + " waits for " + other + " without a condition");
                }
            });
        });
    }

    private SluiceConfig config(String service) throws IOException {
        Map<String, Object> found = services().get(service);
        return Deployed.read(
                mounted(found, Deployed.configOf(strings(found.get("command")))),
                SECRETS,
                Set.of(),
                Files.createDirectories(temp.resolve(service)));
    }

    private Map<String, Map<String, Object>> services() {
        Map<String, Map<String, Object>> all = new HashMap<>();
        map(compose.get("services")).forEach((name, service) -> all.put(name, map(service)));
        return all;
    }

    /** The file of ours that a service sees at this path. */
    private static Path mounted(Map<String, Object> service, String path) {
        List<String> sources = list(service.get("volumes")).stream()
                .map(String::valueOf)
                .filter(volume -> volume.contains(":" + path))
                .collect(Collectors.toList());
        assertThat(sources).as("what is mounted at %s", path).hasSize(1);
        assertThat(sources.getFirst()).as("it cannot be changed from within").endsWith(":ro");
        return FOLDER.resolve(sources.getFirst().substring(0, sources.getFirst().indexOf(':')));
    }

    private static Map<String, Object> read() {
        try {
            return Deployed.document(FOLDER.resolve("compose.yaml"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
