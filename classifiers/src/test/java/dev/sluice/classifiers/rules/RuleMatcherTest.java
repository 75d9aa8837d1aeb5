package dev.sluice.classifiers.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.Query;
import org.junit.jupiter.api.Test;

class RuleMatcherTest {
    private static final String[] WORDS = {"ab", "cb", "dd", "ee", "fgh", "ij"};
    private static final int MANY = 1000;

    private final Folder folder = new Folder();

    private static Rule rule(int number, String language, Query query) {
        return new Rule(
                "r" + number, Category.HATE, List.of(language), query, 1, null, "d", "o", List.of(), List.of(), "");
    }

    private static Query parse(String query) throws ParseException {
        QueryParser parser = new QueryParser(FoldedTokenStream.FIELD, new FoldingAnalyzer());
        return parser.parse(query);
    }

    @Test
    void everyRuleMatchesWhereLuceneSaysSo() throws Exception {
        Random random = new Random(11);
        Aliases aliases = new Aliases();
        List.of(WORDS).forEach(aliases::add);
        int matching = 0;
        for (int round = 0; round < 60; round++) {
            List<Rule> rules = new ArrayList<>();
            for (int rule = 0; rule < 12; rule++) {
                rules.add(rule(rule, "*", parse(query(random, 3))));
            }
            RuleMatcher matcher = new RuleMatcher(rules, MANY);
            for (int i = 0; i < 20; i++) {
                FoldedText text = folder.fold(post(random));
                List<RuleMatcher.Match> expected = byLucene(rules, text, aliases);
                assertThat(matcher.match(text)).as(text.original).isEqualTo(expected);
                matching += expected.size();
            }
        }
        assertThat(matching).as("matches compared").isGreaterThan(1000);
    }

    private static List<RuleMatcher.Match> byLucene(List<Rule> rules, FoldedText text, Aliases aliases)
            throws IOException {
        Proximity lucene = new Proximity(text, aliases);
        List<RuleMatcher.Match> matches = new ArrayList<>();
        for (Rule rule : rules) {
            List<Span> spans = lucene.spans(rule.query(), MANY).stream()
                    .distinct()
                    .sorted(RuleMatcher.IN_ORDER)
                    .toList();
            if (!spans.isEmpty()) {
                matches.add(new RuleMatcher.Match(rule, spans, null));
            }
        }
        return matches;
    }

    /** Some words, now and then drawn out or spaced out. */
    private static String post(Random random) {
        StringBuilder post = new StringBuilder();
        for (int w = random.nextInt(9); w >= 0; w--) {
            String word = word(random);
            post.append(
                            switch (random.nextInt(12)) {
                                case 0 -> word + word.charAt(word.length() - 1) + word.charAt(word.length() - 1);
                                case 1 -> "😀 " + word;
                                default -> word;
                            })
                    .append(' ');
        }
        return post.toString();
    }

    private static String word(Random random) {
        return WORDS[random.nextInt(WORDS.length)];
    }

    private static String query(Random random, int depth) {
        return switch (depth == 0 ? random.nextInt(3) : random.nextInt(6)) {
            case 0 -> word(random);
            case 1 -> "\"" + word(random) + " " + word(random) + "\"~" + random.nextInt(3);
            case 2 -> "\"" + word(random) + " " + word(random) + " " + word(random) + "\"~" + random.nextInt(2);
            case 3 -> "(" + query(random, depth - 1) + " AND " + query(random, depth - 1) + ")";
            case 4 -> "(" + query(random, depth - 1) + " OR " + query(random, depth - 1) + ")";
            default -> "(" + query(random, depth - 1) + " AND NOT " + query(random, depth - 1) + ")";
        };
    }

    @Test
    void rulesThatShareAPhraseEachMatch() throws Exception {
        RuleMatcher matcher = new RuleMatcher(
                List.of(
                        rule(0, "en", parse("\"go home\" OR rats")),
                        rule(1, "fr", parse("\"go home\"")),
                        rule(2, "en", parse("\"go home\" AND NOT soon"))),
                MANY);
        FoldedText text = folder.fold("they go home soon");
        text.language = "en";
        assertThat(matcher.match(text))
                .extracting(match -> match.rule().id(), RuleMatcher.Match::spans)
                .containsExactly(tuple("r0", List.of(new Span(5, 12))));
    }
}
