package dev.sluice.app.deploy;

import static dev.sluice.app.deploy.Deployed.at;
import static dev.sluice.app.deploy.Deployed.list;
import static dev.sluice.app.deploy.Deployed.map;
import static dev.sluice.app.deploy.Deployed.strings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.config.Connections;
import dev.sluice.app.config.SluiceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifests are objects that Kubernetes takes, and say what our processes understand. */
class KubernetesTest {
    private static final Path FOLDER = Deployed.FOLDER.resolve("kubernetes");
    private static final Path BASE = FOLDER.resolve("base");
    private static final Path KEDA = FOLDER.resolve("components/keda/scaledobject.yaml");
    private static final String SECRETS = "/etc/sluice-secrets/";
    private static final String NAME = "app.kubernetes.io/name";
    private static final int USER = 10_001;

    /** At most: second looks, then the flows beside the pipeline one by one, then the pipeline (Pipeline#close). */
    private static final Duration DRAIN = Duration.ofSeconds(15 + 3 * 30);

    @TempDir
    Path temp;

    @Test
    void everyObjectIsOneOfItsKind() throws IOException {
        for (Path file : manifests()) {
            if (file.equals(KEDA)) {
                continue;
            }
            for (Object document : Deployed.documents(file)) {
                List<String> wrong = file.startsWith(FOLDER.resolve("overlays"))
                        ? KubernetesObjects.wrongWithPart(map(document))
                        : KubernetesObjects.wrongWith(map(document));
                assertThat(wrong).as(file.toString()).isEmpty();
            }
        }
    }

    @Test
    void aMistakeInAnObjectIsFound() throws IOException {
        Map<String, Object> set = workload("sluice-pipeline");
        Map<String, Object> spec = map(set.get("spec"));
        spec.put("replcas", 2);
        spec.put("minReadySeconds", "10");
        map(at(set, "spec", "template", "spec", "securityContext")).put("runAsUser", true);
        spec.remove("selector");
        map(list(at(set, "spec", "template", "spec", "containers")).getFirst()).put("ports", Map.of());

        assertThat(KubernetesObjects.wrongWith(set))
                .containsExactlyInAnyOrder(
                        "StatefulSet.spec.replcas is unknown",
                        "StatefulSet.spec.minReadySeconds is '10', no java.lang.Integer",
                        "StatefulSet.spec.template.spec.securityContext.runAsUser is 'true', no java.lang.Long",
                        "StatefulSet.spec.selector is missing",
                        "StatefulSet.spec.template.spec.containers[0].ports is no list");
        assertThat(KubernetesObjects.wrongWith(Map.of("apiVersion", "apps/v1", "kind", "StatfulSet")))
                .containsExactly("apps/v1 has no StatfulSet");
        assertThat(KubernetesObjects.wrongWith(Map.of("apiVersion", "extensions/v1beta1", "kind", "Deployment")))
                .containsExactly("extensions/v1beta1 has no Deployment");
    }

    @Test
    void kustomizationsNameEveryFileAndNothingElse() throws IOException {
        for (Path file : Deployed.files(FOLDER, "kustomization.yaml")) {
            Path folder = file.getParent();
            Map<String, Object> kustomization = Deployed.document(file);
            Set<Path> named = new TreeSet<>();
            for (String resource : strings(kustomization.get("resources"))) {
                named.add(folder.resolve(resource).normalize());
            }
            strings(kustomization.get("components"))
                    .forEach(component -> assertThat(folder.resolve(component).resolve("kustomization.yaml"))
                            .exists());
            list(kustomization.get("patches"))
                    .forEach(patch -> named.add(folder.resolve(String.valueOf(at(patch, "path")))));
            generated(kustomization).values().forEach(source -> named.add(folder.resolve(source)));
            assertThat(named).as(file.toString()).allMatch(Files::exists);
            assertThat(named)
                    .as("%s leaves none of its folder out", file)
                    .containsAll(Deployed.files(folder, ".yaml").stream()
                            .filter(each -> !each.equals(file))
                            .toList());
        }
    }

