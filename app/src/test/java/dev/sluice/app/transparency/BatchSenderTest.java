package dev.sluice.app.transparency;

import static dev.sluice.app.transparency.GivenStatements.TOKEN;
import static dev.sluice.app.transparency.GivenStatements.draft;
import static dev.sluice.app.transparency.GivenStatements.drafts;
import static dev.sluice.app.transparency.GivenStatements.settings;
import static dev.sluice.app.transparency.GivenStatements.wrong;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.transparency.Sending.Outcome;
import dev.sluice.app.transparency.Sending.Pause;
import dev.sluice.app.transparency.TransparencyServer.Fault;
import dev.sluice.schemas.SubmissionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over HTTP against a server that is as strict as the database: each statement there once, whatever goes wrong. */
@Timeout(60)
class BatchSenderTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final Duration IMPATIENT = Duration.ofMillis(300);

    @TempDir
    Path folder;

    private final TransparencyServer server = new TransparencyServer(TOKEN);
    private final FakeTime time = new FakeTime();
    private final List<TransparencyDatabase> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(TransparencyDatabase::close);
        server.close();
    }

    private BatchSender sender(TransparencySettings settings) {
        TransparencyDatabase database = new TransparencyDatabase(settings, Clock.fixed(NOW, ZoneOffset.UTC));
        open.add(database);
        return new BatchSender(database, settings, time);
    }

    private BatchSender sender() {
        return sender(settings(server, BearerToken.of(TOKEN)));
    }

    @Test
    void everyStatementOfABatchIsThereAndHasAPermalink() {
        Sending sending = sender().send(drafts(100));

        assertThat(sending.pause()).isNull();
        assertThat(server.batches()).containsExactly(100);
        assertThat(server.stored()).hasSize(100);
        assertThat(sending.outcomes()).hasSize(100).allSatisfy((puid, outcome) -> {
            assertThat(outcome.state()).isEqualTo(SubmissionState.SUBMITTED);
            assertThat(outcome.status()).isEqualTo(201);
            assertThat(outcome.attempts()).isOne();
            assertThat(outcome.batch()).matches("[0-9a-f]{16}");
            assertThat(outcome.reference().uuid())
                    .isEqualTo(server.stored().get(puid).path("uuid").asText());
            assertThat(outcome.reference().permalink()).startsWith("https://database.example/statement/");
        });
    }

    @Test
    void moreThanABatchTakesGoInSeveral() {
        assertThat(sender().send(drafts(250)).outcomes()).hasSize(250);
        assertThat(server.batches()).containsExactly(100, 100, 50);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 37, 99})
    void oneBadStatementHoldsUpNobodyButItself(int place) {
        List<Draft> drafts = new ArrayList<>(drafts(100));
        drafts.set(place, wrong(place));

        Sending sending = sender().send(drafts);

        assertThat(server.stored()).hasSize(99).doesNotContainKey("puid-" + place);
        assertThat(server.batches()).as("the others at once, the bad one alone").containsExactly(100, 99, 1);
        Outcome refused = sending.outcomes().get("puid-" + place);
        assertThat(refused.state()).isEqualTo(SubmissionState.REFUSED);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.findings()).containsExactly("category: The selected category is invalid.");
        assertThat(sending.outcomes().values().stream().filter(it -> it.state() == SubmissionState.SUBMITTED))
                .hasSize(99);
    }

    @Test
    void badStatementsAreFoundByHalvingWhereTheDatabaseDoesNotNameThem() {
        server.keepToItself();
        List<Draft> drafts = new ArrayList<>(drafts(16));
        drafts.set(3, wrong(3));
        drafts.set(4, wrong(4));

        Sending sending = sender().send(drafts);

        assertThat(sending.pause()).isNull();
        assertThat(server.stored()).hasSize(14).doesNotContainKeys("puid-3", "puid-4");
        assertThat(sending.outcomes().get("puid-3").findings())
                .containsExactly("the database does not say what is wrong");
    }

    @Test
    void whatIsThereAlreadyIsASuccess() {
        sender().send(List.of(draft(1), draft(3)));

        Sending sending = sender().send(drafts(5));

        assertThat(server.stored()).hasSize(5);
        assertThat(sending.outcomes()).hasSize(5);
        assertThat(sending.outcomes().get("puid-3").state()).isEqualTo(SubmissionState.FOUND);
        assertThat(sending.outcomes().get("puid-3").reference().uuid())
                .isEqualTo(server.stored().get("puid-3").path("uuid").asText());
        assertThat(sending.outcomes().get("puid-2").state()).isEqualTo(SubmissionState.SUBMITTED);
        assertThat(server.questions()).isEqualTo(2);
    }

    @Test
    void whatIsKnownAndNoLongerShownIsASuccessToo() {
        sender().send(List.of(draft(1)));
        server.archive("puid-1");

        Outcome outcome = sender().send(drafts(2)).outcomes().get("puid-1");

        assertThat(outcome.state()).isEqualTo(SubmissionState.FOUND);
        assertThat(outcome.reference()).isEqualTo(Reference.NONE);
    }

    static Stream<Arguments> answersThatGetLost() {
        return Stream.of(
                Arguments.of(new Fault.DropsAfterStoring(), SubmissionState.FOUND),
                Arguments.of(new Fault.StoresAndHangs(), SubmissionState.FOUND),
                Arguments.of(new Fault.StoresAndRambles(), SubmissionState.FOUND),
                Arguments.of(new Fault.Drops(), SubmissionState.SUBMITTED),
                Arguments.of(new Fault.Hangs(), SubmissionState.SUBMITTED),
                Arguments.of(new Fault.IsImpersonated(), SubmissionState.SUBMITTED),
                Arguments.of(new Fault.Status(500, null), SubmissionState.SUBMITTED),
                Arguments.of(new Fault.Status(503, null), SubmissionState.SUBMITTED));
    }

    @ParameterizedTest
    @MethodSource("answersThatGetLost")
    void whereAnAnswerGetsLostEachIsThereOnceInTheEnd(Fault fault, SubmissionState state) {
        server.next(fault);
        BatchSender sender = sender(settings(server, BearerToken.of(TOKEN), IMPATIENT));

        Sending first = sender.send(drafts(3));
        Sending second = sender(settings(server, BearerToken.of(TOKEN))).send(drafts(3));

        assertThat(first.pause()).isInstanceOf(Pause.Later.class);
        assertThat(first.outcomes()).isEmpty();
        assertThat(second.pause()).isNull();
        assertThat(server.stored()).hasSize(3);
        assertThat(second.outcomes())
                .hasSize(3)
                .allSatisfy((puid, outcome) -> assertThat(outcome.state()).isEqualTo(state));
    }

    @Test
    void attemptsAreCountedUntilThereIsAnOutcome() {
        server.next(new Fault.Status(500, null), new Fault.Drops());
        BatchSender sender = sender();
        sender.send(drafts(2));
        sender.send(drafts(2));

        assertThat(sender.send(drafts(2)).outcomes().get("puid-0").attempts()).isEqualTo(3);
    }

    @Test
    void aSuccessThatIsNotJsonIsLookedUp() {
        server.next(new Fault.StoresAndStammers());

        Sending sending = sender().send(drafts(2));

        assertThat(sending.pause()).isNull();
        assertThat(sending.outcomes()).hasSize(2).allSatisfy((puid, outcome) -> {
            assertThat(outcome.state()).isEqualTo(SubmissionState.SUBMITTED);
            assertThat(outcome.reference().uuid()).isNotNull();
        });
        assertThat(server.questions()).isEqualTo(2);
    }

    @Test
    void howLongTheDatabaseWantsToBeLeftAloneIsReadInBothForms() {
        String in90 =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(NOW.plusSeconds(90).atZone(ZoneOffset.UTC));
        server.next(new Fault.Status(429, "30"), new Fault.Status(503, in90), new Fault.Status(429, "soon"));
        BatchSender sender = sender();

        assertThat(sender.send(drafts(1)).pause()).isEqualTo(new Pause.Later("status 429", Duration.ofSeconds(30)));
        assertThat(sender.send(drafts(1)).pause()).isEqualTo(new Pause.Later("status 503", Duration.ofSeconds(90)));
        assertThat(sender.send(drafts(1)).pause()).isEqualTo(new Pause.Later("status 429", null));
        assertThat(server.stored()).isEmpty();
    }

    @Test
    void whatWasSettledBeforeTheLimitStaysSettled() {
        server.limit(1);

        Sending sending = sender().send(drafts(150));

        assertThat(sending.outcomes()).hasSize(100);
        assertThat(sending.pause()).isInstanceOf(Pause.Later.class);
    }

    @Test
    void aNewTokenInItsFileIsTakenUp() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        BatchSender sender = sender(settings(server, BearerToken.in(file)));
        sender.send(drafts(1));
        server.rotate("18|another");
        Files.writeString(file, "18|another\n");

        assertThat(sender.send(drafts(2)).pause()).isNull();
        assertThat(server.stored()).hasSize(2);
        assertThat(server.refusedTokens()).isOne();
    }

    @Test
    void aTokenThatIsVoidEndsItWithoutBeingPrinted() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), TOKEN);
        BatchSender sender = sender(settings(server, BearerToken.in(file)));
        server.rotate("18|another");

        Sending sending = sender.send(drafts(2));

        assertThat(sending.outcomes()).isEmpty();
        assertThat(sending.pause())
                .isInstanceOfSatisfying(
                        Pause.Never.class,
                        never -> assertThat(never.why())
                                .contains(
                                        "does not accept the token (status 401)", "transparency.tokenFile", "in force")
                                .doesNotContain(TOKEN, "letmein"));
        assertThat(server.refusedTokens())
                .as("asked once with a token that is void")
                .isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 400, 404, 405})
    void anAddressThatIsNoneOfTheApiEndsIt(int status) {
        server.next(new Fault.Status(status, null));

        assertThat(sender().send(drafts(1)).pause())
                .isInstanceOfSatisfying(
                        Pause.Never.class, never -> assertThat(never.why()).contains("status " + status, "url"));
    }

    @Test
    void aBatchThatIsTooLargeIsHalved() {
        server.next(new Fault.Status(413, null), new Fault.Status(413, null));

        Sending sending = sender().send(drafts(8));

        assertThat(sending.outcomes()).hasSize(8);
        assertThat(server.batches()).containsExactly(2, 2, 4);
    }

    @Test
    void endsBetweenRequestsWhereItIsTold() {
        TransparencySettings slow = new TransparencySettings(
                Endpoint.of(server.url()),
                BearerToken.of(TOKEN),
                1,
                new TransparencySettings.Limits(1, 60),
                TransparencySettings.Retries.DEFAULT,
                Duration.ofSeconds(20));
        time.end();

        Sending sending = sender(slow).send(drafts(3));

        assertThat(sending.outcomes()).hasSize(1);
        assertThat(sending.pause()).isEqualTo(new Pause.Ending());
    }
}
