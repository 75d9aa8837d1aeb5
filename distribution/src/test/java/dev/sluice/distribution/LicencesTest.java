package dev.sluice.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which libraries may come into a release. */
class LicencesTest {
    @Test
    void librariesWithoutAnAllowedLicenceAreRefusedByName() {
        List<Component> components = List.of(
                library("good", "Apache-2.0"),
                library("strong", "AGPL-3.0-only"),
                library("viral", "GPL-2.0-only"),
                library("silent"));
        assertThatThrownBy(() -> Licences.of(components))
                .isInstanceOf(ReleaseException.class)
                .hasMessageContainingAll("example:strong [AGPL-3.0-only]", "example:viral", "example:silent []")
                .hasMessageNotContaining("example:good");
    }

    @Test
    void ofSeveralLicencesOneIsChosenThatIsAllowed() {
        assertThat(Licences.of(List.of(
                        library("two", "GNU General Public License, version 2", "EPL-2.0"),
                        library("expression", "GPL-2.0-only OR MIT"))))
                .containsEntry("example:two", "EPL-2.0")
                .containsEntry("example:expression", "MIT");
    }

    @Test
    void namesOfLicencesAreReadAsTheirIds() {
        assertThat(Licences.of(List.of(library("named", "The Apache Software License, Version 2.0"))))
                .containsEntry("example:named", "Apache-2.0");
    }

    @Test
    void allOfALicenceThatNamesSeveralMustBeAllowed() {
        assertThatThrownBy(() -> Licences.of(List.of(library("both", "Apache-2.0 AND GPL-3.0-only"))))
                .isInstanceOf(ReleaseException.class);
    }

    private static Component library(String name, String... licences) {
        return new Component("example", name, "1", List.of(licences), "");
    }
}
