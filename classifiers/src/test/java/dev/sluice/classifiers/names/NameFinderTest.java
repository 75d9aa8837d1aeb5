package dev.sluice.classifiers.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.classifiers.models.ModelFolder;
import dev.sluice.classifiers.models.ModelManifest;
import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameFinderTest {
    private static final byte[] FILE = file();

    private final NameFinder finder = new NameFinder(NameModel.read("names", FILE));
    private final Folder folder = new Folder();

    private static byte[] file() {
        ModelFolder models = ModelFolder.shipped();
        ModelManifest.Model model = models.models("names").getFirst();
        return models.read(model);
    }

    private List<String> names(String post) {
        FoldedText text = folder.fold(post);
        return finder.find(text, new Sentences(text)).stream()
                .map(name -> {
                    int[] points = post.codePoints().toArray();
                    var span = text.tokenSpan(name.first(), name.last());
                    return new String(points, span.start(), span.end() - span.start());
                })
                .toList();
    }

    @Test
    void aNameInsideASentenceIsFound() {
        assertThat(names("had lunch with David Thrupp at the station today")).containsExactly("David Thrupp");
    }

    @Test
    void capitalsAloneMakeNoName() {
        assertThat(names("The new Windows Update broke my printer on Monday again"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "😀", "@", "\uD800", "a", "...", "DAVID DAVID DAVID"})
    void oddTextIsSafe(String post) {
        assertThat(names(post)).hasSizeLessThan(4);
    }

    @Test
    void aLongTextIsReadUpToALimit() {
        FoldedText text = folder.fold("met David Thrupp ".repeat(3_000));

        assertThat(finder.find(text, new Sentences(text)))
                .allSatisfy(name -> assertThat(name.last()).isLessThan(NameFinder.MAX_TOKENS));
    }

    @Test
    void theSameModelGivesTheSameBytes() {
        assertThat(NameModel.read("names", FILE).write()).isEqualTo(FILE);
    }

    @Test
    void aCutFileIsRefused() {
        assertThatThrownBy(() -> NameModel.read("names", Arrays.copyOf(FILE, 1_000)))
                .hasMessage("names: ends before the last table");
    }
}
