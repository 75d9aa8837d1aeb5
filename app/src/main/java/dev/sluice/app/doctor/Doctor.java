package dev.sluice.app.doctor;

import dev.sluice.app.doctor.Remark.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs the checks in their order. A check that fails to look is a failure of what it looks at; one whose needs have
 * failed is skipped and says because of which; one that takes too long is left behind and said to have failed.
 */
public final class Doctor {
    private final List<Check> checks;

    Doctor(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    /** The doctor with all checks. */
    public static Doctor ofAll() {
        return new Doctor(List.of(
                new JavaCheck(JavaCheck.Facts.ofProcess()),
                new OpenFilesCheck(OpenFilesCheck.limitOfProcess()),
                new ConfigurationCheck(),
                new ClientSettingsCheck(),
                new StoresCheck(),
                new SecretFilesCheck(),
                new FoldersCheck(),
                new PoliciesCheck(),
                new BootstrapCheck(),
                new ListenerCheck(),
                new LogOnCheck(),
                new BrokersCheck(),
                new ClusterCheck(),
                new ClockCheck(),
                new TopicsCheck(),
                new PartitionsCheck(),
                new RightsCheck(),
                new InternalTopicsCheck(),
                new GroupsCheck(),
                new RegistryCheck(),
                new SchemasCheck()));
    }

    /**
     * Looks at a configuration and all that it names.
     *
     * @param file the configuration
     * @param policies the folder of policies where the configuration names this one, or none
     */
    public Diagnosis examine(Path file, Function<@Nullable Path, Path> policies) {
        List<Line> lines = new ArrayList<>();
        Map<String, Level> worst = new HashMap<>();
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("check-", 0).factory());
        try (Patient patient = new Patient(file, policies)) {
            for (Check check : checks) {
                List<Remark> remarks = remarks(check, patient, worst, threads);
                worst.put(
                        check.name(),
                        remarks.stream()
                                .map(Remark::level)
                                .max(Level::compareTo)
                                .orElse(Level.OK));
                Veil veil = patient.isRead() ? Veil.over(patient.config()) : Veil.NOTHING;
                remarks.forEach(remark -> lines.add(new Line(check.name(), veil.over(remark))));
            }
        } finally {
            threads.shutdownNow();
        }
        return new Diagnosis(lines);
    }

    private static List<Remark> remarks(
            Check check, Patient patient, Map<String, Level> worst, ExecutorService threads) {
        List<String> failed = check.needs().stream()
                .filter(need -> worst.getOrDefault(need, Level.OK).compareTo(Level.FAIL) >= 0)
                .sorted()
                .toList();
        if (!failed.isEmpty()) {
            return List.of(Remark.skipped(
                    "not looked at, because of what is said under '" + String.join("', '", failed) + "'"));
        }
        Future<List<Remark>> answer = threads.submit(() -> check.look(patient));
        try {
            return answer.get(check.within().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return List.of(Remark.fail(
                    "no answer within " + check.within().toSeconds() + " s",
                    "look whether the network or the disk hangs, and run the doctor again"));
        } catch (ExecutionException e) {
            return List.of(Symptoms.of(e.getCause() == null ? e : e.getCause()));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return List.of(Remark.fail("interrupted", "run the doctor again"));
        }
    }
}
