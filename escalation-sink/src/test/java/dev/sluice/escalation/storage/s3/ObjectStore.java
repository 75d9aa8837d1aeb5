package dev.sluice.escalation.storage.s3;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An S3-compatible server (Adobe S3Mock) in a process of its own, and a client that is not ours to look at what is in it.
 */
final class ObjectStore implements AutoCloseable {
    private static final Pattern STARTED = Pattern.compile("Tomcat started on ports .*?(\\d+) \\(http\\)");
    private static final Path JAR = Path.of("target/object-store/s3mock.jar");

    private final Process process;
    private final URI endpoint;
    private final S3Client client;

    private ObjectStore(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
        this.client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .region(Region.US_EAST_1)
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .build();
    }

    static ObjectStore start(Path folder) throws Exception {
        if (!Files.exists(JAR)) {
            throw new IOException(JAR + " is missing: the module's build puts it there before its integration tests");
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dserver.port=0",
                        "-Dhttp.port=0",
                        "-Dcom.adobe.testing.s3mock.root=" + folder,
                        "-jar",
                        JAR.toAbsolutePath().toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        CompletableFuture<Integer> port = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> listen(process, port));
        return new ObjectStore(process, URI.create("http://localhost:" + port.get(3, TimeUnit.MINUTES)));
    }

    URI endpoint() {
        return endpoint;
    }

    S3Client client() {
        return client;
    }

    /** Makes a bucket. */
    void bucket(String name, boolean objectLock) {
        client.createBucket(request -> request.bucket(name).objectLockEnabledForBucket(objectLock));
    }

    @Override
    public void close() throws Exception {
        client.close();
        process.destroy();
        process.waitFor();
    }

    /** Reads to the end, or the server would wait for somebody to do so. */
    private static void listen(Process process, CompletableFuture<Integer> port) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher started = STARTED.matcher(line);
                if (started.find()) {
                    port.complete(Integer.valueOf(started.group(1)));
                }
            }
        } catch (IOException e) {
            port.completeExceptionally(e);
        }
        port.completeExceptionally(new IOException("the object store ended"));
    }
}