    @Test
    void everyCommandIsOneOfOursAndReadsAConfigurationThatIsRight() throws IOException {
        for (Map<String, Object> workload : workloads()) {
            String name = String.valueOf(at(workload, "metadata", "name"));
            containers(workload).forEach(container -> Deployed.requireParses(strings(container.get("args"))));
            SluiceConfig config = config(workload);
            assertThat(config.registry().autoRegister())
                    .as("%s registers schemas", name)
                    .isFalse();
            List<Object> volumes = list(at(pod(workload), "volumes"));
            assertThat(volumes)
                    .as("%s has secrets of its own, by reference", name)
                    .anySatisfy(volume ->
                            assertThat(at(volume, "secret", "secretName")).isEqualTo(name));
            assertThat(volumes)
                    .anySatisfy(volume ->
                            assertThat(at(volume, "configMap", "name")).isEqualTo(name));
        }
    }

    @Test
    void noSecretIsWrittenDown() throws IOException {
        for (Path file : manifests()) {
            for (Object document : Deployed.documents(file)) {
                assertThat(at(document, "kind")).as(file.toString()).isNotEqualTo("Secret");
            }
        }
    }

    @Test
    void podsMeetTheRestrictedStandardAndWriteNowhereElse() throws IOException {
        for (Map<String, Object> workload : workloads()) {
            Map<String, Object> pod = pod(workload);
            assertThat(pod)
                    .containsEntry("automountServiceAccountToken", false)
                    .containsEntry("serviceAccountName", at(workload, "metadata", "name"));
            assertThat(map(pod.get("securityContext")))
                    .containsEntry("runAsNonRoot", true)
                    .containsEntry("runAsUser", USER)
                    .containsEntry("fsGroup", USER)
                    .containsEntry("seccompProfile", Map.of("type", "RuntimeDefault"));
            containers(workload).forEach(KubernetesTest::requireRestricted);
        }
    }

    private static void requireRestricted(Map<String, Object> container) {
        assertThat(map(container.get("securityContext")))
                .containsEntry("allowPrivilegeEscalation", false)
                .containsEntry("readOnlyRootFilesystem", true)
                .containsEntry("capabilities", Map.of("drop", List.of("ALL")));
        assertThat(map(at(container, "resources", "requests"))).containsKeys("cpu", "memory");
        assertThat(map(at(container, "resources", "limits"))).containsKey("memory");
        assertThat(list(container.get("volumeMounts")))
                .filteredOn(mount -> at(mount, "readOnly") == null)
                .extracting(mount -> at(mount, "mountPath"))
                .isSubsetOf("/tmp", "/var/lib/sluice", "/var/lib/sluice-vault");
    }

    @Test
    void topicsAreMadeBeforeSchemasAndBothByTheSameFile() throws IOException {
        assertThat(containers(workload("sluice-setup")))
                .extracting(container -> strings(container.get("args")))
                .containsExactly(
                        List.of("topics", "apply", "--config", "/etc/sluice/sluice.yaml"),
                        List.of("schemas", "register", "--config", "/etc/sluice/sluice.yaml"));
    }

    @Test
    void probesAskWhereTheProcessAnswers() throws IOException {
        Map<String, Object> pipeline = workload("sluice-pipeline");
        Map<String, Object> serve = workload("sluice-serve");
        Map<String, Object> sink = workload("sluice-sink");
        requireProbed(pipeline, config(pipeline).pipeline().httpPort());
        requireProbed(sink, config(sink).sink().httpPort());
        requireProbed(serve, config(serve).serve().port());
        assertThat(List.of(
                        String.valueOf(config(pipeline).pipeline().httpHost()),
                        String.valueOf(config(sink).sink().httpHost()),
                        String.valueOf(config(serve).serve().host())))
                .as("a probe comes from outside the pod")
                .containsOnly("0.0.0.0");
    }

