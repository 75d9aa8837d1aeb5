package dev.sluice.classifiers.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.classifiers.text.Folder;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageIdentifierTest {
    private static final LanguageIdentifier IDENTIFIER = new LanguageIdentifier();

    private static String code(String text) {
        return IDENTIFIER.identify(new Folder().fold(text)).code();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|I don't know why you would say that about them",
                "de|Ich weiß nicht, warum du das über mich sagst",
                "fr|Je ne sais pas pourquoi tu dis ça de nous",
                "es|No sé por qué dices eso sobre nosotros, es muy triste",
                "it|Non so perché dici queste cose di noi, è molto triste",
                "pt|Não sei por que você diz isso, é muito triste para nós",
                "nl|Ik weet niet waarom je dat over ons zegt, het is niet goed",
                "pl|Nie wiem, dlaczego to mówisz, ale to jest bardzo smutne",
                "sv|Jag vet inte varför du säger det om oss, det är inte bra",
                "tr|Bunu neden söyledin bilmiyorum ama bu çok kötü bir şey",
                "ru|Я не знаю, почему ты это говоришь",
                "uk|Я не знаю, чому ти це кажеш, і мені це не подобається",
                "el|Δεν ξέρω γιατί το λες αυτό",
                "ar|لا أعرف لماذا تقول هذا",
                "ja|なぜそんなことを言うのか分からない",
                "zh|我不知道你为什么这么说",
                "ko|왜 그렇게 말하는지 모르겠어요",
                "hi|मुझे नहीं पता तुम ऐसा क्यों कहते हो",
                "th|ฉันไม่รู้ว่าทำไมคุณพูดแบบนั้น",
            })
    void runningTextIsRecognised(String language, String text) {
        assertThat(code(text)).isEqualTo(language);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "😀😀",
                "lol",
                "lmao bruh",
                "wtf dude omg",
                "GG WP",
                "!!!",
                "2024",
                "@ann @bob @cat",
                "haha hahaha haha",
                "\uD800"
            })
    void shortTextStaysUndetermined(String text) {
        assertThat(code(text)).isEqualTo("und");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bruh u trippin lmao fr fr ong no cap", "bitch pls dat ass tho", "yo bro wanna grab sum pizza"})
    void englishSlangIsNeverTakenForAnotherLanguage(String text) {
        assertThat(code(text)).isIn("en", "und");
    }

    @Test
    void modelDecidesWhereFrequentWordsAreUnknown() {
        assertThat(code("Es tikai gribu zināt, kāpēc jūs tā domājat par mūsu pilsētas iedzīvotājiem un viņu bērniem"))
                .isEqualTo("lv");
    }

    @Test
    void longTextIsReadOnlyAtItsBeginning() {
        String english = "I do not know what you are talking about. ".repeat(10);
        assertThat(code(english + "я не знаю ".repeat(100_000))).isEqualTo("en");
    }

    @Test
    void manyThreadsAgree() {
        List<String> codes = IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> code("Es tikai gribu zināt, kāpēc jūs tā domājat par mūsu pilsētas iedzīvotājiem"))
                .toList();
        assertThat(codes).isEqualTo(Collections.nCopies(200, codes.getFirst()));
    }
}
