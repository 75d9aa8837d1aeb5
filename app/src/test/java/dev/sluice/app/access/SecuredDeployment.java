package dev.sluice.app.access;

import dev.sluice.app.Sluice;
import dev.sluice.app.cluster.SecuredCluster;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Configurations of a deployment on a secured cluster: one for the administrator and one for each role. */
record SecuredDeployment(SecuredCluster cluster, Path folder) {
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
        return config("admin", cluster.admin(), access());
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
        return config(role.id(), cluster.user(role.id()), sections);
    }

    /** A client of somebody with this role. */
    RoleClient client(Role role) {
        return client(role.id());
    }

    RoleClient client(String user) {
        return new RoleClient(cluster.client(cluster.user(user)), REGISTRY, PREFIX);
    }

    private Path config(String name, Map<String, String> logOn, String sections) throws IOException {
        Path secret = Files.writeString(folder.resolve(name + ".jaas"), logOn.get("sasl.jaas.config"));
        return Files.writeString(folder.resolve(name + ".yaml"), """
                kafka:
                  bootstrapServers: %s
                  topicPrefix: %s
                  properties:
                    security.protocol: %s
                    sasl.mechanism: %s
                    sasl.jaas.config: ${file:%s}
                registry:
                  urls: ["mock://secured"]
                  autoRegister: true
                %s""".formatted(
                        cluster.bootstrapServers(),
                        PREFIX,
                        logOn.get("security.protocol"),
                        logOn.get("sasl.mechanism"),
                        secret.getFileName(),
                        sections));
    }
}
