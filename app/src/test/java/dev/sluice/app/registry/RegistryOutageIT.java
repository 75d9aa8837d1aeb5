package dev.sluice.app.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.Post;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.RegistrySettings.Auth;
import dev.sluice.schemas.registry.ShippedSchemas;
import dev.sluice.schemas.registry.SubjectAdmin;
import dev.sluice.schemas.serde.WireFormat;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A registry that goes away in mid-stream holds up what nobody can read without it, and loses nothing. */
@EnabledIfSystemProperty(named = "sluice.registry.server", matches = ".+")
class RegistryOutageIT {
    @TempDir
    Path folder;

    @Test
    @Timeout(420)
    void goodRecordsAreNeverDeadLettersBecauseTheRegistryIsAway() throws Exception {
        try (RegistryGate gate = RegistryGate.to(ApicurioRegistry.url());
                RegisteredPipeline pipeline = new RegisteredPipeline(folder, gate.url())) {
            pipeline.publish("before", "good morning");
            pipeline.until(() -> pipeline.decisions().containsKey("before"));

            gate.shut();
            pipeline.publish("known", "the slugs have eaten my lettuce");
            pipeline.until(() -> pipeline.decisions().containsKey("known"));

            pipeline.publisher()
                    .publishRaw(
                            TopicCatalogue.POSTS,
                            "t-newer",
                            newer(pipeline.prefix()),
                            java.time.Instant.now().minusSeconds(30));
            pipeline.publisher().flush();
            pipeline.until(() ->
                    logged(pipeline, "a stream thread died of the schema registry cannot be reached for schema id"));
            assertThat(pipeline.decisions()).doesNotContainKey("newer");

            gate.reopen();
            pipeline.publish("after", "see you on saturday");
            pipeline.until(() -> pipeline.decisions().keySet().containsAll(List.of("newer", "after")));
            assertThat(pipeline.deadLetters()).isZero();
        }
    }

    private static boolean logged(RegisteredPipeline pipeline, String words) {
        try {
            return pipeline.log().contains(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A post whose schema is newer than the pipeline, and unknown to it until it asks. */
    private static byte[] newer(String prefix) throws IOException {
        String json = ShippedSchemas.plain(Post.getClassSchema()).toString();
        int end = json.lastIndexOf(']');
        Schema newer = new Schema.Parser()
                .parse(json.substring(0, end)
                        + ",{\"name\":\"mood\",\"type\":[\"null\",\"string\"],\"default\":null}"
                        + json.substring(end));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<>(Post.class).write(RegisteredPipeline.post("newer", "hello there"), encoder);
        // The field that this build does not know: the first branch of its union, null.
        encoder.writeIndex(0);
        encoder.flush();
        RegistrySettings settings = new RegistrySettings(List.of(ApicurioRegistry.url()), new Auth.None(), null, false)
                .withSubjectPrefix(prefix);
        try (SubjectAdmin admin = SubjectAdmin.connect(settings)) {
            return WireFormat.encode(admin.register("posts-value", newer), bytes.toByteArray());
        }
    }
}
