package dev.sluice.classifiers.defamation;

import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import dev.sluice.classifiers.text.PhraseTrie;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The words of this detector, read once from the resources of its package. */
final class Vocabulary {
    private static final PhraseTrie.Condition ANY = (text, value) -> true;

    private final Folder folder = new Folder();
    private final PhraseTrie allegationTrie = new PhraseTrie();
    private final List<Allegation> allegations = new ArrayList<>();
    private final PhraseTrie cueTrie = new PhraseTrie();
    private final List<Set<Cue>> cues = new ArrayList<>();
    private final PhraseTrie roleTrie = new PhraseTrie();
    private final Map<String, Set<Long>> words = new HashMap<>();

    private Vocabulary() {
        VerbForms verbs = VerbForms.load();
        Set<String> weak = new HashSet<>();
        read("cues.tsv", (name, phrases) -> {
            Cue cue = Cue.valueOf(name.toUpperCase(Locale.ROOT));
            for (String phrase : phrases.split(";", -1)) {
                if (cue == Cue.WEAK) {
                    weak.add(phrase.strip());
                } else {
                    cue(cue, phrase.strip());
                }
            }
        });
        read("allegations.tsv", (kind, rest) -> {
            String[] columns = rest.split("\t", 2);
            Allegation.Kind k = Allegation.Kind.valueOf(kind.toUpperCase(Locale.ROOT));
            Allegation.Form form = Allegation.Form.valueOf(columns[0].toUpperCase(Locale.ROOT));
            for (String phrase : columns[1].split(";", -1)) {
                String stripped = phrase.strip();
                allegation(new Allegation(k, form, weak.contains(stripped)), stripped, verbs);
            }
        });
        read("subjects.tsv", this::subjects);
    }

    /** Reads the resources. */
    static Vocabulary load() {
        return new Vocabulary();
    }

    /** The longest allegation at a token, as {@link PhraseTrie#longest} gives it. */
    long allegationAt(FoldedText text, int token) {
        return allegationTrie.longest(text, token, ANY);
    }

    Allegation allegation(long match) {
        return allegations.get((int) match);
    }

    long cueAt(FoldedText text, int token) {
        return cueTrie.longest(text, token, ANY);
    }

    Set<Cue> cues(long match) {
        return cues.get((int) match);
    }

    long roleAt(FoldedText text, int token) {
        return roleTrie.longest(text, token, ANY);
    }

    /** Whether a token is among the words of a list of subjects.tsv. */
    boolean is(String list, FoldedText text, int token) {
        return words.getOrDefault(list, Set.of()).contains(text.tokenHashes[token]);
    }

    private void subjects(String list, String phrases) {
        Set<Long> hashes = words.computeIfAbsent(list, key -> new HashSet<>());
        for (String phrase : phrases.split(";", -1)) {
            FoldedText folded = folder.fold(phrase);
            if (list.equals("role")) {
                roleTrie.add(folded, 0);
            }
            if (folded.tokenCount == 1) {
                hashes.add(folded.tokenHashes[0]);
            }
        }
    }

    private void cue(Cue cue, String phrase) {
        int value = cueTrie.add(folder.fold(phrase), cues.size());
        if (value == cues.size()) {
            cues.add(EnumSet.noneOf(Cue.class));
        }
        cues.get(value).add(cue);
    }

    private void allegation(Allegation allegation, String phrase, VerbForms verbs) {
        add(allegation, phrase);
        if (allegation.form() != Allegation.Form.VERB) {
            return;
        }
        String[] parts = phrase.split(" ", 2);
        String rest = parts.length > 1 ? " " + parts[1] : "";
        for (String form : verbs.all(parts[0])) {
            add(allegation, form + rest);
        }
    }

    private void add(Allegation allegation, String phrase) {
        if (allegationTrie.add(folder.fold(phrase), allegations.size()) == allegations.size()) {
            allegations.add(allegation);
        }
    }

    /** Hands each line of a resource to a consumer: its first column, and the rest. */
    static void read(String resource, BiConsumer<String, String> line) {
        try (InputStream in = Vocabulary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the class path");
            }
            for (String row : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (!row.startsWith("#")) {
                    String[] columns = row.split("\t", 2);
                    line.accept(columns[0], columns[1]);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(resource + " cannot be read", e);
        }
    }
}
