package dev.sluice.app.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.config.Connections;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.doctor.RegistryClient.Answer;
import dev.sluice.schemas.topics.Subject;
import dev.sluice.schemas.topics.Subjects;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;

/**
 * Whether the registry has the schemas that the parts of this configuration write, or would take them. It asks and
 * registers nothing.
 */
record SchemasCheck() implements Check {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "schemas";
    }

    @Override
    public Set<String> needs() {
        return Set.of(ConfigurationCheck.NAME, RegistryCheck.NAME);
    }

    @Override
    public Duration within() {
        return Duration.ofSeconds(30);
    }

    /** What the registry says about a schema under a subject. */
    enum Standing {
        /** It has it. */
        KNOWN,
        /** It has not, and would take it. */
        NEW,
        /** It would refuse it. */
        INCOMPATIBLE
    }

    @Override
    public List<Remark> look(Patient patient) throws IOException, InterruptedException {
        SluiceConfig.Registry registry = patient.config().registry();
        if (registry.urls().getFirst().startsWith("mock:")) {
            return List.of(Remark.ok("a registry in memory takes them all"));
        }
        Set<String> unknown = new TreeSet<>();
        Set<String> refused = new TreeSet<>();
        int asked = 0;
        try (RegistryClient client = RegistryClient.of(patient.config())) {
            String url = answering(client, patient.config());
            for (Map.Entry<String, Schema> each : written(patient.config()).entrySet()) {
                asked++;
                switch (standing(client, url, each.getKey(), each.getValue())) {
                    case KNOWN -> {}
                    case NEW -> unknown.add(each.getKey());
                    case INCOMPATIBLE -> refused.add(each.getKey());
                }
            }
        }
        List<Remark> remarks = new ArrayList<>();
        if (!refused.isEmpty()) {
            remarks.add(Remark.fail(
                    "the registry would refuse our schema of " + refused.size() + " subjects: "
                            + TopicsCheck.some(refused) + "; allowed: one that is compatible with those that it has",
                    "look who else registered under these names; ./sluice schemas check --config " + patient.file()
                            + " says which field"));
        }
        if (!unknown.isEmpty() && !registry.autoRegister()) {
            remarks.add(Remark.fail(
                    "the registry does not have our schema of " + unknown.size() + " subjects: "
                            + TopicsCheck.some(unknown)
                            + "; allowed: schemas that are registered before anything starts, since registry.autoRegister is"
                            + " false",
                    "./sluice schemas register --config " + patient.file() + ", as whoever may register"));
        }
        return remarks.isEmpty()
                ? List.of(Remark.ok(asked + " are known or would be taken"
                        + (unknown.isEmpty() ? "" : "; " + unknown.size() + " new")))
                : remarks;
    }

    private static String answering(RegistryClient client, SluiceConfig config) throws InterruptedException {
        List<String> urls = config.registry().urls();
        for (String url : urls) {
            if (RegistryCheck.trouble(client, url, RegistryCheck.subject(config))
                    .isEmpty()) {
                return url;
            }
        }
        return urls.getFirst();
    }

    /** What the parts write, those of internal topics and stores too, by the subject's name in the registry. */
    static Map<String, Schema> written(SluiceConfig config) {
        List<Part> parts = Part.of(config);
        String prefix = Connections.prefix(config.kafka());
        Map<String, Schema> schemas = new LinkedHashMap<>();
        for (Subject<?> subject : Subjects.all()) {
            if (parts.stream().anyMatch(part -> writes(part, subject))) {
                schemas.put(prefix + subject.name(), subject.schema());
            }
        }
        return schemas;
    }

    private static boolean writes(Part part, Subject<?> subject) {
        var role = part.role();
        return role == null || subject.writers().contains(role);
    }

    private static Standing standing(RegistryClient client, String url, String name, Schema schema)
            throws IOException, InterruptedException {
        String body = JSON.createObjectNode().put("schema", schema.toString()).toString();
        String subject = "/subjects/" + name;
        int status = client.post(url, subject, body).status();
        if (status == 200) {
            return Standing.KNOWN;
        }
        if (status == 404) {
            Answer answer = client.post(url, "/compatibility" + subject + "/versions/latest", body);
            return answer.status() == 200 && !compatible(answer.body()) ? Standing.INCOMPATIBLE : Standing.NEW;
        }
        throw new IOException("the registry at " + url + " answers " + status + " for " + name);
    }

    private static boolean compatible(String body) throws JsonProcessingException {
        JsonNode answer = JSON.readTree(body);
        return answer.path("is_compatible").asBoolean(true);
    }
}
