package dev.sluice.app.embedded;

import dev.sluice.escalation.EscalationSink;
import dev.sluice.escalation.SinkListener;
import dev.sluice.escalation.SinkSettings;
import dev.sluice.escalation.vault.SigningKey;
import dev.sluice.escalation.vault.VaultSettings;
import dev.sluice.schemas.registry.RegistrySettings;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The escalation sink on a thread of this process, with a signing key that ends with it. */
final class EmbeddedSink implements AutoCloseable {
    private static final String KEY_FILE = "signing-key.pem";

    private final EscalationSink sink;
    private final String signerPem;
    private volatile @Nullable RuntimeException failure;

    private EmbeddedSink(EscalationSink sink, String signerPem) {
        this.sink = sink;
        this.signerPem = signerPem;
    }

    /** Starts it; evidence goes to {@code vault}, the private key to {@code folder}. */
    static EmbeddedSink start(String bootstrapServers, String registry, Path vault, Path folder) {
        Path keyFile = folder.resolve(KEY_FILE);
        String signerPem = SigningKey.create(keyFile).verificationKey().pem();
        SinkSettings settings = new SinkSettings(
                new SinkSettings.Kafka(bootstrapServers, SinkSettings.Kafka.DEFAULT_GROUP, Map.of(), Map.of()),
                SinkSettings.Topics.withPrefix(""),
                RegistrySettings.mock(registry),
                new VaultSettings(vault, "embedded", "sluice-sink"),
                new SinkSettings.Key(keyFile, false),
                SinkSettings.DEFAULT_CLOSE_TIMEOUT);
        EmbeddedSink sink = new EmbeddedSink(EscalationSink.open(settings, SinkListener.NONE), signerPem);
        Thread.ofPlatform().daemon().name("escalation-sink").start(sink::run);
        return sink;
    }

    String signerPem() {
        return signerPem;
    }

    void check() {
        RuntimeException seen = failure;
        if (seen != null) {
            throw new BrokerException("the escalation sink has failed: " + seen.getMessage(), seen);
        }
    }

    @Override
    public void close() {
        sink.close();
    }

    private void run() {
        try {
            sink.run();
        } catch (RuntimeException e) {
            failure = e;
        }
    }
}
