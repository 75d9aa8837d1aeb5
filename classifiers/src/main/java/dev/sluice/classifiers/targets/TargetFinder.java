package dev.sluice.classifiers.targets;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.RiskScores;
import dev.sluice.classifiers.Target;
import dev.sluice.classifiers.Target.Characteristic;
import dev.sluice.classifiers.Target.DirectedAt;
import dev.sluice.classifiers.Target.Kind;
import dev.sluice.classifiers.lexicon.Lexicon;
import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import dev.sluice.classifiers.text.PhraseTrie;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds whom a harmful post is aimed at, by words that name groups, slurs of the lexicons, and pronouns. Safe for use by
 * many threads. It reads words and not sentences: where a post names several groups, slurs come first and then the group
 * that is named most often.
 */
public final class TargetFinder {
    /** Posts with less risk of abuse are aimed at nobody. */
    public static final float LEAST_RISK = 0.25f;

    /** From this probability on a post is a threat before it is an insult. */
    private static final float THREATENING = 0.5f;

    private static final Map<String, Characteristic> TAGS = Map.of(
            "race", Characteristic.RACE,
            "ethnicity", Characteristic.NATIONALITY,
            "nationality", Characteristic.NATIONALITY,
            "religion", Characteristic.RELIGION,
            "sex", Characteristic.SEX,
            "orientation", Characteristic.SEXUAL_ORIENTATION,
            "transgender", Characteristic.GENDER_IDENTITY,
            "disability", Characteristic.DISABILITY,
            "age", Characteristic.AGE);

    /** Signals of these rules call for harm to a group. */
    private static final Set<String> INCITEMENT =
            Set.of("hate.call-for-violence", "hate.call-for-expulsion", "hate.extermination", "lexicon:incitement");

    private final PhraseTrie trie = new PhraseTrie();
    private final List<Name> names = new ArrayList<>();
    private final PhraseTrie.Condition condition =
            (text, value) -> text.speaks(names.get(value).language());
    private final Pronouns pronouns = new Pronouns();

    /** What a phrase of the trie names; a slur has no group. */
    private record Name(
            String language,
            Characteristic characteristic,
            @Nullable String group,
            boolean plural) {}

    /** A finder with the words that name groups, and those entries of lexicons whose tags name a characteristic. */
    public TargetFinder(IdentityWords words, List<Lexicon> lexicons) {
        Folder folder = new Folder();
        for (Lexicon lexicon : lexicons) {
            for (Lexicon.Entry entry : lexicon.entries()) {
                if (entry.category() == Category.HATE && entry.weight() > 0) {
                    entry.tags().stream()
                            .filter(TAGS::containsKey)
                            .findFirst()
                            .map(TAGS::get)
                            .ifPresent(found ->
                                    add(folder, entry.phrase(), new Name(lexicon.language(), found, null, false)));
                }
            }
        }
        for (IdentityWords.Identity identity : words.identities()) {
            String language = identity.language();
            Characteristic characteristic = identity.characteristic();
            Name one = new Name(language, characteristic, identity.group(), false);
            identity.adjectives().forEach(word -> add(folder, word, one));
            identity.person().forEach(word -> add(folder, word, one));
            Name several = new Name(language, characteristic, identity.group(), true);
            identity.people().forEach(word -> add(folder, word, several));
        }
    }

    private void add(Folder folder, String phrase, Name name) {
        if (trie.add(folder.fold(phrase), names.size()) == names.size()) {
            names.add(name);
        }
    }

    /**
     * Whom a post is aimed at.
     *
     * @param text the folded text, its language set
     * @param risk the probabilities of the post
     * @param findings what was found in it
     * @return null where there is too little risk for anybody to be a target
     */
    public @Nullable Target find(FoldedText text, RiskScores risk, List<Finding> findings) {
        if (risk.abuse() < LEAST_RISK) {
            return null;
        }
        Name name = mostNamed(text);
        return new Target(
                name == null ? null : name.characteristic(),
                name == null ? null : name.group(),
                directedAt(text, name),
                kind(risk, findings));
    }

    /** The first slur, else the group that is named most often. */
    private @Nullable Name mostNamed(FoldedText text) {
        Name best = null;
        int most = 0;
        List<Name> seen = new ArrayList<>();
        int token = 0;
        while (token < text.tokenCount) {
            long match = trie.longest(text, token, condition);
            if (match < 0) {
                token++;
                continue;
            }
            Name name = names.get((int) match);
            if (name.group() == null) {
                return name;
            }
            seen.add(name);
            int times = 0;
            for (Name other : seen) {
                times += name.group().equals(other.group()) ? 1 : 0;
            }
            if (times > most) {
                most = times;
                best = name;
            }
            token += (int) (match >>> 32);
        }
        return best;
    }

    private DirectedAt directedAt(FoldedText text, @Nullable Name name) {
        boolean plural = name != null && name.plural();
        if (pronouns.secondPerson(text) && !(plural && pronouns.thirdPerson(text))) {
            return DirectedAt.SECOND_PERSON;
        }
        if (plural || (name != null && pronouns.thirdPerson(text))) {
            return DirectedAt.GROUP;
        }
        if (Names.named(text.original)) {
            return DirectedAt.NAMED_PERSON;
        }
        return name == null ? DirectedAt.NOBODY : DirectedAt.GROUP;
    }

    private static Kind kind(RiskScores risk, List<Finding> findings) {
        for (Finding finding : findings) {
            if (finding instanceof Finding.Signal signal
                    && signal.rule() != null
                    && INCITEMENT.contains(signal.rule())) {
                return Kind.INCITEMENT;
            }
        }
        return risk.threat() >= THREATENING ? Kind.THREAT : Kind.DEROGATION;
    }
}
