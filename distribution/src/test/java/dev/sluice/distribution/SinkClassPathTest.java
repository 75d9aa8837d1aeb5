package dev.sluice.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the process gets that holds evidence keys. */
class SinkClassPathTest {
    @Test
    void aListedLibraryThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> SinkClassPath.of(List.of("kafka-clients-4.3.1.jar")))
                .isInstanceOf(ReleaseException.class)
                .hasMessageContaining("sluice-escalation-sink");
    }

    @Test
    void versionsAreTakenOffNames() {
        assertThat(List.of("kafka_2.13-4.3.1.jar", "lib/sluice-schemas-0.1.0-SNAPSHOT.jar", "bcprov-jdk18on-1.87.jar"))
                .extracting(SinkClassPath::artifact)
                .containsExactly("kafka_2.13", "sluice-schemas", "bcprov-jdk18on");
    }
}
