package dev.sluice.app.command;

import dev.sluice.app.access.AccessException;
import dev.sluice.app.config.ConfigException;
import dev.sluice.app.embedded.BrokerException;
import dev.sluice.app.embedded.InterruptedRunException;
import dev.sluice.app.play.OutputException;
import dev.sluice.app.play.StalledException;
import dev.sluice.app.posts.InputException;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.transparency.TransparencyException;
import dev.sluice.classifiers.MalformedDataException;
import dev.sluice.escalation.SinkException;
import dev.sluice.escalation.vault.VaultException;
import dev.sluice.schemas.registry.SchemaRegistryException;
import dev.sluice.topology.policy.PolicyException;
import dev.sluice.topology.release.RefusedReleaseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.apache.kafka.common.KafkaException;

/**
 * What a failure means to the user.
 *
 * @param line one line, without the command's name; empty where there is nothing to say
 * @param exitCode see {@link ExitCode}
 */
public record Failure(String line, int exitCode) {
    private static final int MAX_LENGTH = 600;

    /** Reads a failure. What nobody foresaw is called an internal error, so that it gets reported. */
    public static Failure of(Throwable failure) {
        return switch (failure) {
            case CommandException e -> new Failure(oneLine(e.getMessage()), e.exitCode());
            case ConfigException e -> new Failure(oneLine(e.getMessage()), ExitCode.WRONG_INPUT);
            case RefusedReleaseException e ->
                new Failure("the release is refused: " + oneLine(e.getMessage()), ExitCode.FAILED);
            case PolicyException e -> new Failure(oneLine(e.getMessage()), ExitCode.WRONG_INPUT);
            case MalformedDataException e -> new Failure(oneLine(e.getMessage()), ExitCode.WRONG_INPUT);
            case AccessException e -> new Failure(oneLine(e.getMessage()), ExitCode.FAILED);
            case SchemaRegistryException e -> new Failure(oneLine(e.getMessage()), ExitCode.FAILED);
            case KafkaException e -> new Failure("Kafka: " + oneLine(e.getMessage()), ExitCode.FAILED);
            case IllegalArgumentException e -> new Failure(oneLine(e.getMessage()), ExitCode.WRONG_INPUT);
            case VaultException e -> new Failure(oneLine(e.getMessage()), ExitCode.FAILED);
            case TransparencyException e -> new Failure(oneLine(e.getMessage()), ExitCode.FAILED);
            case SinkException e -> new Failure(oneLine(e.getMessage()), ExitCode.FAILED);
            case StalledException e -> new Failure(oneLine(e.getMessage()), ExitCode.FAILED);
            case BrokerException e -> new Failure(oneLine(e.getMessage()), ExitCode.FAILED);
            case InterruptedRunException e -> new Failure("", ExitCode.INTERRUPTED);
            case UncheckedIOException e when e.getCause() != null -> of(e.getCause());
            case NoSuchFileException e -> new Failure(e.getFile() + " does not exist", ExitCode.WRONG_INPUT);
            case AccessDeniedException e -> new Failure(e.getFile() + " may not be read or written", ExitCode.FAILED);
            case OutputException e -> new Failure(oneLine(e.getMessage()), ExitCode.WRONG_INPUT);
            case InputException e -> new Failure(oneLine(e.getMessage()), ExitCode.WRONG_INPUT);
            case FileSystemException e -> new Failure(e.getFile() + " " + oneLine(what(e)), ExitCode.FAILED);
            case IOException e -> new Failure(oneLine(e.getMessage()), ExitCode.FAILED);
            default ->
                new Failure(
                        "internal error: " + failure.getClass().getSimpleName() + ": " + oneLine(failure.getMessage())
                                + " (--verbose prints where)",
                        ExitCode.FAILED);
        };
    }

    /** What these exceptions tell by their class alone: their message is the bare path. */
    private static String what(FileSystemException failure) {
        String reason = failure.getReason();
        return switch (failure) {
            case FileAlreadyExistsException e -> "exists already";
            case NotDirectoryException e -> "is not a folder";
            case DirectoryNotEmptyException e -> "is not empty";
            case FileSystemLoopException e -> "is a link that leads to itself";
            default ->
                reason == null ? "cannot be used: " + failure.getClass().getSimpleName() : "cannot be used: " + reason;
        };
    }

    private static String oneLine(@org.jspecify.annotations.Nullable String message) {
        String line = String.valueOf(message).replace('\n', ' ').replace('\r', ' ');
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
    }
}
