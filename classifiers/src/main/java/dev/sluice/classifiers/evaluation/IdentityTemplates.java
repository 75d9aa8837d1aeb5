package dev.sluice.classifiers.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Harmless sentences about people, with a place for who they are. The file's lines are {@code template<TAB>sentence} and
 * {@code identity<TAB>characteristic<TAB>people<TAB>person}; a sentence has {@code {people}}, such as "disabled people",
 * or {@code {person}}, such as "a disabled person".
 */
record IdentityTemplates(List<String> templates, List<Identity> identities) {
    private static final String RESOURCE = "identity-templates.tsv";

    /** Copies the lists. */
    IdentityTemplates {
        templates = List.copyOf(templates);
        identities = List.copyOf(identities);
    }

    /**
     * Who sentences are about.
     *
     * @param characteristic the protected characteristic
     * @param people how several are named
     * @param person how one is named, with its article
     */
    record Identity(String characteristic, String people, String person) {}

    /** Those that are part of this package. No model is trained on them. */
    static IdentityTemplates shipped() {
        List<String> templates = new ArrayList<>();
        List<Identity> identities = new ArrayList<>();
        try (InputStream in = IdentityTemplates.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().filter(row -> !row.startsWith("#")).toList()) {
                String[] columns = line.split("\t", -1);
                switch (columns[0]) {
                    case "template" -> templates.add(columns[1]);
                    case "identity" -> identities.add(new Identity(columns[1], columns[2], columns[3]));
                    default ->
                        throw new IllegalStateException(
                                RESOURCE + ": '" + columns[0] + "' is unknown; allowed: template, identity");
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(RESOURCE + " cannot be read", e);
        }
        return new IdentityTemplates(templates, identities);
    }

    /** The sentences about one identity. */
    List<String> sentences(Identity identity) {
        return templates.stream()
                .map(template -> capitalised(
                        template.replace("{people}", identity.people()).replace("{person}", identity.person())))
                .toList();
    }

    private static String capitalised(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
