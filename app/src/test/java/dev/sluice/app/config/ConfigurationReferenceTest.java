package dev.sluice.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of all keys says what the code reads; {@code -Dsluice.docs.rewrite=true} writes it anew. */
class ConfigurationReferenceTest {
    private static final Path HOME = Path.of(System.getProperty("sluice.home", "."));
    private static final Path PAGE = HOME.resolve("docs/configuration-reference.md");

    @Test
    void thePageIsWhatTheCodeReads() throws IOException {
        String page = reference().page();
        if (Boolean.getBoolean("sluice.docs.rewrite")) {
            Files.writeString(PAGE, page);
        }
        assertThat(page).isEqualTo(Files.readString(PAGE));
    }

    @Test
    void everyKeySaysWhatItIs() throws IOException {
        assertThat(reference().keys().values())
                .allSatisfy(keys -> assertThat(keys)
                        .allSatisfy(key -> assertThat(key.what()).as(key.path()).isNotBlank()));
    }

    private static ConfigurationReference reference() throws IOException {
        return ConfigurationReference.of(HOME.resolve("app/src/main/java/dev/sluice/app/config"));
    }
}
