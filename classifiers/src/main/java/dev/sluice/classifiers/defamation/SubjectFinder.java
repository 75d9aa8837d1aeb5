package dev.sluice.classifiers.defamation;

import dev.sluice.classifiers.names.NameFinder;
import dev.sluice.classifiers.names.Sentences;
import dev.sluice.classifiers.text.FoldedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds who could be meant: names by their capitals, honorifics and suffixes, handles, roles with a place. */
final class SubjectFinder {
    private static final int MAX_SUBJECTS = 64;
    private static final int MAX_NAME = 6;

    private final Vocabulary vocabulary;
    private final FoldedText text;
    private final Sentences sentences;
    private final List<Subject> subjects = new ArrayList<>();

    private SubjectFinder(Vocabulary vocabulary, FoldedText text, Sentences sentences) {
        this.vocabulary = vocabulary;
        this.text = text;
        this.sentences = sentences;
    }

    /** The subjects of a text in order, the first ones where there are very many. */
    static List<Subject> find(Vocabulary vocabulary, FoldedText text, Sentences sentences, @Nullable NameFinder names) {
        SubjectFinder finder = new SubjectFinder(vocabulary, text, sentences);
        finder.names();
        finder.roles();
        if (names != null) {
            finder.found(names.find(text, sentences));
        }
        finder.subjects.sort(Comparator.comparingInt(Subject::first));
        return finder.subjects;
    }

    private void names() {
        int token = 0;
        while (token < text.tokenCount && subjects.size() < MAX_SUBJECTS) {
            String gap = sentences.gapBefore(token);
            boolean account = gap.endsWith("@")
                    || (gap.equals("/") && token > 0 && text.token(token - 1).equals("u"));
            if (account && !retweet(token)) {
                int last = handleEnd(token);
                subjects.add(new Subject(Subject.Kind.HANDLE, token, last, 0.5f));
                token = last + 1;
            } else if (startsName(token)) {
                int last = nameEnd(token);
                name(token, last);
                token = last + 1;
            } else {
                token++;
            }
        }
    }

    /** What the name finder saw: it knows names in small letters, and tells names from other capitals. */
    private void found(List<NameFinder.Name> names) {
        for (NameFinder.Name name : names) {
            boolean known = false;
            for (int i = 0; i < subjects.size(); i++) {
                Subject subject = subjects.get(i);
                if (subject.first() <= name.last() && name.first() <= subject.last()) {
                    known = true;
                    if (subject.kind() == Subject.Kind.PERSON) {
                        subjects.set(i, subject.surer(0.5f));
                    }
                }
            }
            if (!known && subjects.size() < 2 * MAX_SUBJECTS) {
                subjects.add(new Subject(Subject.Kind.PERSON, name.first(), name.last(), 0));
            }
        }
    }

    /** An underscore or dot inside a handle separates tokens but not names. */
    private int handleEnd(int first) {
        int last = first;
        while (last + 1 < text.tokenCount) {
            String gap = sentences.gapBefore(last + 1);
            if (!gap.equals("_") && !gap.equals(".") && !gap.equals("__")) {
                break;
            }
            last++;
        }
        return last;
    }

    private boolean retweet(int token) {
        return token > 0 && text.token(token - 1).equals("rt");
    }

    private boolean startsName(int token) {
        return sentences.capital(token)
                && Character.isLetter(text.chars[text.tokenStarts[token]])
                && !vocabulary.is("noname", text, token);
    }

    private int nameEnd(int first) {
        int last = first;
        while (last + 1 < text.tokenCount && last - first < MAX_NAME && sentences.of(last + 1) == sentences.of(first)) {
            String gap = sentences.gapBefore(last + 1);
            boolean joined =
                    gap.isBlank() || gap.strip().equals("&") || gap.strip().equals(".") || gap.equals("-");
            boolean connected = joined
                    && last + 2 < text.tokenCount
                    && sentences.capital(last + 2)
                    && (text.token(last + 1).equals("of")
                            || text.token(last + 1).equals("van"));
            if (joined && sentences.capital(last + 1) && !text.token(last + 1).equals("i")) {
                last++;
            } else if (connected) {
                last += 2;
            } else {
                break;
            }
        }
        return last;
    }

