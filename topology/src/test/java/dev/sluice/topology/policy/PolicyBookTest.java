package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyBookTest {
    private static PolicyPack pack(String id, String communities) {
        return PolicyPack.parse(
                id + ".yaml",
                Packs.text(Packs.rule("r", "risk.hate >= 0.5", "{outcome: allow}"))
                        .replace("policy: test", "policy: " + id)
                        .replace("[\"*\"]", communities));
    }

    @Test
    void everyFolderWithAPolicyIsLoaded(@TempDir Path folder) throws Exception {
        for (String id : List.of("b", "a")) {
            Path own = Files.createDirectory(folder.resolve(id));
            Files.writeString(
                    own.resolve("policy.yaml"),
                    pack(id, id.equals("a") ? "[\"*\"]" : "[b-town]").text());
        }
        Files.createDirectory(folder.resolve("notices"));

        PolicyBook book = PolicyBook.load(folder);

        assertThat(book.packs()).extracting(PolicyPack::id).containsExactly("a", "b");
        assertThat(book.forCommunity("b-town").id()).isEqualTo("b");
        assertThat(book.forCommunity("elsewhere").id()).isEqualTo("a");
        assertThat(book.forCommunity("*").id()).isEqualTo("a");
    }

    @Test
    void aPackMayNameACommunityAndCoverTheRest() {
        PolicyBook book = PolicyBook.of(List.of(Packs.forum()));

        assertThat(book.forCommunity("railways").id()).isEqualTo("forum");
        assertThat(book.forCommunity("gardens").id()).isEqualTo("forum");
    }

    @Test
    void twoPacksOfOneIdAreRefused() {
        assertThatThrownBy(() -> PolicyBook.of(List.of(pack("a", "[\"*\"]"), pack("a", "[x]"))))
                .isInstanceOf(PolicyException.class)
                .hasMessage("policy 'a' is there twice; allowed: one pack of each id");
    }

    @Test
    void twoPacksForOneCommunityAreRefused() {
        assertThatThrownBy(() -> PolicyBook.of(List.of(pack("a", "[\"*\", x]"), pack("b", "[x]"))))
                .isInstanceOf(PolicyException.class)
                .hasMessage("community 'x' is covered by the policies 'a' and 'b'; allowed: one");
    }

    @Test
    void aCommunityWithoutPolicyIsRefused() {
        assertThatThrownBy(() -> PolicyBook.of(List.of(pack("a", "[x]"))))
                .isInstanceOf(PolicyException.class)
                .hasMessage("no policy covers the communities that none names; one must have communities: [\"*\"]");
    }

    @Test
    void aFolderWithoutPacksIsRefused(@TempDir Path folder) {
        assertThatThrownBy(() -> PolicyBook.load(folder))
                .isInstanceOf(PolicyException.class)
                .hasMessage(folder + ": no policy pack found; allowed: one folder a pack, with policy.yaml");
        assertThatThrownBy(() -> PolicyBook.load(folder.resolve("absent")))
                .isInstanceOf(PolicyException.class)
                .hasMessage(folder.resolve("absent") + ": the folder cannot be read: NoSuchFileException");
    }
}
