package dev.sluice.classifiers.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.dataset.LabelledPost;
import dev.sluice.classifiers.targets.IdentityWords;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdentityVariantsTest {
    private final IdentityVariants variants = new IdentityVariants(IdentityWords.shipped());

    private static LabelledPost post(String text) {
        return new LabelledPost("1", text, Map.of(Category.HATE, true), "s", "train", null, null, null, List.of());
    }

    @Test
    void aGroupIsExchangedForOthersInTheSameForm() {
        List<LabelledPost> copies = variants.exchanged(post("Those Turks again, always Turks."), 5, new Random(1));

        assertThat(copies).hasSize(5).allSatisfy(copy -> {
            assertThat(copy.labels()).isEqualTo(Map.of(Category.HATE, true));
            assertThat(copy.text()).startsWith("Those ").doesNotContain("Turks").endsWith("s.");
            String[] words = copy.text().split("[ ,.]+", -1);
            assertThat(words[1]).isEqualTo(words[4]);
        });
    }

    @Test
    void aPostThatNamesNobodyHasNoCopies() {
        assertThat(variants.exchanged(post("good morning to all"), 5, new Random(1)))
                .isEmpty();
        assertThat(variants.named(post("good morning to all"), 5, new Random(1)))
                .isEmpty();
    }

    @Test
    void aHarmlessPostAboutPeopleIsGivenAGroup() {
        assertThat(variants.named(post("my neighbour came over"), 3, new Random(1)))
                .hasSize(3)
                .allSatisfy(copy -> assertThat(copy.text()).matches("my .+ neighbour came over"));
    }
}
