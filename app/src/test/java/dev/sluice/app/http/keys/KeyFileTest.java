package dev.sluice.app.http.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFileTest {
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Test
    void aKeyIsFoundByItsTextAlone() throws Exception {
        NewKey made = NewKey.make();
        KeyRing ring = KeyFile.read(write("keys: [{id: a, sha256: " + made.sha256() + ", scopes: [post]}]"), NOW, null);

        assertThat(ring.find(made.text()).id()).isEqualTo("a");
        assertThat(ring.find(made.sha256())).isNull();
        assertThat(ring.find("x".repeat(10_000))).isNull();
        assertThat(made.toString() + ring.find(made.text())).doesNotContain(made.text());
    }

    @Test
    void aKeyEndsAtTheInstantAtWhichItExpires() throws Exception {
        assertThat(expiring("2026-11-01T00:00:00Z").hasExpired()).isTrue();
        assertThat(expiring("2026-11-01T01:00:01+01:00").hasExpired()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        keys: []                                                             | : has no keys; allowed: a list 'keys' with one or more
        keys: [{id: A, sha256: HASH, scopes: [post]}]                        | : a key has no usable id; allowed: a-z, 0-9 and -, up to 64
        keys: [{id: a, sha256: abc, scopes: [post]}]                         | : key a has no usable sha256; allowed: 64 digits of lower-case hex, of the key
        keys: [{id: a, sha256: HASH}]                                        | : key a has no scopes; allowed: post, read, analyze
        keys: [{id: a, sha256: HASH, scopes: [write]}]                       | : key a has scope 'write'; allowed: post, read, analyze
        keys: [{id: a, sha256: HASH, scopes: [post], expires: soon}]         | : key a expires 'soon'; allowed: a time with its offset
        keys: [{id: a, sha256: HASH, scopes: [post], perSecond: 0}]          | : key a has perSecond 0; allowed: 1 to 1000000
        keys: [{id: a, sha256: HASH, scopes: [post], burst: 3}]              | : key a has burst without perSecond
        keys: [{id: a, sha256: HASH, scopes: [post], quota: 3}]              | :1: is no list of keys; allowed:
        keys: [{id: a, sha256: HASH, scopes: [post]}, {id: a, sha256: HASH, scopes: [post]}] | : key a is there twice
        keys: [{id: a, sha256: HASH, scopes: [post]}, {id: b, sha256: HASH, scopes: [post]}] | : key b has the sha256 of another key
        """)
    void aMistakeIsToldInOneLine(String content, String message) throws Exception {
        Path file = write(content.replace("HASH", HASH));

        assertThatThrownBy(() -> KeyFile.read(file, NOW, null))
                .isInstanceOf(KeyFileException.class)
                .hasMessageStartingWith(file + message);
    }

    @Test
    void aChangedFileIsReadAgainAndAWrongOneIsNot() throws Exception {
        NewKey first = NewKey.make();
        NewKey second = NewKey.make();
        Path file = write("keys: [{id: a, sha256: " + first.sha256() + ", scopes: [post]}]");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        WatchedKeys keys = new WatchedKeys(file, NOW);

        write("keys: [{id: a, sha256: " + second.sha256() + ", scopes: [post]}]");
        Files.setLastModifiedTime(file, FileTime.fromMillis(2_000));
        keys.look();
        assertThat(keys.get().find(first.text())).isNull();
        assertThat(keys.get().find(second.text())).isNotNull();

        write("keys: [");
        Files.setLastModifiedTime(file, FileTime.fromMillis(3_000));
        keys.look();
        assertThat(keys.get().find(second.text())).isNotNull();
    }

    @Test
    void aQuotaFillsAtItsRateUpToItsBurst() {
        long[] now = {0};
        Quota quota = new Quota(2, 4, () -> now[0]);

        assertThat(quota.take(4)).isZero();
        assertThat(quota.take(1)).isEqualTo(1);
        now[0] += 500_000_000L;
        assertThat(quota.take(1)).isZero();
        now[0] += 3_600_000_000_000L;
        assertThat(quota.take(4)).isZero();
        assertThat(quota.take(4)).isEqualTo(2);
    }

    @Test
    void whatIsGivenBackCanBeTakenAgainAndNoMore() {
        long[] now = {0};
        Quota quota = new Quota(2, 4, () -> now[0]);

        assertThat(quota.take(4)).isZero();
        quota.giveBack(4);
        assertThat(quota.take(3)).isZero();
        now[0] += 3_600_000_000_000L;
        quota.giveBack(3);
        assertThat(quota.take(4)).isZero();
        assertThat(quota.take(1)).isEqualTo(1);
    }

    @Test
    void whatCostsMoreThanTheBurstIsOwed() {
        long[] now = {0};
        Quota quota = new Quota(10, 10, () -> now[0]);

        assertThat(quota.take(30)).isZero();
        assertThat(quota.take(1)).isEqualTo(3);
        now[0] += 2_100_000_000L;
        assertThat(quota.take(1)).isZero();
    }

    private ApiKey expiring(String at) throws Exception {
        NewKey made = NewKey.make();
        return KeyFile.read(
                        write("keys: [{id: a, sha256: " + made.sha256() + ", scopes: [post], expires: " + at + "}]"),
                        NOW,
                        null)
                .find(made.text());
    }

    private Path write(String content) throws Exception {
        return Files.writeString(folder.resolve("keys.yaml"), content);
    }
}
