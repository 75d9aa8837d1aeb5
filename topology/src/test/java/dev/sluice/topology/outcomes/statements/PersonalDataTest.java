package dev.sluice.topology.outcomes.statements;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What leads to a person is found, by kind and without being repeated; what laws and days look like is not. */
class PersonalDataTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Write to ann.otter@mail.example               | an address or a handle
        Ask @annotter about it                        | an address or a handle
        ann.otter (at) mail                           | an address or a handle
        see https://forum.example/t/7                 | a link
        see WWW.forum.example                         | a link
        see forum.social and leave                    | a link
        see forum.example/t/7                         | a link
        from 192.0.2.17 last night                    | an address of a device
        from 2001:db8::8a2e:7334                      | an address of a device
        from 2001:db8:0:0:0:8a2e:370:7334             | an address of a device
        paid to GB82 WEST 1234 5698 7654 32           | an account number
        paid to mt84malt011000012345mtlcast001s       | an account number
        call 0171 2345678                             | a long number
        call +49 (0)171-234.56.78                     | a long number
        call ٠١٧١٢٣٤٥٦                                | a long number
        the post post-8841 was taken down             | an id or a pseudonym
        """)
    void findsWhatLeadsToAPerson(String text, String kind) {
        assertThat(PersonalData.findings(List.of(text), List.of("post-8841"))).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Regulation (EU) 2022/2065, article 14",
                "Regulation (EC) No 765/2008",
                "The Defamation (Operators of Websites) Regulations, SI 2013/3028",
                "In force since 2026-03-02.",
                "Clause 2.2: no slurs, e.g. about origin.Nor about faith.",
                "At 12:30:45, section 86a",
                "GB82 WEST is no account",
                "post-88412 is another id, and so is xpost-8841",
                ""
            })
    void findsNothingInLawsDaysAndClauses(String text) {
        assertThat(PersonalData.findings(List.of(text), List.of("post-8841"))).isEmpty();
    }

    @Test
    void anAccountNumberIsOneOnlyWithTheRightCheckDigits() {
        assertThat(PersonalData.findings(List.of("GB82WESTABCDEF5698A"), List.of()))
                .isEmpty();
    }

    @Test
    void neverRepeatsWhatItFound() {
        List<String> findings =
                PersonalData.findings(List.of("Ann Otter, ann@mail.example, 0171 2345678"), List.of("Ann Otter"));
        assertThat(findings)
                .hasSize(3)
                .allSatisfy(finding -> assertThat(finding).doesNotContain("Ann", "0171", "mail"));
    }

    @Test
    void whatIsMissingIsPassedOver() {
        assertThat(PersonalData.findings(Arrays.asList(null, "fine"), Arrays.asList(null, "")))
                .isEmpty();
    }
}
