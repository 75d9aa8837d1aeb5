package dev.sluice.app.access;

import dev.sluice.app.Sluice;
import dev.sluice.app.cluster.GuardedCluster;
import dev.sluice.app.config.Secrets;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topics.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Configurations of a deployment on a secured cluster: one for the administrator and one for each role. */
record SecuredDeployment(GuardedCluster cluster, Path folder) {
    static final String PREFIX = "forum-";
    static final String APPLICATION = "sluice";
    static final SchemaRegistry REGISTRY = SchemaRegistry.connect(RegistrySettings.mock("secured"));

    /** What a command has printed, and how it ended. */
    record Ended(int exitCode, String out, String err) {}

    /** Runs a command as whoever runs scripts would. */
    static Ended run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        int exitCode = Sluice.run(terminal, arguments);
        return new Ended(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The administrator's file: topics, and who has which role. */
    Path adminConfig() throws IOException {
        return config("admin", access());
    }

    /** The section of roles, each with a principal of its own and legal with two. */
    static String access() {
        String roles = Stream.of(Role.values())
                .map(role -> "    " + role.id() + ": [\"User:" + role.id() + "\""
                        + (role == Role.LEGAL ? ", \"User:counsel\"" : "") + "]\n")
                .collect(Collectors.joining());
        return "topics: {replicationFactor: 1}\naccess:\n  roles:\n" + roles
                + "  former: [\"User:former\"]\n  admins: [\"User:backup\"]\n";
    }

    /** A file of somebody with this role. */
    Path config(Role role, String sections) throws IOException {
        return config(role.id(), sections);
    }

    /** A client of somebody with this role. */
    RoleClient client(Role role) {
        return client(role.id());
    }

    RoleClient client(String user) {
        return new RoleClient(cluster.client(user), REGISTRY, PREFIX);
    }

    /** A file of somebody with this name; what is secret is in files beside it. */
    Path config(String name, String sections) throws IOException {
        StringBuilder properties = new StringBuilder();
        for (Map.Entry<String, String> property : new TreeMap<>(cluster.logOn(name)).entrySet()) {
            String value = property.getValue();
            if (Secrets.isSecret(property.getKey())) {
                Path secret = folder.resolve(name + "." + property.getKey());
                value = "${file:" + Files.writeString(secret, value).getFileName() + "}";
            }
            properties
                    .append("    ")
                    .append(property.getKey())
                    .append(": '")
                    .append(value)
                    .append("'\n");
        }
        return Files.writeString(folder.resolve(name + ".yaml"), """
                kafka:
                  bootstrapServers: %s
                  topicPrefix: %s
                  properties:
                %sregistry:
                  urls: ["mock://secured"]
                  autoRegister: true
                %s""".formatted(
                        cluster.bootstrapServers(name), PREFIX, properties, sections));
    }
}
