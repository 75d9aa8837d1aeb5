package dev.sluice.classifiers.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ShippedModelsTest {
    private static final Set<String> PERMISSIVE = Set.of("CC0-1.0", "CC-BY-4.0", "MIT", "MIT and CDLA-Permissive-2.0");

    private final ModelFolder shipped = ModelFolder.shipped();

    @Test
    void everyFileIsTheOneThatTheManifestNames() {
        assertThat(shipped.manifest().models())
                .isNotEmpty()
                .allSatisfy(model -> assertThat(shipped.read(model)).isNotEmpty());
    }

    @Test
    void theyAreTrainedOnPermissiveDataAloneAndNameTheirAuthors() {
        assertThat(shipped.manifest().data()).isNotEmpty().allSatisfy(data -> {
            assertThat(PERMISSIVE).contains(data.licence());
            assertThat(data.attribution()).isNotBlank();
            assertThat(data.rows()).isPositive();
        });
    }

    @Test
    void thereIsOneRiskModelAndAnEnglishOne() {
        assertThat(shipped.models("risk")).hasSize(1);
        assertThat(shipped.models("linear"))
                .extracting(ModelManifest.Model::languages)
                .contains(List.of("en"));
    }

    @Test
    void theyAreSmall() {
        assertThat(bytes(model -> !model.kind().equals("transformer"))).isLessThan(6_000_000);
        assertThat(bytes(model -> model.kind().equals("transformer"))).isLessThan(12_000_000);
    }

    private long bytes(Predicate<ModelManifest.Model> which) {
        return shipped.manifest().models().stream()
                .filter(which)
                .mapToLong(model -> shipped.read(model).length)
                .sum();
    }
}
