package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyVersionTest {
    @Test
    void versionsRiseAsSemanticVersioningSays() {
        List<String> rising = List.of(
                "0.9.9",
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.2",
                "1.0.0-alpha.10",
                "1.0.0-rc",
                "1.0.0",
                "1.2.0",
                "1.10.0",
                "99999999999999999999.0.0");
        for (int i = 1; i < rising.size(); i++) {
            assertThat(PolicyVersion.rises(rising.get(i - 1), rising.get(i)))
                    .as(rising.get(i))
                    .isTrue();
            assertThat(PolicyVersion.rises(rising.get(i), rising.get(i - 1))).isFalse();
            assertThat(PolicyVersion.rises(rising.get(i), rising.get(i))).isFalse();
        }
    }

    @Test
    void whatIsNoVersionIsRefused() {
        assertThatThrownBy(() -> PolicyVersion.of("1.0"))
                .hasMessage("version '1.0'; allowed: a version such as \"1.0.0\"");
    }
}
