package dev.sluice.classifiers.training;

import dev.sluice.classifiers.dataset.LabelledPost;
import dev.sluice.classifiers.targets.IdentityWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes copies of training posts that name other groups, so that a model learns what is said and not about whom: the
 * groups that a post names are exchanged for others in the same grammatical form, and harmless posts about people get a
 * word that names a group. Labels stay as they are (counterfactual data augmentation: Dixon et al., "Measuring and
 * Mitigating Unintended Bias in Text Classification", 2018; Zmigrod et al., 2019). English alone.
 */
final class IdentityVariants {
    private static final Pattern WORD = Pattern.compile("[A-Za-z]+");

    /** Words for people before which an adjective can stand. */
    private static final Pattern PERSON = Pattern.compile("\\b(people|man|men|woman|women|girl|girls|guy|guys|boy|boys|"
            + "lady|kid|kids|friends?|neighbou?rs?|teachers?|students?|family|families|players?|doctor|nurse|driver|"
            + "couple|colleagues?|boss|mum|mom|dad|sister|brother|wife|husband|artist|singer|team|fans?|community|"
            + "everyone|folks|child|children|person|client|customers?|visitors|author|actor|writer|star|mates?)\\b");

    private static final List<String> SEVERAL = List.of("people", "folks", "fans", "guys", "everyone");

    /** A post that names more is a list, and a copy of it another list. */
    private static final int MOST_NAMED = 6;

    private static final int FORMS = 3;
    private static final int ADJECTIVE = 0;
    private static final int PEOPLE = 2;

    private final List<List<String>> forms = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private final Map<String, Word> words = new HashMap<>();

    /** A word that names people: its form and its place among those of the form. */
    private record Word(int form, int place) {}

    /** A word of a text that names people. */
    private record Named(int start, int end, Word word) {}

    IdentityVariants(IdentityWords identities) {
        for (IdentityWords.Identity identity : identities.identities()) {
            if (identity.language().equals("en")) {
                List<List<String>> cells = List.of(identity.adjectives(), identity.person(), identity.people());
                for (int form = 0; form < FORMS; form++) {
                    cells.get(form).stream().limit(1).forEach(new Adder(form)::add);
                }
            }
        }
    }

    /** Adds words of one form. */
    private final class Adder {
        private final int form;

        Adder(int form) {
            this.form = form;
        }

        void add(String word) {
            if (WORD.matcher(word).matches()) {
                words.putIfAbsent(
                        word.toLowerCase(Locale.ROOT),
                        new Word(form, forms.get(form).size()));
                forms.get(form).add(word);
            }
        }
    }

    /** Copies of a post that name other groups; empty where it names none, or a whole list of them. */
    List<LabelledPost> exchanged(LabelledPost post, int copies, Random random) {
        List<Named> named = new ArrayList<>();
        Matcher matcher = WORD.matcher(post.text());
        while (matcher.find()) {
            Word word = words.get(matcher.group().toLowerCase(Locale.ROOT));
            if (word != null) {
                named.add(new Named(matcher.start(), matcher.end(), word));
            }
        }
        List<LabelledPost> variants = new ArrayList<>();
        if (named.isEmpty() || named.size() > MOST_NAMED) {
            return variants;
        }
        for (int copy = 0; copy < copies; copy++) {
            variants.add(post.withText(exchanged(
                    post.text(), named, 1 + random.nextInt(forms.get(ADJECTIVE).size()))));
        }
        return variants;
    }

    /** Every group moves on by the same number of places, so that one named twice stays one. */
    private String exchanged(String text, List<Named> named, int shift) {
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (Named name : named) {
            List<String> form = forms.get(name.word().form());
            out.append(text, from, name.start());
            out.append(form.get((name.word().place() + shift) % form.size()));
            from = name.end();
        }
        return out.append(text, from, text.length()).toString();
    }

    /** Copies of a harmless post about people in which one word for people names a group; empty where it has none. */
    List<LabelledPost> named(LabelledPost post, int copies, Random random) {
        List<int[]> places = new ArrayList<>();
        Matcher matcher = PERSON.matcher(post.text());
        while (matcher.find()) {
            places.add(new int[] {matcher.start(), matcher.end()});
        }
        List<LabelledPost> variants = new ArrayList<>();
        for (int copy = 0; copy < copies && !places.isEmpty(); copy++) {
            int[] place = places.get(random.nextInt(places.size()));
            variants.add(post.withText(named(post.text(), place[0], place[1], random)));
        }
        return variants;
    }

    private String named(String text, int start, int end, Random random) {
        String word = text.substring(start, end);
        boolean replace = SEVERAL.contains(word) && (word.equals("everyone") || random.nextBoolean());
        List<String> form = forms.get(replace ? PEOPLE : ADJECTIVE);
        String group = form.get(random.nextInt(form.size()));
        return text.substring(0, start) + group + (replace ? text.substring(end) : " " + text.substring(start));
    }
}
