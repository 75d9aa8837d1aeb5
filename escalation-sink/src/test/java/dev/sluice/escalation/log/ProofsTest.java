package dev.sluice.escalation.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Trees, roots and proofs: against the test vectors that implementations of RFC 6962 share (the eight entries and the
 * hashes of the Certificate Transparency project's own tests), and against the definitions of the RFC word for word.
 */
class ProofsTest {
    private static final List<String> ENTRIES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    @ParameterizedTest
    @CsvSource({
        "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    })
    void rootsAreThoseOfTheSharedVectors(int size, String root) {
        assertThat(NaiveTree.of(vectors(size)).frontier().root().hex()).isEqualTo(root);
        assertThat(NaiveTree.of(vectors(size)).root(0, size).hex()).isEqualTo(root);
    }

    @Test
    void inclusionProofsAreThoseOfTheSharedVectors() {
        NaiveTree tree = NaiveTree.of(vectors(8));
        assertThat(hex(Proofs.inclusion(0, 1, tree))).isEmpty();
        assertThat(hex(Proofs.inclusion(0, 8, tree)))
                .containsExactly(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
        assertThat(hex(Proofs.inclusion(5, 8, tree)))
                .containsExactly(
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
        assertThat(hex(Proofs.inclusion(2, 3, tree)))
                .containsExactly("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
    }

    @Test
    void consistencyProofsAreThoseOfTheSharedVectors() {
        NaiveTree tree = NaiveTree.of(vectors(8));
        assertThat(hex(Proofs.consistency(1, 8, tree)))
                .containsExactly(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
        assertThat(hex(Proofs.consistency(6, 8, tree)))
                .containsExactly(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
        assertThat(hex(Proofs.consistency(2, 5, tree)))
                .containsExactly(
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
        assertThat(Proofs.consistency(8, 8, tree)).isEmpty();
        assertThat(Proofs.consistency(0, 8, tree)).isEmpty();
    }

    @Test
    void everyProofOfEverySmallTreeIsThatOfTheDefinitionAndHolds() {
        for (int size = 1; size <= 70; size++) {
            NaiveTree tree = NaiveTree.of(numbered(size));
            Hash root = tree.root(0, size);
            assertThat(tree.frontier().root()).isEqualTo(root);
            for (int index = 0; index < size; index++) {
                List<Hash> proof = Proofs.inclusion(index, size, tree);
                assertThat(proof).isEqualTo(tree.path(index, 0, size));
                assertThat(ProofCheck.included(tree.leaf(index), index, size, proof, root))
                        .isTrue();
            }
            for (int old = 0; old <= size; old++) {
                List<Hash> proof = Proofs.consistency(old, size, tree);
                assertThat(proof).isEqualTo(old == 0 ? List.of() : tree.subproof(old, 0, size, true));
                assertThat(ProofCheck.consistent(old, tree.root(0, old), size, root, proof))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void proofWithAnythingChangedHoldsNoLonger(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int size = 2 + random.nextInt(300);
            NaiveTree tree = NaiveTree.of(numbered(size));
            Hash root = tree.root(0, size);
            int index = random.nextInt(size);
            List<Hash> inclusion = Proofs.inclusion(index, size, tree);
            Hash leaf = tree.leaf(index);
            for (List<Hash> other : changed(inclusion, random)) {
                assertThat(ProofCheck.included(leaf, index, size, other, root)).isFalse();
            }
            assertThat(ProofCheck.included(leaf, (index + 1) % size, size, inclusion, root))
                    .isFalse();
            assertThat(ProofCheck.included(tree.leaf((index + 1) % size), index, size, inclusion, root))
                    .isFalse();
            int old = 1 + random.nextInt(size - 1);
            Hash oldRoot = tree.root(0, old);
            List<Hash> consistency = Proofs.consistency(old, size, tree);
            for (List<Hash> other : changed(consistency, random)) {
                assertThat(ProofCheck.consistent(old, oldRoot, size, root, other))
                        .isFalse();
            }
            assertThat(ProofCheck.consistent(old, root, size, root, consistency))
                    .isFalse();
            assertThat(ProofCheck.consistent(old, oldRoot, size, oldRoot, consistency))
                    .isFalse();
        }
    }

    @Test
    void leafOfAnotherHistoryIsNoStartOfThisOne() {
        NaiveTree tree = NaiveTree.of(numbered(20));
        List<byte[]> rewritten = new ArrayList<>(numbered(20));
        rewritten.set(3, "rewritten".getBytes(StandardCharsets.UTF_8));
        NaiveTree other = NaiveTree.of(rewritten);
        for (int old = 4; old < 20; old++) {
            List<Hash> proof = Proofs.consistency(old, 20, other);
            assertThat(ProofCheck.consistent(old, tree.root(0, old), 20, other.root(0, 20), proof))
                    .isFalse();
        }
    }

    @Test
    void sizesThatCannotBeAreRefused() {
        NaiveTree tree = NaiveTree.of(numbered(3));
        assertThatThrownBy(() -> Proofs.inclusion(3, 3, tree))
                .isInstanceOf(LogException.class)
                .hasMessage("leaf 3 is not in a tree of 3 leaves; allowed: 0 to size - 1");
        assertThatThrownBy(() -> Proofs.consistency(4, 3, tree)).isInstanceOf(LogException.class);
        assertThat(ProofCheck.included(tree.leaf(0), -1, 3, List.of(), tree.root(0, 3)))
                .isFalse();
        assertThat(ProofCheck.included(tree.leaf(0), 0, 0, List.of(), TreeHash.EMPTY))
                .isFalse();
        assertThat(ProofCheck.consistent(4, tree.root(0, 3), 3, tree.root(0, 3), List.of()))
                .isFalse();
    }

    private static List<List<Hash>> changed(List<Hash> proof, Random random) {
        List<List<Hash>> changed = new ArrayList<>();
        List<Hash> longer = new ArrayList<>(proof);
        longer.add(random.nextInt(proof.size() + 1), TreeHash.leaf(new byte[] {9}));
        changed.add(longer);
        if (!proof.isEmpty()) {
            List<Hash> other = new ArrayList<>(proof);
            byte[] bits = other.get(random.nextInt(proof.size())).bytes();
            int at = proof.indexOf(Hash.of(bits));
            bits[random.nextInt(Hash.BYTES)] ^= (byte) (1 << random.nextInt(8));
            other.set(at, Hash.of(bits));
            changed.add(other);
            changed.add(proof.subList(0, proof.size() - 1));
            changed.add(proof.subList(1, proof.size()));
        }
        return changed;
    }

    private static List<byte[]> vectors(int size) {
        return ENTRIES.subList(0, size).stream().map(HexFormat.of()::parseHex).toList();
    }

    static List<byte[]> numbered(int size) {
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            entries.add(("entry " + i).getBytes(StandardCharsets.UTF_8));
        }
        return entries;
    }

    private static List<String> hex(List<Hash> hashes) {
        return hashes.stream().map(Hash::hex).toList();
    }
}
