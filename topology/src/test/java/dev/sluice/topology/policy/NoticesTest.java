package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticesTest {
    @Test
    void packsWhoseNoticesAreMissingAreRefusedNamingTheRule() {
        Notices notices = Notices.load(Packs.folder());
        PolicyBook typo = PolicyBook.of(
                List.of(Packs.of(Packs.rule("r", "risk.hate >= 0.5", "{outcome: nudge, notice: nugde}"))));
        PolicyBook noClause = PolicyBook.of(
                List.of(Packs.of(Packs.rule("r", "risk.hate >= 0.5", "{outcome: nudge, notice: nudge}"))));

        assertThatThrownBy(() -> notices.requireAllOf(typo))
                .isInstanceOf(PolicyException.class)
                .hasMessage("policy.yaml:9: notice 'nugde' of rule 'r' is unknown; allowed: limit, nudge, removal");
        assertThatThrownBy(() -> notices.requireAllOf(noClause))
                .hasMessage("policy.yaml:9: notice 'nudge' speaks of a clause and rule 'r' names none");
    }

    @Test
    void notesOfMediationsMustBeThereAndSpeakOfNoRuling() throws Exception {
        Notices notices = load("S", "\"{rationale}\"");

        assertThatThrownBy(() -> notices.requireAllOf(mediating("m")))
                .isInstanceOf(PolicyException.class)
                .hasMessage("policy.yaml:10: note 'm' of mediation is unknown; allowed: n");
        assertThatThrownBy(() -> notices.requireAllOf(mediating("n")))
                .isInstanceOf(PolicyException.class)
                .hasMessage("policy.yaml:10: note 'n' of mediation speaks of a ruling, and there is none; allowed:"
                        + " {community}, {post}");
        assertThat(new PolicyCheck(mediating("m"), notices, Packs::assess)
                        .run(null)
                        .failures())
                .extracting(PolicyCheck.Failure::toString)
                .containsExactly("policy.yaml:10: note 'm' of mediation is unknown; allowed: n");
    }

    private static PolicyBook mediating(String note) {
        return PolicyBook.of(List.of(Packs.of(
                Packs.rule("r", "risk.hate >= 0.5", "{outcome: allow}"),
                "mediation: {when: context.thread.heat > 2.0, steps: [a], note: " + note + "}")));
    }

    @Test
    void aNoteIsFilledIn() throws Exception {
        Notices notices = load("S", "\"{community}: {post}\"");

        assertThat(notices.renderNote("n", "railways", "post 17").text()).isEqualTo("railways: post 17");
    }

    @Test
    void packsWhoseNoticesAreThereAreTaken() {
        assertThatCode(() -> Notices.load(Packs.folder()).requireAllOf(PolicyBook.load(Packs.folder())))
                .doesNotThrowAnyException();
    }

    private static final Notices.Values VALUES =
            new Notices.Values("railways", "1.1", "Be civil", "The post insults somebody.", "limit", "post 17");

    @TempDir
    private Path folder;

    private Notices load(String name, String... lines) throws Exception {
        Path notices = Files.createDirectories(folder.resolve("notices"));
        Files.writeString(notices.resolve(name), String.join("\n", lines) + "\n");
        return Notices.load(folder);
    }

    private Notices load(String subject, String text) throws Exception {
        return load(
                "n.yaml", "notice: n", "language: en", "version: \"1.0.0\"", "subject: " + subject, "text: " + text);
    }

    @Test
    void everyPlaceholderIsFilledIn() throws Exception {
        Notices notices = load("\"In {community}\"", "\"{post}: {outcome}. {rationale} ({clause}, {clauseTitle})\"");

        assertThat(notices.ids()).containsExactly("n");
        assertThat(notices.render("n", VALUES))
                .isEqualTo(new Notices.Notice(
                        "n",
                        "1.0.0",
                        "en",
                        "In railways",
                        "post 17: limit. The post insults somebody. (1.1, Be civil)"));
    }

    @Test
    void valuesAreNotReadAsTemplates() throws Exception {
        Notices notices = load("S", "\"{community}\"");

        assertThat(notices.render("n", new Notices.Values("{post}", null, null, "r", "o", "p"))
                        .text())
                .isEqualTo("{post}");
    }

    @Test
    void anAbsentClauseIsEmpty() throws Exception {
        Notices notices = load("S", "\"[{clause}{clauseTitle}]\"");

        assertThat(notices.render("n", new Notices.Values("c", null, null, "r", "o", "p"))
                        .text())
                .isEqualTo("[]");
    }

    @Test
    void controlCharactersAreTakenOutOfValuesAndMarkupIsLeftAlone() throws Exception {
        Notices notices = load("S", "\"[{community}]\"");
        String value = "a\r\nb\tc\u0000\u001b[31m\u202e\u2066\u200b\u2028<b>&amp;é😀\ud800";

        assertThat(notices.render("n", new Notices.Values(value, null, null, "r", "o", "p"))
                        .text())
                .isEqualTo("[a  b c[31m<b>&amp;é😀]");
    }

    @Test
    void longValuesAreCut() throws Exception {
        Notices notices = load("S", "\"{community}\"");

        assertThat(notices.render("n", new Notices.Values("😀".repeat(501), null, null, "r", "o", "p"))
                        .text())
                .isEqualTo("😀".repeat(500) + "…");
    }

    @Test
    void anUnknownNoticeIsNamed() throws Exception {
        Notices notices = load("S", "T");

        assertThatThrownBy(() -> notices.render("m", VALUES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("notice 'm' is unknown; allowed: n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Dear {name}; has the unknown placeholder {name}",
                "Dear {; has a '{' without a '}'",
                "Dear }; has a '}' without a '{'",
                "{post} }; has a '}' without a '{'",
                "Dear {}; has the unknown placeholder {}"
            })
    void mistakesInATemplateAreNamed(String text, String mistake) {
        assertThatThrownBy(() -> load("S", "\"" + text + "\""))
                .isInstanceOf(PolicyException.class)
                .hasMessage(folder.resolve("notices/n.yaml") + ":5: key 'text' of the notice " + mistake
                        + "; allowed: {community}, {clause}, {clauseTitle}, {rationale}, {outcome}, {post}");
    }

    @Test
    void mistakesInTheHeadAreNamed() {
        Path file = folder.resolve("notices/n.yaml");

        assertThatThrownBy(() ->
                        load("n.yaml", "notice: m", "language: en", "version: \"1.0.0\"", "subject: S", "text: T"))
                .hasMessage(file + ":1: key 'notice' of the notice is 'm'; allowed: the file's name, n");
        assertThatThrownBy(() ->
                        load("n.yaml", "notice: n", "language: English", "version: \"1.0.0\"", "subject: S", "text: T"))
                .hasMessage(file
                        + ":2: key 'language' of the notice is 'English'; allowed: a BCP 47 tag such as en or pt-BR");
        assertThatThrownBy(() -> load("n.yaml", "notice: n", "title: T"))
                .hasMessage(
                        file + ":2: key 'title' is unknown in the notice; allowed: notice, language, version, subject,"
                                + " text");
        assertThatThrownBy(() -> load("|\n  two\n  lines", "T"))
                .hasMessage(file + ":4: key 'subject' of the notice is 'two lines'; allowed: one line");
    }

    @Test
    void aFolderWithoutNoticesHasNone() {
        assertThat(Notices.load(folder).ids()).isEmpty();
    }
}
