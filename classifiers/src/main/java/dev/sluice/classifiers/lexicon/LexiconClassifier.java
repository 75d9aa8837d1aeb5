package dev.sluice.classifiers.lexicon;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Classifier;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.models.Sha256;
import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import dev.sluice.classifiers.text.PhraseTrie;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the words and phrases of all lexicons as whole tokens; where phrases overlap, the leftmost and then the longest
 * one counts. Gives one signal for each category and first tag, with the strongest weight among its words.
 */
public final class LexiconClassifier implements Classifier {
    /** A signal has at most so many spans; a post that repeats one word ten thousand times says no more than that. */
    static final int MAX_SPANS = 100;

    private final PhraseTrie trie = new PhraseTrie();
    /** For each phrase of the trie: what lexicons say about it. */
    private final List<List<Meaning>> meanings = new ArrayList<>();

    private final PhraseTrie.Condition condition = this::applies;
    private final Set<Category> categories = EnumSet.noneOf(Category.class);
    private final String version;

    /** What one lexicon says about a phrase. */
    private record Meaning(String language, Category category, String rule, float weight) {}

    /**
     * Compiles lexicons.
     *
     * @throws IllegalArgumentException where two of them have the same name
     */
    public LexiconClassifier(List<Lexicon> lexicons) {
        Folder folder = new Folder();
        Map<String, Lexicon> names = new LinkedHashMap<>();
        for (Lexicon lexicon : lexicons) {
            if (names.put(lexicon.name(), lexicon) != null) {
                throw new IllegalArgumentException("lexicon '" + lexicon.name() + "' is there twice; names are unique");
            }
            for (Lexicon.Entry entry : lexicon.entries()) {
                add(folder, lexicon.language(), entry);
            }
        }
        version = Sha256.nameOf(lexicons.stream().map(Lexicon::sha256).toList());
    }

    private void add(Folder folder, String language, Lexicon.Entry entry) {
        int value = trie.add(folder.fold(entry.phrase()), meanings.size());
        if (value == meanings.size()) {
            meanings.add(new ArrayList<>(1));
        }
        meanings.get(value).add(new Meaning(language, entry.category(), entry.rule(), entry.weight()));
        categories.add(entry.category());
    }

    @Override
    public String id() {
        return "lexicon";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Set<Category> categories() {
        return Collections.unmodifiableSet(categories);
    }

    @Override
    public List<Finding> classify(FoldedText text) {
        @Nullable Map<String, Hits> hits = null;
        int token = 0;
        while (token < text.tokenCount) {
            long match = trie.longest(text, token, condition);
            if (match < 0) {
                token++;
                continue;
            }
            if (hits == null) {
                hits = new LinkedHashMap<>();
            }
            int length = (int) (match >>> 32);
            collect(text, (int) match, text.tokenSpan(token, token + length - 1), hits);
            token += length;
        }
        return hits == null ? List.of() : signals(hits);
    }

    private boolean applies(FoldedText text, int value) {
        for (Meaning meaning : meanings.get(value)) {
            if (text.speaks(meaning.language)) {
                return true;
            }
        }
        return false;
    }

    private void collect(FoldedText text, int value, Span span, Map<String, Hits> hits) {
        for (Meaning meaning : meanings.get(value)) {
            if (text.speaks(meaning.language)) {
                hits.computeIfAbsent(meaning.category.id() + ' ' + meaning.rule, key -> new Hits(meaning))
                        .add(meaning.weight, span);
            }
        }
    }

    private List<Finding> signals(Map<String, Hits> hits) {
        List<Finding> signals = new ArrayList<>(hits.size());
        for (Hits hit : hits.values()) {
            signals.add(new Finding.Signal(
                    hit.category,
                    id(),
                    version,
                    hit.rule,
                    new Finding.Score.Weight(hit.weight),
                    hit.spans,
                    (hit.count == 1 ? "A word or phrase" : hit.count + " words or phrases") + " of the lexicons ("
                            + hit.rule + ")."));
        }
        return signals;
    }

    /** Matches that make one signal. */
    private static final class Hits {
        private final Category category;
        private final String rule;
        private final List<Span> spans = new ArrayList<>();
        private float weight;
        private int count;

        Hits(Meaning meaning) {
            category = meaning.category;
            rule = meaning.rule;
        }

        void add(float other, Span span) {
            weight = Math.abs(other) > Math.abs(weight) ? other : weight;
            boolean repeated = !spans.isEmpty() && spans.getLast().equals(span);
            if (!repeated) {
                count++;
                if (spans.size() < MAX_SPANS) {
                    spans.add(span);
                }
            }
        }
    }
}