    private void name(int first, int last) {
        boolean organisation = false;
        for (int token = first; token <= last; token++) {
            organisation |= token > first && vocabulary.is("organisation", text, token);
            organisation |= token > first && sentences.gapBefore(token).contains("&");
        }
        boolean titled = vocabulary.is("honorific", text, first)
                || (first > 0 && vocabulary.is("honorific", text, first - 1) && !sentences.initial(first));
        if (place(first) && !titled) {
            return;
        }
        int words = last - first + 1;
        if (organisation) {
            subjects.add(new Subject(Subject.Kind.ORGANISATION, first, last, 0.7f));
        } else if (titled && words > 1 || words > 1 && !(words == 2 && sentences.initial(first) && plural(first))) {
            subjects.add(new Subject(Subject.Kind.PERSON, first, last, 0.8f));
        } else if (titled || !sentences.initial(first)) {
            subjects.add(new Subject(Subject.Kind.PERSON, first, last, titled ? 0.6f : -0.3f));
        } else if (!plural(first)) {
            subjects.add(new Subject(Subject.Kind.PERSON, first, last, -0.6f));
        }
    }

    private boolean plural(int token) {
        return text.chars[text.tokenEnds[token] - 1] == 's';
    }

    /** Whether a name is where something is rather than who did it. */
    private boolean place(int first) {
        if (first == 0 || sentences.initial(first)) {
            return false;
        }
        boolean article = text.token(first - 1).equals("the") && first > 1;
        return switch (text.token(article ? first - 2 : first - 1)) {
            case "in", "near", "to", "on", "outside", "at", "around" -> true;
            default -> false;
        };
    }

    private void roles() {
        int token = 0;
        while (token < text.tokenCount && subjects.size() < 2 * MAX_SUBJECTS) {
            long match = vocabulary.roleAt(text, token);
            if (match < 0) {
                token++;
                continue;
            }
            int last = token + (int) (match >>> 32) - 1;
            float strength = identified(token, last);
            if (strength > -1 && !inName(token)) {
                subjects.add(new Subject(Subject.Kind.ROLE, token, last, strength));
            }
            token = last + 1;
        }
    }

    private boolean inName(int token) {
        return subjects.stream().anyMatch(subject -> subject.first() <= token && token <= subject.last());
    }

    /** How surely a role says who: by a place or body after it, or by whose it is; -1 where it could be anybody. */
    private float identified(int first, int last) {
        boolean owned = false;
        boolean definite = false;
        for (int token = Math.max(0, first - 3); token < first; token++) {
            String word = text.token(token);
            owned |= word.equals("our") || word.equals("my") || word.equals("local") || word.equals("your");
            definite |= word.equals("the")
                    || word.equals("that")
                    || word.equals("this")
                    || word.equals("his")
                    || word.equals("her")
                    || word.equals("their");
        }
        if (!owned && !definite) {
            return -1;
        }
        boolean placed = false;
        int end = Math.min(text.tokenCount, last + 7);
        for (int token = last + 2; token < end && sentences.of(token) == sentences.of(last); token++) {
            boolean named = sentences.capital(token) && !vocabulary.is("pronoun", text, token);
            boolean number = Character.isDigit(text.chars[text.tokenStarts[token]]);
            placed |= (named || number) && preposition(last + 1, token);
        }
        return placed ? 0.6f : owned ? 0.2f : -0.4f;
    }

    private boolean preposition(int from, int to) {
        for (int token = from; token < to; token++) {
            switch (text.token(token)) {
                case "at", "of", "from", "in", "on", "for", "behind", "next" -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }
}
