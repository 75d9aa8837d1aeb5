package dev.sluice.app.doctor;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.schemas.encryption.KeyFileRights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether files with keys and secrets are there, can be read by us, and by as few others as they should. */
record SecretFilesCheck() implements Check {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{file:([^}\\n]+)}");
    private static final Set<PosixFilePermission> OF_OTHERS =
            Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    /**
     * What is known of a file.
     *
     * @param key what names it
     * @param path where it is
     * @param kind who may read it
     */
    private record Secret(String key, Path path, Kind kind) {}

    /** Who may read a file. */
    private enum Kind {
        /** As {@link KeyFileRights} has it, or our own processes refuse it. */
        KEY,
        /** Not everybody. */
        SHARED
    }

    @Override
    public String name() {
        return "secret files";
    }

    @Override
    public List<Remark> look(Patient patient) throws IOException {
        List<Remark> remarks = new ArrayList<>();
        List<Secret> files = files(patient);
        for (Secret secret : files) {
            look(secret, remarks);
        }
        SluiceConfig.Sink sink = patient.config().sink();
        if (sink != null && !Files.exists(Path.of(sink.signingKey())) && !Boolean.TRUE.equals(sink.createKey())) {
            remarks.add(Remark.fail(
                    "sink.signingKey is " + sink.signingKey() + ", which does not exist; allowed: a file, or"
                            + " sink.createKey: true for the first start",
                    "put the key back from its backup; make a new one only where there was none"));
        }
        if (remarks.isEmpty()) {
            remarks.add(
                    Remark.ok(files.isEmpty() ? "none is named" : files.size() + " can be read, and not by everybody"));
        }
        return remarks;
    }

    private static List<Secret> files(Patient patient) throws IOException {
        SluiceConfig config = patient.config();
        Map<String, Secret> files = new TreeMap<>();
        Path file = patient.file().toAbsolutePath();
        Path folder = file.getParent();
        Matcher reference = REFERENCE.matcher(Files.readString(file));
        while (reference.find()) {
            Path path = (folder == null ? Path.of("") : folder).resolve(reference.group(1));
            files.put(
                    path.toString(), new Secret("the reference ${file:" + reference.group(1) + "}", path, Kind.SHARED));
        }
        SluiceConfig.Sink sink = config.sink();
        if (sink != null) {
            if (Files.exists(Path.of(sink.signingKey()))) {
                put(files, "sink.signingKey", sink.signingKey(), Kind.KEY);
            }
            put(
                    files,
                    "sink.caseKeys.keyFile",
                    sink.caseKeys() == null ? null : sink.caseKeys().keyFile(),
                    Kind.KEY);
        }
        put(
                files,
                "posterIdentities.keyFile",
                config.posterIdentities() == null
                        ? null
                        : config.posterIdentities().keyFile(),
                Kind.KEY);
        put(files, "serve.keys", config.serve() == null ? null : config.serve().keys(), Kind.SHARED);
        put(
                files,
                "transparency.tokenFile",
                config.transparency() == null ? null : config.transparency().tokenFile(),
                Kind.SHARED);
        put(
                files,
                "kafka.properties.ssl.keystore.location",
                config.kafka().properties() == null
                        ? null
                        : config.kafka().properties().get("ssl.keystore.location"),
                Kind.SHARED);
        return List.copyOf(files.values());
    }

    private static void put(Map<String, Secret> files, String key, @Nullable String path, Kind kind) {
        if (path != null) {
            files.put(path, new Secret(key, Path.of(path), kind));
        }
    }

    private static void look(Secret secret, List<Remark> remarks) throws IOException {
        String named = secret.key + " is " + secret.path;
        if (!Files.isRegularFile(secret.path)) {
            remarks.add(Remark.fail(
                    named + ", which is no file; allowed: a file that the process may read",
                    "put it there, or correct the path"));
            return;
        }
        if (!Files.isReadable(secret.path)) {
            remarks.add(Remark.fail(
                    named + ", which this user may not read; allowed: a file that the process may read",
                    "make the process's user its owner"));
            return;
        }
        PosixFileAttributeView view = Files.getFileAttributeView(secret.path, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        String problem = secret.kind == Kind.KEY ? KeyFileRights.problem(secret.path) : null;
        if (problem != null) {
            remarks.add(Remark.fail(
                    named + ", which " + problem,
                    Files.isSymbolicLink(secret.path)
                            ? "a mounted secret: give it defaultMode 0440 and the pod's group (fsGroup); else chmod 600"
                                    + " of the file behind the link"
                            : "chmod 600 " + secret.path));
        } else if (permissions.stream().anyMatch(OF_OTHERS::contains)) {
            remarks.add(Remark.warn(
                    named + " with the rights " + PosixFilePermissions.toString(permissions)
                            + "; allowed: nothing for others than owner and group",
                    "chmod o= " + secret.path));
        }
    }
}
