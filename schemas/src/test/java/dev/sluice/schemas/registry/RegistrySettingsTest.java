package dev.sluice.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.registry.RegistrySettings.Auth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrySettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "registry:8081", "ftp://registry", "http:", "localhost", "http://[", "mock:"})
    void refusesWhatIsNoAddress(String url) {
        assertThatThrownBy(() -> new RegistrySettings(List.of(url), new Auth.None(), null, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("registry.urls '" + url + "'")
                .hasMessageContaining("allowed:")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void refusesCredentialsInTheAddressWithoutRepeatingThem() {
        assertThatThrownBy(() ->
                        new RegistrySettings(List.of("https://svc:secret@registry"), new Auth.None(), null, false))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret");
    }

    @Test
    void refusesAMockBesideAServer() {
        assertThatThrownBy(
                        () -> new RegistrySettings(List.of("mock://a", "http://b:8081"), new Auth.None(), null, false))
                .hasMessageContaining("2 addresses");
    }

    @Test
    void printsNoSecret() {
        RegistrySettings basic =
                new RegistrySettings(List.of("https://r"), new Auth.Basic("svc", "secret"), null, false);
        RegistrySettings bearer = new RegistrySettings(List.of("https://r"), new Auth.Bearer("secret"), null, false);
        assertThat(basic.toString() + bearer).doesNotContain("secret").contains("svc");
    }
}
