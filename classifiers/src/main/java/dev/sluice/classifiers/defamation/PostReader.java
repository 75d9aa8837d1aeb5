package dev.sluice.classifiers.defamation;

import dev.sluice.classifiers.names.NameFinder;
import dev.sluice.classifiers.names.Sentences;
import dev.sluice.classifiers.text.FoldedText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads who is meant, what is alleged and how it is put; weighs nothing. Safe for use by many threads. */
public final class PostReader {
    /** At most so many allegations of one post are read. */
    private static final int MAX_ALLEGATIONS = 32;

    /** Who does something is named at most so many tokens before it, or is a pronoun for somebody named earlier. */
    private static final int REACH = 14;

    /** A handle more often says to whom a post is addressed, unless what it does follows at once. */
    private static final int HANDLE_REACH = 4;

    private final Vocabulary vocabulary;
    private final @Nullable NameFinder names;

    PostReader(Vocabulary vocabulary, @Nullable NameFinder names) {
        this.vocabulary = vocabulary;
        this.names = names;
    }

    /**
     * A post as it was read.
     *
     * @param readings the allegations that the vocabulary knows, in order
     * @param focus the one that says most; null where there is none
     * @param subject whom the focus is about, or who else is named; null where nobody is
     */
    record Post(
            FoldedText text,
            Sentences sentences,
            List<Subject> subjects,
            Assertion assertion,
            List<Reading> readings,
            @Nullable Reading focus,
            @Nullable Subject subject) {}

    /** A reader with the shipped vocabulary. */
    public static PostReader of(@Nullable NameFinder names) {
        return new PostReader(Vocabulary.load(), names);
    }

    /** What a model sees of a post. */
    public DefamationFeatures features(FoldedText text) {
        return DefamationFeatures.of(read(text));
    }

    Post read(FoldedText text) {
        Sentences sentences = new Sentences(text);
        List<Subject> subjects = SubjectFinder.find(vocabulary, text, sentences, names);
        Assertion assertion = new Assertion(vocabulary, text, sentences);
        List<Reading> readings = new ArrayList<>();
        int token = next(text, 0);
        while (token >= 0 && readings.size() < MAX_ALLEGATIONS) {
            long match = vocabulary.allegationAt(text, token);
            int last = token + (int) (match >>> 32) - 1;
            if (!assertion.covers(Cue.IDIOM, token, last)) {
                readings.add(reading(text, sentences, subjects, assertion, vocabulary.allegation(match), token, last));
            }
            token = next(text, last + 1);
        }
        @Nullable Reading focus = null;
        for (Reading reading : readings) {
            focus = focus == null || reading.strength() > focus.strength() ? reading : focus;
        }
        @Nullable Subject subject = focus == null ? null : focus.subject();
        for (Subject other : subject == null ? subjects : List.<Subject>of()) {
            subject = subject == null || other.strength() > subject.strength() ? other : subject;
        }
        return new Post(text, sentences, subjects, assertion, readings, focus, subject);
    }

    /** Whether the vocabulary knows an allegation in a text: one probe a token. */
    boolean alleging(FoldedText text) {
        return next(text, 0) >= 0;
    }

    private int next(FoldedText text, int from) {
        for (int token = from; token < text.tokenCount; token++) {
            if (vocabulary.allegationAt(text, token) >= 0) {
                return token;
            }
        }
        return -1;
    }

    private Reading reading(
            FoldedText text,
            Sentences sentences,
            List<Subject> subjects,
            Assertion assertion,
            Allegation allegation,
            int first,
            int last) {
        boolean verb = allegation.form() == Allegation.Form.VERB;
        boolean self = assertion.before(Cue.SELF, first, 2);
        boolean suffered = verb && assertion.passive(first, last);
        boolean supposed = verb && assertion.before(Cue.MODAL, first, 1);
        boolean title = sentences.capital(first) && !sentences.initial(first);
        boolean after = allegation.form() == Allegation.Form.NOUN || (verb && assertion.by(last));
        @Nullable Subject subject = subject(text, sentences, subjects, first, last, after);
        return new Reading(allegation, first, last, subject, self, suffered, supposed, title);
    }

    /** Whom an allegation is about: who is named last before it, or just after it, or earlier where a pronoun says so. */
    private @Nullable Subject subject(
            FoldedText text, Sentences sentences, List<Subject> subjects, int first, int last, boolean after) {
        @Nullable Subject before = null;
        @Nullable Subject earlier = null;
        @Nullable Subject next = null;
        for (Subject subject : subjects) {
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
        return earlier != null && pronounBefore(text, sentences, first) ? earlier : null;
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
}
