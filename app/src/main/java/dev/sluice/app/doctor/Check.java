package dev.sluice.app.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** One thing that is looked at. It writes nothing anywhere. */
sealed interface Check
        permits JavaCheck,
                ConfigurationCheck,
                ClientSettingsCheck,
                StoresCheck,
                SecretFilesCheck,
                FoldersCheck,
                OpenFilesCheck,
                PoliciesCheck,
                BootstrapCheck,
                ListenerCheck,
                LogOnCheck,
                BrokersCheck,
                ClusterCheck,
                ClockCheck,
                TopicsCheck,
                PartitionsCheck,
                RightsCheck,
                InternalTopicsCheck,
                GroupsCheck,
                RegistryCheck,
                SchemasCheck {
    /** Its name, in a word or two; unique. */
    String name();

    /** The names of checks that must not have failed; where one has, this one is skipped. They come earlier. */
    default Set<String> needs() {
        return Set.of(ConfigurationCheck.NAME);
    }

    /** How long it may take; its own waits end earlier. */
    default Duration within() {
        return Duration.ofSeconds(10);
    }

    /**
     * Looks.
     *
     * @return one remark for each thing that is not well, or one that says what was seen where all is
     * @throws Exception where it cannot look, which is said in its place; Kafka's are understood
     */
    List<Remark> look(Patient patient) throws Exception;
}
