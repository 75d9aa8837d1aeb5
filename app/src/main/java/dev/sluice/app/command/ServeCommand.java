package dev.sluice.app.command;

import dev.sluice.app.http.HttpSettings;
import dev.sluice.app.http.keys.NewKey;
import dev.sluice.app.http.keys.Scope;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice serve}: posts in, decisions out and texts scored, over HTTP. */
@Command(
        name = "serve",
        description = "Answer over HTTP: take posts, tell decisions, score texts.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "POST /v1/posts, GET /v1/posts/{id}, POST /v1alpha1/comments:analyze as the",
            "Perspective API has it, POST /v1/moderations; all of it in /openapi.json.",
            "With --no-kafka texts are scored and nothing else: no cluster, no registry.",
            "Exit codes: 0 told to end; 1 it could not go on; 2 wrong configuration.",
            "",
            "Example:  ./sluice serve --config sluice.yaml",
            "          ./sluice serve --no-kafka --keys keys.yaml --port 8080"
        })
final class ServeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--config", paramLabel = "FILE", description = "The cluster, and how to serve.")
    private @Nullable Path config;

    @Option(names = "--no-kafka", description = "Score texts alone, without a configuration.")
    private boolean noKafka;

    @Option(names = "--keys", paramLabel = "FILE", description = "With --no-kafka: the file of keys.")
    private @Nullable Path keys;

    @Option(names = "--host", paramLabel = "HOST", description = "With --no-kafka: the interface; 127.0.0.1.")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT", description = "With --no-kafka: the port; 8080.")
    private @Nullable Integer port;

    @Option(names = "--fast", description = "With --no-kafka: the first look alone.")
    private boolean fast;

    @Option(names = "--tls-certificate", paramLabel = "FILE", description = "With --no-kafka: its certificate, PEM.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "With --no-kafka: the certificate's key, PEM.")
    private @Nullable Path certificateKey;

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (noKafka == (config != null)) {
            throw CommandException.usage("serve takes --config FILE, or --no-kafka with --keys FILE; one of them");
        }
        if (config != null) {
            if (keys != null || host != null || port != null || fast || certificate != null || certificateKey != null) {
                throw CommandException.usage("--keys, --host, --port, --fast, --tls-certificate and --tls-key go with"
                        + " --no-kafka; with --config the section serve does");
            }
            return ServeProcess.run(config, terminal);
        }
        if (keys == null) {
            throw CommandException.usage("--no-kafka has no --keys; allowed: a file as 'sluice serve key' prints it");
        }
        return ServeProcess.scoreOnly(keys, settings(), fast, terminal);
    }

    private HttpSettings settings() {
        HttpSettings defaults = HttpSettings.defaults();
        HttpSettings settings =
                defaults.at(host == null ? defaults.host() : host, port == null ? defaults.port() : port);
        if (certificate == null && certificateKey == null) {
            return settings;
        }
        if (certificate == null || certificateKey == null) {
            throw CommandException.usage("--tls-certificate and --tls-key go together; allowed: both, or none");
        }
        return settings.with(Serving.certificate(certificate, certificateKey));
    }

    @Command(
            name = "key",
            description = "Make a key, and print it with its entry for the file of keys.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "The key goes to whoever calls, and is shown this once; the entry goes into",
                "the file that serve.keys names, which is read again when it changes.",
                "",
                "Example:  ./sluice serve key --id forum --scope post --scope read"
            })
    int key(
            @Option(names = "--id", required = true, paramLabel = "ID", description = "Whose key; a-z, 0-9 and -.")
                    String id,
            @Option(
                            names = "--scope",
                            required = true,
                            paramLabel = "SCOPE",
                            description = "post, read or analyze; may be given more than once.")
                    List<Scope> scopes,
            @Option(names = "--expires", paramLabel = "TIME", description = "Until when, with its offset.") @Nullable
                    String expires) {
        NewKey made = NewKey.make();
        terminal.err().println("the key, shown this once:");
        terminal.out().println(made.text());
        terminal.err().println("its entry for the file of keys, under 'keys:'");
        terminal.err().println("  - id: " + id);
        terminal.err().println("    sha256: " + made.sha256());
        terminal.err()
                .println("    scopes: ["
                        + scopes.stream()
                                .distinct()
                                .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))
                        + "]");
        if (expires != null) {
            terminal.err().println("    expires: " + expires);
        }
        return ExitCode.OK;
    }
}
