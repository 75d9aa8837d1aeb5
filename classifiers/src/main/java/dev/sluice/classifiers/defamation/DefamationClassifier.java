package dev.sluice.classifiers.defamation;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Classifier;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.text.FoldedText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds damaging allegations about identifiable subjects in English. Posts without a word of its vocabulary cost one
 * probe a token.
 *
 * <p>Three questions multiply, each with its own words: who is meant, what is alleged, how it is asserted. Denials,
 * reports of proceedings, fiction, questions and self-disclosure weigh against; "allegedly" does not.
 */
public final class DefamationClassifier implements Classifier {
    private static final String VERSION = "rules-1.0.0";

    /** Weaker readings are not worth a person's time. */
    private static final float MIN_WEIGHT = 0.9f;

    /** At most so many allegations of one post are read. */
    private static final int MAX_ALLEGATIONS = 32;

    /** Who does something is named at most so many tokens before it, or is a pronoun for somebody named earlier. */
    private static final int REACH = 14;

    /** A handle more often says to whom a post is addressed, unless what it does follows at once. */
    private static final int HANDLE_REACH = 4;

    private final Vocabulary vocabulary = Vocabulary.load();

    /** A post as this detector reads it. */
    private record Post(FoldedText text, Sentences sentences, List<Subject> subjects, Assertion assertion) {}

    /** An allegation with whom it is about. */
    private record Reading(Allegation allegation, int first, int last, Subject subject, float weight) {}

    @Override
    public String id() {
        return "defamation";
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public Set<Category> categories() {
        return Set.of(Category.DEFAMATION);
    }

    @Override
    public List<Finding> classify(FoldedText text) {
        int first = firstAllegation(text, 0);
        if (first < 0 || !text.speaks("en")) {
            return List.of();
        }
        Sentences sentences = new Sentences(text);
        List<Subject> subjects = SubjectFinder.find(vocabulary, text, sentences);
        if (subjects.isEmpty()) {
            return List.of();
        }
        Assertion assertion = new Assertion(vocabulary, text, sentences);
        Post post = new Post(text, sentences, subjects, assertion);
        Map<Allegation.Kind, Reading> strongest = new EnumMap<>(Allegation.Kind.class);
        int token = first;
        for (int n = 0; token >= 0 && n < MAX_ALLEGATIONS; n++) {
            long match = vocabulary.allegationAt(text, token);
            int last = token + (int) (match >>> 32) - 1;
            Allegation allegation = vocabulary.allegation(match);
            @Nullable Reading reading = read(post, allegation, token, last);
            if (reading != null && reading.weight >= MIN_WEIGHT) {
                strongest.merge(allegation.kind(), reading, (a, b) -> a.weight >= b.weight ? a : b);
            }
            token = firstAllegation(text, last + 1);
        }
        List<Finding> findings = new ArrayList<>(strongest.size());
        strongest.values().forEach(reading -> findings.add(signal(text, assertion, reading)));
        return findings;
    }

    private int firstAllegation(FoldedText text, int from) {
        for (int token = from; token < text.tokenCount; token++) {
            if (vocabulary.allegationAt(text, token) >= 0) {
                return token;
            }
        }
        return -1;
    }

    private @Nullable Reading read(Post post, Allegation allegation, int first, int last) {
        Sentences sentences = post.sentences;
        Assertion assertion = post.assertion;
        boolean verb = allegation.form() == Allegation.Form.VERB;
        boolean suffered = verb && assertion.passive(first, last);
        boolean supposed = verb && assertion.before(Cue.MODAL, first, 1);
        boolean title = sentences.capital(first) && !sentences.initial(first);
        if (assertion.before(Cue.SELF, first, 2) || suffered || supposed || title) {
            return null;
        }
        boolean agentAfter = allegation.form() == Allegation.Form.NOUN || (verb && assertion.by(last));
        @Nullable Subject subject = subject(post, first, last, agentAfter);
        if (subject == null) {
            return null;
        }
        float weight = allegation.weight() + subject.strength() + assertion.weight(first, last);
        boolean elsewhere = sentences.of(subject.first()) != sentences.of(first);
        return new Reading(allegation, first, last, subject, weight - (elsewhere ? 0.2f : 0));
    }

    /** Whom an allegation is about: who is named last before it, or just after it, or earlier where a pronoun says so. */
    private @Nullable Subject subject(Post post, int first, int last, boolean after) {
        Sentences sentences = post.sentences;
        @Nullable Subject before = null;
        @Nullable Subject earlier = null;
        @Nullable Subject next = null;
        for (Subject subject : post.subjects) {
            int distance = sentences.of(first) - sentences.of(subject.first());
            int reach = subject.kind() == Subject.Kind.HANDLE ? HANDLE_REACH : REACH;
            if (subject.last() < first && distance == 0 && first - subject.last() <= reach) {
                before = better(before, subject);
            } else if (subject.last() < first && distance > 0 && distance <= 2 && reach == REACH) {
                earlier = better(earlier, subject);
            } else if (next == null && subject.first() > last && subject.first() - last <= 4 && distance == 0) {
                next = subject;
            }
        }
        if (before != null) {
            return before;
        }
        if (after && next != null) {
            return next;
        }
        return earlier != null && pronounBefore(post.text, sentences, first) ? earlier : null;
    }

    private static Subject better(@Nullable Subject old, Subject subject) {
        return old == null || subject.strength() >= old.strength() ? subject : old;
    }

    private boolean pronounBefore(FoldedText text, Sentences sentences, int first) {
        for (int token = first - 1; token >= 0 && sentences.of(token) == sentences.of(first); token--) {
            if (vocabulary.is("pronoun", text, token)) {
                return true;
            }
        }
        return false;
    }

    private Finding signal(FoldedText text, Assertion assertion, Reading reading) {
        Span subject = text.tokenSpan(reading.subject.first(), reading.subject.last());
        Span allegation = text.tokenSpan(reading.first, reading.last);
        List<Span> spans =
                subject.start() <= allegation.start() ? List.of(subject, allegation) : List.of(allegation, subject);
        return new Finding.Signal(
                Category.DEFAMATION,
                id(),
                VERSION,
                "defamation." + reading.allegation.kind().id(),
                new Finding.Score.Weight(reading.weight),
                spans,
                "Alleges " + reading.allegation.kind().words() + " by "
                        + reading.subject.kind().words() + ", put " + assertion.words() + ".");
    }
}
