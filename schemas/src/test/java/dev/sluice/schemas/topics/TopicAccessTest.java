package dev.sluice.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.Post;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TopicAccessTest {
    private static final Topic<Post> UNKNOWN = new Topic<>(
            "second-thoughts", Post.class, "a thread", 1, Cleanup.DELETE, Duration.ofDays(1), Sensitivity.CONTENT, 1);

    static List<Topic<?>> topics() {
        return TopicCatalogue.all();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyTopicSaysWhoReadsAndWritesIt(Topic<?> topic) {
        assertThatCode(() -> TopicAccess.of(topic)).doesNotThrowAnyException();
    }

    @Test
    void theTableHasNoOtherTopicsAndNoneTwice() {
        assertThat(TopicAccess.all().stream().map(TopicAccess.Entry::topic))
                .doesNotHaveDuplicates()
                .hasSameSizeAs(TopicCatalogue.all());
    }

    @Test
    void aTopicWithoutAnEntryIsToldWithWhatToAdd() {
        assertThatThrownBy(() -> TopicAccess.of(UNKNOWN))
                .hasMessage("nobody may read or write topic second-thoughts; add to TopicAccess:"
                        + " entry(TopicCatalogue.SECOND_THOUGHTS, read(…), write(…)), with the roles whose work needs"
                        + " it");
    }

    @Test
    void nobodyReadsWhatIsTooSensitiveForTheRole() {
        assertThatThrownBy(() -> TopicAccess.entry(
                        TopicCatalogue.POSTS, TopicAccess.read(Role.AUDITOR), TopicAccess.write(Role.PUBLISHER)))
                .hasMessage("topic posts is content and read by auditor; allowed: auditor reads topics up to personal,"
                        + " or one more by need, with the reason");
    }

    @Test
    void whatIsReadByNeedHasAReason() {
        TopicAccess.Entry entry =
                TopicAccess.entry(TopicCatalogue.RECEIPTS, TopicAccess.read(Role.LEGAL), TopicAccess.write(Role.SINK));

        assertThatThrownBy(() -> entry.byNeed(Role.AUDITOR, " "))
                .hasMessage("topic receipts is read by auditor by need without a reason; allowed: a reason");
        assertThat(entry.byNeed(Role.AUDITOR, "proofs").readers()).containsExactlyInAnyOrder(Role.LEGAL, Role.AUDITOR);
    }

    @Test
    void aTopicThatNobodyWritesIsAMistake() {
        assertThatThrownBy(() -> TopicAccess.entry(UNKNOWN, TopicAccess.read(Role.SCORER), Set.of()))
                .hasMessage("topic second-thoughts has no writer; allowed: one role or more");
    }

    @Test
    void legalsTopicsAreReadByLegalAndTheSinkAndTwoByOthersWhoseWorkNeedsThem() {
        for (TopicAccess.Entry entry : TopicAccess.all()) {
            if (entry.topic().sensitivity() == Sensitivity.LEGAL) {
                Set<Role> byNeed = entry.topic().equals(TopicCatalogue.RECEIPTS)
                        ? Set.of(Role.AUDITOR)
                        : entry.topic().equals(TopicCatalogue.DEFAMATION_COMMANDS) ? Set.of(Role.SCORER) : Set.of();
                assertThat(entry.byNeed()).as(entry.topic().name()).isEqualTo(byNeed);
                assertThat(Stream.concat(byNeed.stream(), Stream.of(Role.LEGAL, Role.SINK)))
                        .as(entry.topic().name())
                        .containsAll(entry.readers());
            }
        }
    }

    @Test
    void nobodyButLegalReadsOrWritesWhoPosted() {
        TopicAccess.Entry identities = TopicAccess.of(TopicCatalogue.POSTER_IDENTITIES);

        assertThat(identities.readers()).containsExactly(Role.LEGAL);
        assertThat(identities.writers()).containsExactly(Role.LEGAL);
    }

    @Test
    void whoTalksToTheTransparencyDatabaseSeesStatementsAndNothingElseOfAnybody() {
        assertThat(TopicAccess.all())
                .filteredOn(entry -> entry.reads(Role.SUBMITTER))
                .extracting(entry -> entry.topic().name())
                .containsExactly("statements", "submissions");
        assertThat(written(Role.SUBMITTER)).containsExactlyInAnyOrder("submissions", "dead-letters");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"AUDITOR", "DATA_PROTECTION", "OPERATOR"})
    void rolesThatSeeNoWordsReadNoTopicWithWordsAndWriteNothing(Role role) {
        assertThat(TopicAccess.all())
                .filteredOn(entry -> entry.topic().sensitivity() == Sensitivity.CONTENT)
                .noneMatch(entry -> entry.reads(role));
        assertThat(TopicAccess.all()).noneMatch(entry -> entry.writes(role));
    }

    @Test
    void theSinkOnlyAddsAndReviewersSeeNothingOfLegal() {
        assertThat(written(Role.SINK)).containsExactlyInAnyOrder("receipts", "dead-letters");
        assertThat(TopicAccess.all())
                .filteredOn(entry -> entry.topic().sensitivity() == Sensitivity.LEGAL)
                .noneMatch(entry -> entry.reads(Role.REVIEWER) || entry.writes(Role.REVIEWER));
    }

    @Test
    void onlyPolicyPeopleReleasePoliciesAndOnlyThePipelineParksRules() {
        assertThat(TopicAccess.of(TopicCatalogue.POLICIES).writers()).containsExactly(Role.POLICY);
        assertThat(TopicAccess.of(TopicCatalogue.RULE_ALERTS).writers()).containsExactly(Role.SCORER);
    }

    @Test
    void findsRolesById() {
        assertThat(Role.find("data-protection")).isEqualTo(Role.DATA_PROTECTION);
        assertThat(Role.find("DATA_PROTECTION")).isNull();
        assertThat(Role.ids()).startsWith("publisher, scorer, ");
    }

    private static Set<String> written(Role role) {
        return TopicAccess.all().stream()
                .filter(entry -> entry.writes(role))
                .map(entry -> entry.topic().name())
                .collect(Collectors.toSet());
    }
}
