package dev.sluice.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.config.ConfigReader;
import dev.sluice.app.doctor.Remark.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    private Path folder;

    @Test
    void whatRestsOnAFailureIsSkippedAndTheRestIsLookedAt() {
        Diagnosis diagnosis = Doctor.ofAll().examine(folder.resolve("nothing.yaml"), given -> folder);

        assertThat(diagnosis.lines())
                .filteredOn(line -> line.check().equals("configuration"))
                .singleElement()
                .satisfies(line -> assertThat(line.remark().what()).contains("cannot be read: NoSuchFileException"));
        assertThat(diagnosis.lines())
                .filteredOn(line -> line.check().equals("java"))
                .allSatisfy(line -> assertThat(line.remark().level()).isNotEqualTo(Level.SKIPPED));
        assertThat(diagnosis.count(Level.SKIPPED)).isEqualTo(18);
    }

    @Test
    void namesAreUniqueAndNeedsComeBefore() {
        List<String> names = Doctor.ofAll().examine(folder.resolve("nothing.yaml"), given -> folder).lines().stream()
                .map(Line::check)
                .distinct()
                .toList();

        assertThat(names).hasSize(Check.class.getPermittedSubclasses().length);
        assertThat(names.indexOf("configuration")).isLessThan(names.indexOf("client settings"));
        assertThat(names.indexOf("logging on")).isLessThan(names.indexOf("topics"));
        assertThat(names.indexOf("registry")).isLessThan(names.indexOf("schemas"));
    }

    @Test
    void secretsAreHiddenWhereverTheyAppear() throws IOException {
        Files.writeString(
                folder.resolve("jaas"), "some.ScramLoginModule required username=\"ada\" password=\"pass-of-ada\";");
        Files.writeString(folder.resolve("broken"), "x.PlainLoginModule required username=ada password=half whole");
        Files.writeString(folder.resolve("token"), "tok3n-of-registry");
        Veil veil = veil("jaas");

        assertThat(veil.over("refused: ada, pass-of-ada, tok3n-of-registry")).isEqualTo("refused: ada, ***, ***");
        assertThat(veil("broken").over("no value for 'whole' after half of ada"))
                .isEqualTo("no value for '***' after *** of ada");
        Files.writeString(folder.resolve("pem"), "-----BEGIN KEY-----\nMIIabc\nMIIdef\n-----END KEY-----\n");
        Veil headers = Veil.over(ConfigReader.read(Files.writeString(folder.resolve("traces.yaml"), """
                kafka: {bootstrapServers: "localhost:9092", properties: {ssl.keystore.key: "${file:pem}"}}
                registry: {urls: ["http://localhost"]}
                observe: {tracing: {endpoint: "http://localhost/", headers: {authorization: "${file:token}"}}}
                """)));
        assertThat(headers.over("-----BEGIN KEY-----\nMIIabc\nMIIdef\n-----END KEY----- and tok3n-of-registry"))
                .isEqualTo("*** and ***");
        assertThat(veil).asString().doesNotContain("pass-of-ada");
        assertThat(veil.over("two\n  lines")).isEqualTo("two lines");
    }

    private Veil veil(String jaas) throws IOException {
        return Veil.over(ConfigReader.read(Files.writeString(folder.resolve("sluice.yaml"), """
                kafka: {bootstrapServers: "localhost:9092", properties: {sasl.jaas.config: "${file:%s}"}}
                registry: {urls: ["http://localhost"], bearer: "${file:token}"}
                """.formatted(jaas))));
    }
}
