package dev.sluice.classifiers.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A set of models with its manifest, in a folder or on the class path. Bytes whose SHA-256 is not the one that the
 * manifest
 * names are refused.
 */
public final class ModelFolder {
    private final String name;
    private final Opener opener;
    private final ModelManifest manifest;

    private interface Opener {
        byte[] read(String file) throws IOException;
    }

    private ModelFolder(String name, Opener opener) {
        this.name = name;
        this.opener = opener;
        this.manifest = ModelManifest.read(name + "/" + ModelManifest.FILE, bytes(ModelManifest.FILE));
    }

    /** The models that ship with Sluice. */
    public static ModelFolder shipped() {
        return new ModelFolder("class path:models", ModelFolder::resource);
    }

    /**
     * The models in a folder.
     *
     * @throws IllegalArgumentException naming the file that is missing or wrong
     */
    public static ModelFolder at(Path folder) {
        return new ModelFolder(folder.toString(), file -> Files.readAllBytes(folder.resolve(file)));
    }

    private static byte[] resource(String file) throws IOException {
        try (InputStream in = ModelFolder.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new NoSuchFileException(file);
            }
            return in.readAllBytes();
        }
    }

    /** The manifest. */
    public ModelManifest manifest() {
        return manifest;
    }

    /** The models of one kind, in the manifest's order. */
    public List<ModelManifest.Model> models(String kind) {
        return manifest.models().stream()
                .filter(model -> model.kind().equals(kind))
                .toList();
    }

    /**
     * The bytes of a model.
     *
     * @throws IllegalArgumentException naming the file if it cannot be read or is not the one that the manifest
     *     vouches for
     */
    public byte[] read(ModelManifest.Model model) {
        byte[] bytes = bytes(model.file());
        String found = Sha256.of(bytes);
        if (!found.equals(model.sha256())) {
            throw new IllegalArgumentException(name + "/" + model.file() + ": SHA-256 is " + found
                    + "; the manifest allows " + model.sha256() + " alone");
        }
        return bytes;
    }

    private byte[] bytes(String file) {
        try {
            return opener.read(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(name + "/" + file + ": cannot be read", e);
        }
    }
}