    /** A process that waits for its registry as long as it may is not restarted for it; restoring takes what it takes. */
    @Test
    void aProcessHasTheTimeToStartAndToRestore() throws IOException {
        for (String name : List.of("sluice-pipeline", "sluice-sink", "sluice-serve")) {
            Map<String, Object> workload = workload(name);
            Map<String, Object> startup = map(container(workload).get("startupProbe"));
            int seconds = (Integer) startup.get("periodSeconds") * (Integer) startup.get("failureThreshold");

            assertThat(Duration.ofSeconds(seconds))
                    .as("until %s must answer", name)
                    .isGreaterThan(
                            Connections.registry(config(workload)).startLimit().multipliedBy(2));
            assertThat(at(startup, "httpGet", "path"))
                    .as("%s is not restarted because it restores", name)
                    .isEqualTo("/health/live");
        }
    }

    /** Prometheus' own job for the cluster keeps these ports. */
    @Test
    void everyPortWithMetricsHasAServiceWithANameThatAlertsKnow() throws IOException {
        Object job = list(Deployed.document(Deployed.FOLDER.resolve("observability/prometheus/kubernetes.yml"))
                        .get("scrape_configs"))
                .getFirst();
        String kept = String.valueOf(at(list(at(job, "relabel_configs")).getFirst(), "regex"));

        assertThat(services())
                .extracting(service -> at(service, "metadata", "name"))
                .containsExactlyInAnyOrder("sluice-pipeline", "sluice-sink", "sluice-serve");
        for (Map<String, Object> service : services()) {
            Object port = list(at(service, "spec", "ports")).getFirst();
            Object served = list(container(workload(String.valueOf(at(service, "metadata", "name"))))
                            .get("ports"))
                    .getFirst();
            assertThat(String.valueOf(at(port, "name"))).matches(kept);
            assertThat(at(port, "targetPort")).isEqualTo(at(served, "name"));
        }
    }

    private static List<Map<String, Object>> services() throws IOException {
        List<Map<String, Object>> found = new ArrayList<>();
        for (Path file : manifests()) {
            for (Object document : Deployed.documents(file)) {
                if ("Service".equals(at(document, "kind"))) {
                    found.add(map(document));
                }
            }
        }
        return found;
    }

