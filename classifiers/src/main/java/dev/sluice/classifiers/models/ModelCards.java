package dev.sluice.classifiers.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cards of the models that ship with Sluice: what each is for, what it learned from, how well it does and where it
 * fails. They are written in {@code docs/models} and packed from there.
 */
public final class ModelCards {
    private static final List<String> ALWAYS = List.of("linear", "names", "defamation");
    private static final String SECOND_LOOK = "transformer";

    private final ModelManifest manifest;

    private ModelCards(ModelManifest manifest) {
        this.manifest = manifest;
    }

    /**
     * The card of a model.
     *
     * @param model name of the model, such as {@code linear-en}
     * @param text the card, in Markdown
     * @param sha256 hash of the text in UTF-8, lower-case hex
     */
    public record Card(String model, String text, String sha256) {}

    /** The cards of the shipped models. */
    public static ModelCards shipped() {
        return new ModelCards(ModelFolder.shipped().manifest());
    }

    /** Whether a version of a set of models, as assessments name it, is that of the shipped ones, plugged-in ones aside. */
    public boolean describes(String version) {
        String own = manifest.fullVersion();
        return version.equals(own) || version.startsWith(own + ".");
    }

    /** Whether the version says that models were plugged in, of which no card is known. */
    public boolean hasPlugins(String version) {
        return describes(version) && !version.equals(manifest.fullVersion());
    }

    /**
     * The cards of the models that read texts of a language. One card may speak of several files that are used together.
     *
     * @param language BCP 47 primary tag
     * @param secondLook whether the second look was taken
     */
    public List<Card> of(String language, boolean secondLook) {
        List<Card> cards = new ArrayList<>();
        for (ModelManifest.Model model : manifest.models()) {
            boolean took =
                    ALWAYS.contains(model.kind()) || (secondLook && model.kind().equals(SECOND_LOOK));
            if (took && model.languages().contains(language)) {
                card(model.name()).ifPresent(cards::add);
            }
        }
        return cards;
    }

    /** The card of a model, where it has one of its own. */
    public Optional<Card> card(String model) {
        if (manifest.models().stream().noneMatch(known -> known.name().equals(model))) {
            return Optional.empty();
        }
        try (InputStream in = ModelCards.class.getResourceAsStream("cards/" + model + ".md")) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            return Optional.of(new Card(model, new String(bytes, StandardCharsets.UTF_8), Sha256.of(bytes)));
        } catch (IOException e) {
            throw new IllegalStateException("the card of model " + model + " cannot be read", e);
        }
    }
}
