package dev.sluice.classifiers.defamation;

import dev.sluice.classifiers.defamation.PostReader.Post;
import dev.sluice.classifiers.names.Sentences;
import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the model sees of a post: how it is built (who is named, what the vocabulary knows of the allegation, how it is
 * put), and its words with names and known allegations masked. Changing anything here makes every trained model void:
 * raise {@link #REVISION}.
 */
public final class DefamationFeatures {
    /** Written into model files; a model is used only with the features that it was trained on. */
    public static final int REVISION = 1;

    private static final int C1 = 0x9E3779B1;
    private static final int C2 = 0x85EBCA77;
    private static final int C3 = 0xC2B2AE3D;

    /** So many tokens after a subject are taken for what is said of it. */
    private static final int PREDICATE = 8;

    private static final int MAX_TOKENS = 400;

    private static final long[][] PERSONS = {
        hashes("i", "im", "ive", "my", "me", "mine", "we", "our", "us", "id", "ill"),
        hashes("you", "your", "youre", "u", "ur"),
        hashes("he", "she", "they", "his", "her", "him", "their", "them", "hes", "shes", "theyre")
    };

    private final Post post;
    private final FoldedText text;
    private final Sentences sentences;
    private final int tokens;
    private final int[] masked;
    private final boolean[] named;
    private int[] structure = new int[256];
    private int structureCount;
    private int[] words = new int[1024];
    private int wordCount;

    private DefamationFeatures(Post post) {
        this.post = post;
        this.text = post.text();
        this.sentences = post.sentences();
        this.tokens = Math.min(text.tokenCount, MAX_TOKENS);
        masked = new int[tokens];
        named = new boolean[tokens];
    }

    /** The features of a post. */
    static DefamationFeatures of(Post post) {
        DefamationFeatures features = new DefamationFeatures(post);
        features.mask();
        features.people();
        features.allegation();
        features.assertion();
        features.shape();
        features.phrases();
        features.predicate();
        return features;
    }

    /** Hashes of how the post is built. */
    public int[] structure() {
        return Arrays.copyOf(structure, structureCount);
    }

    /** Whether the vocabulary knows an allegation in it. */
    public boolean alleging() {
        return post.focus() != null;
    }

    /** Hashes of its words. */
    public int[] words() {
        return Arrays.copyOf(words, wordCount);
    }

    private static long[] hashes(String... words) {
        long[] hashes = new long[words.length];
        for (int i = 0; i < words.length; i++) {
            hashes[i] = Folder.hash(words[i].toCharArray(), 0, words[i].length());
        }
        return hashes;
    }

    /** Grammatical person of a pronoun; 0 for any other word. */
    private static int person(long hash) {
        for (int person = 0; person < PERSONS.length; person++) {
            for (long word : PERSONS[person]) {
                if (word == hash) {
                    return person + 1;
                }
            }
        }
        return 0;
    }

    private static int mix(int h) {
        int x = (h ^ (h >>> 15)) * 0x2C1B3C6D;
        return (x ^ (x >>> 13)) * 0x297A2D39;
    }

    private void built(int kind, int value) {
        if (structureCount == structure.length) {
            structure = Arrays.copyOf(structure, structure.length * 2);
        }
        structure[structureCount++] = mix(kind * C1 + value * C2 + 77);
    }

    private void said(int kind, int value) {
        if (wordCount == words.length) {
            words = Arrays.copyOf(words, words.length * 2);
        }
        words[wordCount++] = mix(kind * C3 + value * C1 + 5);
    }

    private int word(int token) {
        long hash = text.tokenHashes[token];
        return (int) (hash ^ (hash >>> 32)) * C1;
    }

    /** What stands at a token: its word, or what it was masked by; 1 and 2 beyond the ends. */
    private int at(int token) {
        return token < 0 ? 1 : token >= tokens ? 2 : masked[token];
    }

    private void mask() {
        for (int token = 0; token < tokens; token++) {
            boolean number = Character.isDigit(text.chars[text.tokenStarts[token]]);
            boolean capital =
                    sentences.capital(token) && !sentences.initial(token) && text.tokenHashes[token] != PERSONS[0][0];
            masked[token] = number ? 3 : capital ? 4 : word(token);
            named[token] = capital;
        }
        for (Subject subject : post.subjects()) {
            for (int token = subject.first(); token <= Math.min(subject.last(), tokens - 1); token++) {
                named[token] |= subject.kind() != Subject.Kind.ROLE;
                masked[token] = 10 + subject.kind().ordinal();
            }
        }
    }

    private void people() {
        @Nullable Subject subject = post.subject();
        int kind = subject == null ? 9 : subject.kind().ordinal();
        built(1, kind);
        built(2, post.focus() != null && post.focus().subject() != null ? kind : 9);
        built(3, subject == null ? 99 : Math.round(subject.strength() * 4));
        built(4, Math.min(4, post.subjects().size()));
        if (subject != null && subject.last() < tokens) {
            built(5, at(subject.last() + 1));
            built(6, at(subject.last() + 1) * C3 + at(subject.last() + 2));
            built(7, at(subject.first() - 1));
            built(8, at(subject.first() - 2) * C3 + at(subject.first() - 1));
            built(9, (at(subject.first() - 1) * C3 + at(subject.last() + 1)) * 16 + kind);
            built(10, sentences.initial(subject.first()) ? kind : 16 + kind);
            built(11, Math.min(3, sentences.of(subject.first())));
        }
    }

    private void allegation() {
        built(20, Math.min(3, post.readings().size()));
        @Nullable Reading focus = post.focus();
        if (focus == null) {
            built(21, 99);
            return;
        }
        int form = focus.allegation().form().ordinal() * 2 + (focus.allegation().weak() ? 1 : 0);
        int stance = (focus.self() ? 1 : 0)
                + (focus.suffered() ? 2 : 0)
                + (focus.supposed() ? 4 : 0)
                + (focus.title() ? 8 : 0);
        int subject = focus.subject() == null ? 9 : focus.subject().kind().ordinal();
        int order = focus.subject() == null
                ? 3
                : focus.subject().first() > focus.last()
                        ? 2
                        : sentences.of(focus.subject().first()) == sentences.of(focus.first()) ? 0 : 1;
        built(21, form);
        built(22, stance);
        built(23, stance * 8 + form);
        built(24, order * 16 + subject);
        built(25, order * 8 + form);
        built(26, (order * 16 + stance) * 8 + form);
        built(27, focus.allegation().kind().ordinal());
        int last = Math.min(focus.last(), tokens - 1);
        int first = Math.min(focus.first(), tokens - 1);
        built(28, at(first - 1));
        built(29, at(first - 2) * C3 + at(first - 1));
        built(30, at(last + 1));
        built(31, at(first - 1) * C3 + at(last + 1));
        built(32, at(first - 1) * 8 + form);
        if (focus.subject() != null && order == 0) {
            built(33, Math.min(6, first - focus.subject().last()));
        }
    }

    private void assertion() {
        Assertion assertion = post.assertion();
        @Nullable Reading focus = post.focus();
        @Nullable Subject subject = post.subject();
        int place = focus != null ? focus.first() : subject != null ? subject.last() : -1;
        int who = subject == null ? 0 : 1;
        int what = focus == null ? 0 : focus.subject() == null ? 1 : 2;
        int present = 0;
        for (Cue cue : Cue.values()) {
            if (!assertion.has(cue)) {
                continue;
            }
            int id = cue.ordinal();
            present |= 1 << id;
            built(40, id);
            built(41, id * 4 + what);
            built(42, id * 2 + who);
            if (place >= 0) {
                boolean near = assertion.inSentence(cue, place);
                boolean before = assertion.before(cue, place, 4);
                built(43, id * 4 + (near ? 1 : 0) + (before ? 2 : 0));
                built(44, (id * 4 + (near ? 1 : 0) + (before ? 2 : 0)) * 4 + what);
            }
        }
        for (int i = 0; i < Cue.values().length; i++) {
            for (int j = i + 1; j < Cue.values().length; j++) {
                if ((present & 1 << i) != 0 && (present & 1 << j) != 0) {
                    built(45, i * 64 + j);
                }
            }
        }
        boolean asked = place >= 0 && sentences.question(sentences.of(place));
        built(46, (asked ? 1 : 0) * 4 + what);
        built(47, ((asked ? 1 : 0) * 2 + (assertion.has(Cue.LOADED) ? 1 : 0)) * 4 + what);
        built(48, what * 2 + who);
        if (present == 0) {
            built(49, what * 2 + who);
        }
    }

    private void shape() {
        int i = 0;
        int you = 0;
        int they = 0;
        int capitals = 0;
        for (int token = 0; token < tokens; token++) {
            int person = person(text.tokenHashes[token]);
            i += person == 1 ? 1 : 0;
            you += person == 2 ? 1 : 0;
            they += person == 3 ? 1 : 0;
            capitals += person == 0 && named[token] ? 1 : 0;
        }
        int who = post.subject() == null ? 0 : 1;
        built(60, Math.min(3, i) * 2 + who);
        built(61, Math.min(2, you) * 2 + who);
        built(62, Math.min(3, they) * 2 + who);
        built(63, Math.min(3, i) * 16 + Math.min(3, they) * 4 + Math.min(2, you));
        built(64, Math.min(8, tokens / 5));
        int count = tokens == 0 ? 0 : sentences.of(tokens - 1);
        built(65, Math.min(4, count));
        built(66, count >= 0 && tokens > 0 && sentences.question(count) ? 1 : 0);
        built(67, tokens > 0 ? word(0) : 0);
        built(68, tokens > 1 ? at(0) * C3 + at(1) : 0);
        built(69, Math.min(4, capitals));
        String original = text.original;
        built(70, original.indexOf('"') >= 0 || original.indexOf('\u201C') >= 0 ? 1 : 0);
        built(71, original.indexOf(':') >= 0 ? 1 : 0);
        built(72, original.indexOf('\u00A3') >= 0 || original.indexOf('$') >= 0 ? 1 : 0);
    }

    private void phrases() {
        for (int token = 0; token < tokens; token++) {
            int a = at(token);
            int b = at(token + 1);
            int c = at(token + 2);
            said(1, a);
            said(2, a * C2 + b);
            said(3, a * C2 + b * C3 + c);
            said(4, a * C3 + c);
            if (!named[token]) {
                letters(token, 10);
            }
        }
    }

    /** Pieces of three to five letters of one word, with its bounds. */
    private void letters(int token, int kind) {
        int start = text.tokenStarts[token] - 1;
        int end = Math.min(text.tokenEnds[token] + 1, start + 20);
        for (int i = start; i + 3 <= end; i++) {
            int h = 0;
            for (int k = 0; k < 5 && i + k < end; k++) {
                int at = i + k;
                h = h * 31 + (at == start || at == text.tokenEnds[token] ? ' ' : text.chars[at]);
                if (k >= 2) {
                    said(kind + k, h);
                }
            }
        }
    }

    /** The words that follow a subject count apart: they are most likely what is said of it. */
    private void predicate() {
        @Nullable Subject subject = post.subject();
        if (subject == null) {
            return;
        }
        int end = Math.min(tokens, subject.last() + 1 + PREDICATE);
        for (int token = subject.last() + 1; token < end; token++) {
            if (sentences.of(token) != sentences.of(subject.last())) {
                break;
            }
            if (!named[token]) {
                said(20, at(token));
                said(21, at(token) * C2 + at(token + 1));
                letters(token, 22);
            }
        }
    }
}