    private static void requireProbed(Map<String, Object> workload, int port) {
        Map<String, Object> container = container(workload);
        Object declared = list(container.get("ports")).getFirst();
        assertThat(at(declared, "containerPort")).isEqualTo(port);
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(at(container, probe, "httpGet", "port")).isEqualTo(at(declared, "name"));
        }
        assertThat(at(container, "livenessProbe", "httpGet", "path")).isEqualTo("/health/live");
        assertThat(at(container, "readinessProbe", "httpGet", "path")).isEqualTo("/health/ready");
    }

    @Test
    void instancesComeBackUnderTheirNamesToTheirState() throws IOException {
        Map<String, Object> set = workload("sluice-pipeline");
        SluiceConfig.Pipeline pipeline = config(set).pipeline();

        assertThat(pipeline.instance()).isEqualTo("name-0");
        assertThat(list(container(set).get("env")))
                .contains(Map.of(
                        "name", "POD_NAME", "valueFrom", Map.of("fieldRef", Map.of("fieldPath", "metadata.name"))));
        assertThat(list(at(set, "spec", "volumeClaimTemplates")))
                .extracting(claim -> at(claim, "metadata", "name"))
                .containsExactly("state");
        assertThat(pipeline.stateDir()).startsWith("/var/lib/sluice/");
        assertThat(map(at(set, "spec", "persistentVolumeClaimRetentionPolicy")).values())
                .containsOnly("Retain");
    }

    @Test
    void processesHaveTheTimeToDrain() throws IOException {
        assertThat(grace("sluice-pipeline")).isGreaterThan(DRAIN);
        assertThat(grace("sluice-sink")).isGreaterThan(Duration.ofSeconds(30));
        Map<String, Object> serve = workload("sluice-serve");
        int before = (Integer) at(container(serve), "lifecycle", "preStop", "sleep", "seconds");
        assertThat(grace("sluice-serve")).isGreaterThan(Duration.ofSeconds(before + 15));
    }

    private Duration grace(String name) throws IOException {
        return Duration.ofSeconds((Integer) pod(workload(name)).get("terminationGracePeriodSeconds"));
    }

    @Test
    void selectorsFindTheirPods() throws IOException {
        for (Path file : manifests()) {
            for (Object document : Deployed.documents(file)) {
                Object selector = at(document, "spec", "selector");
                if (selector == null) {
                    continue;
                }
                Map<String, Object> labels =
                        map(selector).containsKey("matchLabels") ? map(at(selector, "matchLabels")) : map(selector);
                assertThat(pods(labels))
                        .as("%s in %s", at(document, "kind"), file)
                        .hasSize(1);
            }
        }
    }

    @Test
    void nothingPassesTheNetworkThatIsNotListed() throws IOException {
        List<Object> policies = Deployed.documents(BASE.resolve("networkpolicies.yaml"));
        assertThat(at(policies.getFirst(), "spec"))
                .isEqualTo(Map.of("podSelector", Map.of(), "policyTypes", List.of("Ingress", "Egress")));
        assertThat(pods(Map.of("sluice.dev/kafka", "client")))
                .as("all of them reach brokers and registry")
                .hasSameSizeAs(workloads());
        assertThat(reached(policies, "sluice-pipeline"))
                .containsExactly(config(workload("sluice-pipeline")).pipeline().httpPort());
        assertThat(reached(policies, "sluice-serve"))
                .containsExactly(config(workload("sluice-serve")).serve().port());
        assertThat(reached(policies, "sluice-sink"))
                .containsExactly(config(workload("sluice-sink")).sink().httpPort());
        assertThat(reached(policies, "sluice-setup")).isEmpty();
    }

    /** The ports on which pods of this name may be reached. */
    private static List<Object> reached(List<Object> policies, String name) {
        return policies.stream()
                .filter(policy -> Map.of(NAME, name).equals(at(policy, "spec", "podSelector", "matchLabels")))
                .flatMap(policy -> list(at(policy, "spec", "ingress")).stream())
                .flatMap(rule -> list(at(rule, "ports")).stream())
                .map(port -> at(port, "port"))
                .toList();
    }

    @Test
    void thereAreNeverMoreInstancesThanPartitionsByThreads() throws IOException {
        Map<String, Object> scaled = map(Deployed.documents(KEDA).getFirst());
        requireKeysOfKeda(scaled);
        SluiceConfig pipeline = config(workload("sluice-pipeline"));
        SluiceConfig topics = config(workload("sluice-setup"));
        int partitions = topics.topics().partitions().get("posts");

        assertThat((Integer) at(scaled, "spec", "maxReplicaCount")
                        * pipeline.pipeline().threads())
                .isLessThanOrEqualTo(partitions);
        assertThat(pipeline.topics().partitions()).isEqualTo(topics.topics().partitions());
        Map<String, Object> trigger =
                map(at(list(at(scaled, "spec", "triggers")).getFirst(), "metadata"));
        assertThat(trigger)
                .containsEntry("consumerGroup", pipeline.pipeline().applicationId())
                .containsEntry("bootstrapServers", pipeline.kafka().bootstrapServers())
                .containsEntry("topic", "posts");
        assertThat(trigger.values()).as("metadata of triggers are strings").allMatch(String.class::isInstance);
        assertThat(at(scaled, "spec", "scaleTargetRef", "name")).isEqualTo("sluice-pipeline");
    }

    /** KEDA's own kinds are in no package: the keys used here, by the documentation of KEDA 2.17. */
    private static void requireKeysOfKeda(Map<String, Object> scaled) {
        assertThat(scaled).containsEntry("apiVersion", "keda.sh/v1alpha1").containsEntry("kind", "ScaledObject");
        assertThat(Set.of(
                        "scaleTargetRef",
                        "pollingInterval",
                        "cooldownPeriod",
                        "minReplicaCount",
                        "maxReplicaCount",
                        "fallback",
                        "advanced",
                        "triggers"))
                .containsAll(map(scaled.get("spec")).keySet());
        assertThat(map(list(at(scaled, "spec", "triggers")).getFirst()).keySet())
                .isSubsetOf("type", "name", "metadata", "authenticationRef", "metricType", "useCachedMetrics");
    }

    private SluiceConfig config(Map<String, Object> workload) throws IOException {
        String name = String.valueOf(at(workload, "metadata", "name"));
        List<String> arguments = strings(container(workload).get("args"));
        assertThat(Deployed.configOf(arguments)).isEqualTo("/etc/sluice/sluice.yaml");
        Set<String> environment = list(container(workload).get("env")).stream()
                .map(variable -> String.valueOf(at(variable, "name")))
                .collect(Collectors.toSet());
        Path source = sources().get(name);
        return Deployed.read(source, SECRETS, environment, Files.createDirectories(temp.resolve(name)));
    }

    /** The file behind each generated configuration. */
    private static Map<String, Path> sources() throws IOException {
        Map<String, Path> sources = new HashMap<>();
        for (Path file : Deployed.files(FOLDER, "kustomization.yaml")) {
            generated(Deployed.document(file))
                    .forEach((name, source) -> sources.put(name, file.resolveSibling(source)));
        }
        return sources;
    }

    private static Map<String, String> generated(Map<String, Object> kustomization) {
        Map<String, String> sources = new HashMap<>();
        for (Object map : list(kustomization.get("configMapGenerator"))) {
            String source = strings(at(map, "files")).getFirst();
            assertThat(source).startsWith("sluice.yaml=");
            sources.put(String.valueOf(at(map, "name")), source.substring(source.indexOf('=') + 1));
        }
        return sources;
    }

    private static List<Map<String, Object>> workloads() throws IOException {
        List<Map<String, Object>> found = new ArrayList<>();
        for (Path file : manifests()) {
            if (file.startsWith(FOLDER.resolve("overlays"))) {
                continue;
            }
            for (Object document : Deployed.documents(file)) {
                if (at(document, "spec", "template") != null) {
                    found.add(map(document));
                }
            }
        }
        return found;
    }

    private static Map<String, Object> workload(String name) throws IOException {
        return workloads().stream()
                .filter(workload -> name.equals(at(workload, "metadata", "name")))
                .findFirst()
                .orElseThrow();
    }

    private static List<Map<String, Object>> pods(Map<String, Object> labels) throws IOException {
        return workloads().stream()
                .filter(workload -> map(at(workload, "spec", "template", "metadata", "labels"))
                        .entrySet()
                        .containsAll(labels.entrySet()))
                .toList();
    }

    private static Map<String, Object> pod(Map<String, Object> workload) {
        return map(at(workload, "spec", "template", "spec"));
    }

    private static Map<String, Object> container(Map<String, Object> workload) {
        List<Object> containers = list(pod(workload).get("containers"));
        assertThat(containers).hasSize(1);
        return map(containers.getFirst());
    }

    /** All that run in a pod, in order. */
    private static List<Map<String, Object>> containers(Map<String, Object> workload) {
        List<Map<String, Object>> all = new ArrayList<>();
        list(pod(workload).get("initContainers")).forEach(container -> all.add(map(container)));
        all.add(container(workload));
        return all;
    }

    private static List<Path> manifests() throws IOException {
        return Deployed.files(FOLDER, ".yaml").stream()
                .filter(file -> !file.endsWith("kustomization.yaml"))
                .filter(file -> !file.getParent().endsWith("config"))
                .toList();
    }
}
