package dev.sluice.app;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The version that this build carries, with what it runs on. */
public final class Version implements IVersionProvider {
    private static final String UNPACKED = "development";

    /** The version of this build, from the jar's manifest. */
    public static String sluice() {
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? UNPACKED : version;
    }

    /** Called by picocli, which needs a public constructor. */
    public Version() {}

    @Override
    public String[] getVersion() {
        return new String[] {
            "sluice " + sluice(),
            "Java " + Runtime.version() + " on " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }
}
