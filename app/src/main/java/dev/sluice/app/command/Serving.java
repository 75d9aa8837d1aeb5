package dev.sluice.app.command;

import dev.sluice.app.config.ServeSection;
import dev.sluice.app.http.HttpSettings;
import dev.sluice.app.http.intake.IntakeLimits;
import dev.sluice.app.http.tls.ServerCertificate;
import dev.sluice.app.http.tls.UnusableCertificateException;
import dev.sluice.app.terminal.CommandException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Turns the section {@code serve} into settings. */
final class Serving {
    private static final long DEFAULT_ON_THEIR_WAY = 32L << 20;
    private static final long DEFAULT_CACHE = 64L << 20;
    private static final int DEFAULT_WAITING = 10_000;
    private static final Duration DEFAULT_LOOK_BACK = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofDays(7);

    private Serving() {}

    /**
     * How the web server runs.
     *
     * @throws CommandException in one line
     */
    static HttpSettings http(ServeSection section) {
        HttpSettings defaults = HttpSettings.defaults();
        String host = section.host();
        ServeSection.Tls tls = section.tls();
        return new HttpSettings(
                host == null ? defaults.host() : host,
                or(section.port(), defaults.port()),
                or(section.maxConnections(), defaults.mostConnections()),
                or(section.maxBody(), defaults.mostBodyBytes()),
                Math.max(defaults.allBodyBytes(), 4L * or(section.maxBody(), 0)),
                duration("serve.requestTimeout", section.requestTimeout(), defaults.requestTimeout()),
                defaults.idleTimeout(),
                duration("serve.drain", section.drain(), defaults.drain()),
                tls == null ? null : certificate(Path.of(tls.certificate()), Path.of(tls.key())));
    }

    /**
     * What connections are encrypted with.
     *
     * @throws CommandException in one line
     */
    static ServerCertificate certificate(Path certificate, Path key) {
        try {
            return new ServerCertificate(certificate, key);
        } catch (UnusableCertificateException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        }
    }

    /** How much intake takes. */
    static IntakeLimits intake(ServeSection section) {
        IntakeLimits defaults = IntakeLimits.DEFAULT;
        return new IntakeLimits(
                or(section.maxEvents(), defaults.mostEvents()),
                duration("serve.keepAnswers", section.keepAnswers(), defaults.keepAnswers()),
                defaults.answerBytes());
    }

    /** Bytes of events that may be on their way. */
    static long onTheirWay(ServeSection section) {
        Integer bytes = section.maxOnTheirWay();
        return bytes == null ? DEFAULT_ON_THEIR_WAY : bytes;
    }

    /** Bytes of decisions to keep. */
    static long cacheBytes(ServeSection section) {
        ServeSection.KnownDecisions decisions = section.decisions();
        Integer bytes = decisions == null ? null : decisions.cacheBytes();
        return bytes == null ? DEFAULT_CACHE : bytes;
    }

    /** How many may wait for a decision. */
    static int mostWaiting(ServeSection section) {
        ServeSection.KnownDecisions decisions = section.decisions();
        return or(decisions == null ? null : decisions.maxWaiting(), DEFAULT_WAITING);
    }

    /** How long before the start decisions are read. */
    static Duration lookBack(ServeSection section) {
        ServeSection.KnownDecisions decisions = section.decisions();
        return duration("serve.decisions.lookBack", decisions == null ? null : decisions.lookBack(), DEFAULT_LOOK_BACK);
    }

    /** The address that clients use, with a slash at its end; null for each request's own. */
    static @Nullable String publicUrl(ServeSection section) {
        String url = section.publicUrl();
        return url == null || url.endsWith("/") ? url : url + "/";
    }

    private static Duration duration(String key, @Nullable String value, Duration otherwise) {
        if (value == null) {
            return otherwise;
        }
        try {
            Duration duration = Duration.parse(value);
            if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Told below.
        }
        throw CommandException.usage(key + " is '" + value + "'; allowed: a duration such as PT10S, up to P7D");
    }

    private static int or(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }
}
