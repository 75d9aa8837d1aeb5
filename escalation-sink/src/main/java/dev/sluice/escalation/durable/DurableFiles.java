package dev.sluice.escalation.durable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Writes a folder whole or not at all: all files and folders go to the device under a staging name, and only then does
 * one atomic rename give the folder its own name. Files are readable by owner and group and writable by nobody.
 */
public final class DurableFiles {
    /** How the name of a file ends that is being written in place of another. */
    public static final String UNFINISHED = ".unfinished";

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwxr-x---");
    private static final Set<PosixFilePermission> SECRET_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> SEALED_FILE = PosixFilePermissions.fromString("r--r-----");

    /** What the names of the threads that write files begin with. */
    public static final String WRITER_THREAD = "evidence-files-";

    private static final int SYNC_THREADS = 16;
    private static final Duration IDLE = Duration.ofSeconds(10);
    /** Of the whole process: what they wait for is the device, and more of them would not make it faster. */
    private static final ExecutorService WRITERS = writers();

    private final StepHook hook;

    /** Announces each step to the hook. */
    public DurableFiles(StepHook hook) {
        this.hook = hook;
    }

    /** Makes a folder and those above it, where they are missing, and puts their names on the device. */
    public void createFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            createFolders(parent);
        }
        hook.before(Step.CREATE_FOLDER, folder);
        try {
            Files.createDirectory(folder);
            restrict(folder, FOLDER);
        } catch (FileAlreadyExistsException e) {
            // Another writer made it between the look and here; its name goes to the device all the same, for this
            // writer may be the first that relies on it.
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        if (parent != null) {
            syncFolder(parent);
        }
    }

    /**
     * A folder to be published.
     *
     * @param staging where it is written first; what an earlier attempt left there is removed
     * @param target its own name, in the same file system; must not exist
     * @param files path below the folder, with slashes, to content
     */
    public record NewFolder(Path staging, Path target, SortedMap<String, byte[]> files) {}

    /**
     * Writes folders under their staging names, takes them all to the device at once, and publishes them one by one:
     * where it fails some may be published, each of them whole.
     *
     * <p>There are three barriers for any number of folders: all files, then all folders under their staging names, and
     * after the renames all folders that got a new entry. Within each, a device takes many requests in hardly more time
     * than one.
     */
    public void publishFolders(List<NewFolder> folders) throws IOException {
        Set<Path> staged = new TreeSet<>();
        List<Callable<?>> writes = new ArrayList<>();
        for (NewFolder folder : folders) {
            stage(folder, staged, writes);
        }
        sideBySide(writes);
        syncAll(staged);
        Set<Path> changed = new TreeSet<>();
        for (NewFolder folder : folders) {
            Path parent = parentOf(folder.target());
            makeFolders(parent, changed);
            hook.before(Step.PUBLISH, folder.target());
            Files.move(folder.staging(), folder.target(), StandardCopyOption.ATOMIC_MOVE);
            changed.add(parent);
        }
        syncAll(changed);
    }

    private void stage(NewFolder folder, Set<Path> staged, List<Callable<?>> writes) throws IOException {
        Path staging = folder.staging().toAbsolutePath();
        discard(staging);
        // Nobody needs to find it after a crash, so the folder that it is in is not taken to the device.
        makeFolders(staging, new TreeSet<>());
        staged.add(staging);
        Set<Path> known = new TreeSet<>(Set.of(staging));
        for (Map.Entry<String, byte[]> file : folder.files().entrySet()) {
            Path path = staging.resolve(file.getKey());
            Path parent = parentOf(path);
            if (known.add(parent)) {
                makeFolders(parent, staged);
                for (Path above = parent; !above.equals(staging); above = parentOf(above)) {
                    staged.add(above);
                }
            }
            hook.before(Step.WRITE_FILE, path);
            hook.before(Step.SYNC_FILE, path);
            writes.add(() -> writeSealed(path, file.getValue()));
        }
    }

    /** Makes a folder and those above it, where they are missing, and tells which folders have a new entry. */
    private void makeFolders(Path folder, Set<Path> changed) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = parentOf(folder);
        makeFolders(parent, changed);
        hook.before(Step.CREATE_FOLDER, folder);
        try {
            Files.createDirectory(folder);
            restrict(folder, FOLDER);
        } catch (FileAlreadyExistsException e) {
            // Another writer made it between the look and here; its name goes to the device all the same, for this
            // writer may be the first that relies on it.
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        changed.add(parent);
    }

    /**
     * Writes a file that only its owner may ever read: under another name in the same folder first, which becomes its own
     * once all of it is on the device.
     *
     * @throws FileAlreadyExistsException where there is something of that name; it stays as it is
     */
    public void publishSecret(Path target, byte[] content) throws IOException {
        Path folder = parentOf(target);
        createFolders(folder);
        Path staging = Files.createTempFile(folder, ".unfinished-", ".tmp", ownerOnly(folder));
        try {
            hook.before(Step.WRITE_FILE, staging);
            try (FileChannel channel = FileChannel.open(staging, StandardOpenOption.WRITE)) {
                write(channel, content);
                hook.before(Step.SYNC_FILE, staging);
                channel.force(true);
            }
            hook.before(Step.PUBLISH, target);
            linkOrMove(staging, target);
        } finally {
            Files.deleteIfExists(staging);
        }
        syncFolder(folder);
    }

    /** Of several processes that link at once one succeeds; a move can only look first whether the name is free. */
    private static void linkOrMove(Path staging, Path target) throws IOException {
        try {
            Files.createLink(target, staging);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // Some file systems have no hard links.
            Files.move(staging, target);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) {
        return posix(folder)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(SECRET_FILE)}
                : new FileAttribute<?>[0];
    }

    /**
     * Writes files, each in place of what has its name: a reader, and a crash, find the old content or the new, never a
     * part; of several files some may be new by then. A content goes under the name with {@link #UNFINISHED} at its end
     * first; a crash may leave that behind, and the next write of the file takes it over.
     */
    public void replace(SortedMap<Path, byte[]> files) throws IOException {
        Map<Path, Path> staged = new LinkedHashMap<>();
        Set<Path> folders = new TreeSet<>();
        List<Callable<?>> writes = new ArrayList<>();
        for (Map.Entry<Path, byte[]> file : files.entrySet()) {
            Path folder = parentOf(file.getKey());
            createFolders(folder);
            folders.add(folder);
            Path staging = folder.resolve(file.getKey().getFileName() + UNFINISHED);
            hook.before(Step.WRITE_FILE, staging);
            Files.deleteIfExists(staging);
            hook.before(Step.SYNC_FILE, staging);
            writes.add(() -> writeSealed(staging, file.getValue()));
            staged.put(staging, file.getKey());
        }
        sideBySide(writes);
        for (Map.Entry<Path, Path> file : staged.entrySet()) {
            hook.before(Step.PUBLISH, file.getValue());
            Files.move(file.getKey(), file.getValue(), StandardCopyOption.ATOMIC_MOVE);
        }
        syncAll(folders);
    }

    /** Adds bytes at the end of a log and puts them on the device. */
    public void append(FileChannel log, Path path, byte[] bytes) throws IOException {
        hook.before(Step.APPEND, path);
        write(log, bytes);
        hook.before(Step.SYNC_APPEND, path);
        log.force(true);
    }

    /** Puts a folder's entries on the device, where the platform can. */
    public void syncFolder(Path folder) throws IOException {
        hook.before(Step.SYNC_FOLDER, folder);
        force(folder);
    }

    /** Takes a folder from its place in one step, under the name it was written by; discarding that is what is left. */
    public void withdraw(Path folder, Path staging) throws IOException {
        discard(staging);
        createFolders(parentOf(staging));
        hook.before(Step.WITHDRAW, folder);
        Files.move(folder, staging, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(parentOf(folder));
    }

    /** Removes what an unfinished attempt left behind. */
    public void discard(Path staging) throws IOException {
        if (!Files.exists(staging, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        hook.before(Step.DISCARD, staging);
        Files.walkFileTree(staging, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void syncAll(Set<Path> folders) throws IOException {
        List<Callable<?>> syncs = new ArrayList<>();
        for (Path folder : folders) {
            hook.before(Step.SYNC_FOLDER, folder);
            syncs.add(() -> force(folder));
        }
        sideBySide(syncs);
    }

    /** All of them are done, or have failed, when this returns: what is tried again meets none of them. */
    private static void sideBySide(List<? extends Callable<?>> tasks) throws IOException {
        List<Future<?>> work = new ArrayList<>(tasks.size());
        try {
            for (Callable<?> task : tasks) {
                work.add(WRITERS.submit(task));
            }
        } finally {
            awaitAll(work);
        }
        for (Future<?> each : work) {
            if (each.state() == Future.State.FAILED) {
                Throwable failure = each.exceptionNow();
                throw failure instanceof IOException e ? e : new IOException("a file was not written", failure);
            }
        }
    }

    /** Files are written to their end whoever interrupts: a second writer of the same file would be worse than waiting. */
    private static void awaitAll(List<Future<?>> work) {
        boolean interrupted = false;
        for (Future<?> each : work) {
            while (!each.isDone()) {
                try {
                    each.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    // Told by whoever asked for it.
                    break;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static ExecutorService writers() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                SYNC_THREADS, SYNC_THREADS, IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, WRITER_THREAD + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Nobody may write it, from its first moment; only we still have it open. */
    private static @Nullable Void writeSealed(Path file, byte[] content) throws IOException {
        FileAttribute<?>[] attributes = posix(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(SEALED_FILE)}
                : new FileAttribute<?>[0];
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            write(channel, content);
            channel.force(true);
        }
        return null;
    }

    private static @Nullable Void force(Path folder) throws IOException {
        try (FileChannel channel = open(folder)) {
            if (channel != null) {
                channel.force(true);
            }
        }
        return null;
    }

    private static void write(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Windows opens no folder as a file, and needs none of this: NTFS journals its entries. */
    private static @Nullable FileChannel open(Path folder) throws IOException {
        return posix(folder) ? FileChannel.open(folder, StandardOpenOption.READ) : null;
    }

    private static void restrict(Path path, Set<PosixFilePermission> permissions) throws IOException {
        if (posix(path)) {
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    private static boolean posix(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
    }

    private static Path parentOf(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("path '" + path + "' has no folder above it");
        }
        return parent;
    }
}
