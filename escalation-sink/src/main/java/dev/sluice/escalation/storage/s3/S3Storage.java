package dev.sluice.escalation.storage.s3;

import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.storage.FileNames;
import dev.sluice.escalation.storage.HeldException;
import dev.sluice.escalation.storage.Parcel;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Storage in a bucket. Objects are created on condition that there is none of that name ({@code If-None-Match: *}), so
 * nothing is ever overwritten, and of two writers one wins.
 *
 * <p>A bucket has no way to move many objects in one step. So a parcel's files go first, and last of all one object that
 * lists them with their hashes: {@code complete/<location>}. A parcel without it counts for nothing, and publishing the
 * same parcel again finds its files and adds what is missing.
 */
public final class S3Storage implements EvidenceStorage {
    private static final String COMPLETE = "complete/";
    private static final int LARGEST_LIST_BYTES = 1 << 20;
    private static final int THREADS = 8;

    private final Bucket bucket;
    private final S3Settings settings;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("evidence-upload-", 0).factory());

    private S3Storage(Bucket bucket, S3Settings settings) {
        this.bucket = bucket;
        this.settings = settings;
    }

    /**
     * Opens the bucket.
     *
     * @throws IOException where it cannot be reached, or has no object lock although that is asked for
     */
    public static S3Storage open(S3Settings settings, Clock clock) throws IOException {
        Bucket bucket = new Bucket(settings, clock);
        try {
            bucket.check();
            return new S3Storage(bucket, settings);
        } catch (IOException | RuntimeException e) {
            bucket.close();
            throw e;
        }
    }

    @Override
    public void publish(List<Parcel> parcels) throws IOException {
        for (Parcel parcel : parcels) {
            if (contains(parcel.location())) {
                throw new FileAlreadyExistsException(parcel.location());
            }
        }
        List<Upload> files = new ArrayList<>();
        List<Upload> lists = new ArrayList<>();
        for (Parcel parcel : parcels) {
            parcel.files().forEach((path, content) -> files.add(new Upload(parcel.location() + "/" + path, content)));
            lists.add(new Upload(COMPLETE + parcel.location(), list(parcel)));
        }
        uploadAll(files);
        requireLocked(files);
        uploadAll(lists);
        requireLocked(lists);
    }

    /**
     * The lock is asked for with each object. A store that passes over the request would leave evidence open to deletion
     * without a word, so one object is looked at; where it is not locked, all are locked by a request of their own.
     */
    private void requireLocked(List<Upload> uploads) throws IOException {
        if (settings.lock() == null || uploads.isEmpty() || bucket.isLocked(uploads.getFirst().name)) {
            return;
        }
        for (Upload upload : uploads) {
            bucket.lock(upload.name);
        }
        if (!bucket.isLocked(uploads.getFirst().name)) {
            throw new IOException(
                    settings + " does not lock objects although it says that it can; allowed: a store that"
                            + " does, or no sink.storage.retention");
        }
    }

    @Override
    public boolean contains(String location) throws IOException {
        return bucket.exists(COMPLETE + checked(location));
    }

    @Override
    public List<String> files(String location) throws IOException {
        if (!contains(location)) {
            return List.of();
        }
        List<String> files = new ArrayList<>();
        String start = location + "/";
        bucket.list(start, name -> files.add(name.substring(start.length())));
        return files.stream().sorted().toList();
    }

    @Override
    public byte[] read(String location, String file, int limit) throws IOException {
        if (!FileNames.isPlain(file)) {
            throw new IOException("the file's name is no plain path");
        }
        return bucket.get(checked(location) + "/" + file, limit);
    }

    @Override
    public void visit(FileNames.Root root, Visitor visitor) throws IOException {
        List<String> names = new ArrayList<>();
        bucket.list(COMPLETE + root.folder() + "/", names::add);
        for (String name : names) {
            String location = name.substring(COMPLETE.length());
            if (FileNames.isLocation(location)) {
                visitor.parcel(location);
            } else {
                visitor.stray(name);
            }
        }
    }

    @Override
    public void hold(String location, boolean on) throws IOException {
        if (!contains(location)) {
            throw new NoSuchFileException(location);
        }
        for (String file : files(location)) {
            bucket.hold(location + "/" + file, on);
        }
        // Last, for it is what is asked about: a hold that failed half way is not taken for one.
        bucket.hold(COMPLETE + location, on);
    }

    @Override
    public boolean held(String location) throws IOException {
        return contains(location) && bucket.held(COMPLETE + location);
    }

    @Override
    public @Nullable String objection(String location) throws IOException {
        if (!contains(location)) {
            return null;
        }
        if (bucket.held(COMPLETE + location)) {
            return "is under a legal hold";
        }
        Instant until = bucket.lockedUntil(COMPLETE + location);
        return until == null ? null : "is locked until " + until + " by object lock";
    }

    /** What lists the parcel goes first, for without it the rest counts for nothing. */
    @Override
    public void delete(String location) throws IOException {
        String list = COMPLETE + checked(location);
        if (bucket.exists(list)) {
            if (bucket.held(list)) {
                throw new HeldException(location);
            }
            bucket.delete(list);
        }
        List<String> files = new ArrayList<>();
        bucket.list(location + "/", files::add);
        for (String file : files) {
            bucket.delete(file);
        }
    }

    @Override
    public boolean remains(String location) throws IOException {
        List<String> files = new ArrayList<>();
        bucket.list(checked(location) + "/", files::add);
        return !files.isEmpty() || contains(location);
    }

    @Override
    public String describe() {
        return settings.toString();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        bucket.close();
    }

    /** An object to be created. */
    private record Upload(String name, byte[] content) {}

    private void uploadAll(List<Upload> uploads) throws IOException {
        List<Future<?>> running = new ArrayList<>(uploads.size());
        for (Upload upload : uploads) {
            running.add(threads.submit(() -> {
                create(upload);
                return null;
            }));
        }
        for (Future<?> upload : running) {
            requireDone(upload);
        }
    }

    private static void requireDone(Future<?> upload) throws IOException {
        try {
            upload.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while evidence was uploaded");
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException("an object was not created", e);
        }
    }

    /** Creates an object, or finds the same one there: an earlier attempt got that far. */
    private void create(Upload upload) throws IOException {
        if (bucket.create(upload.name, upload.content)) {
            return;
        }
        byte[] there = bucket.get(upload.name, Math.max(upload.content.length, LARGEST_LIST_BYTES));
        if (!java.util.Arrays.equals(there, upload.content)) {
            throw new FileAlreadyExistsException(
                    upload.name, null, "an unfinished parcel in " + settings + " holds other bytes there");
        }
    }

    private static byte[] list(Parcel parcel) {
        StringBuilder text = new StringBuilder();
        Map<String, byte[]> files = new TreeMap<>(parcel.files());
        files.forEach((path, content) ->
                text.append(Sha256.hex(content)).append("  ").append(path).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String checked(String location) {
        if (!FileNames.isLocation(location)) {
            throw new IllegalArgumentException("location '" + location + "' is none of ours");
        }
        return location;
    }
}
