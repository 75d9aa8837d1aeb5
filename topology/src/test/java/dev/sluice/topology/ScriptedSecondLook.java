package dev.sluice.topology;

import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.SecondLook;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what the text says that a second look finds: {@code again:hate:0.95}. Chokes on {@code choke}, alone or in
 * company, and knows English only.
 */
final class ScriptedSecondLook implements SecondLook {
    private static final String AGAIN = "again:";

    final List<Integer> batches = new ArrayList<>();

    @Override
    public String version() {
        return "second-1";
    }

    @Override
    public boolean covers(String language) {
        return language.equals("en");
    }

    @Override
    public List<Assessment> assess(List<Text> texts) {
        batches.add(texts.size());
        return texts.stream().map(ScriptedSecondLook::assess).toList();
    }

    private static Assessment assess(Text text) {
        if (text.text().contains("choke")) {
            throw new IllegalStateException("a message that quotes " + text.text());
        }
        String found = Stream.of(text.text().split(" ", -1))
                .filter(word -> word.startsWith(AGAIN))
                .map(word -> word.substring(AGAIN.length()))
                .collect(Collectors.joining(" "));
        return new ScriptedDetectors().assess(found, text.language());
    }
}
