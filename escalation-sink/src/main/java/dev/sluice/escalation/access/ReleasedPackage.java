package dev.sluice.escalation.access;

import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.vault.SealedPackage;
import dev.sluice.escalation.vault.VaultException;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A package that may be read, for the custody log has its export already. Of use while its vault is open. */
public final class ReleasedPackage {
    private final SealedPackage sealed;
    private final EvidenceStorage storage;
    private final CustodyEvent event;

    ReleasedPackage(SealedPackage sealed, EvidenceStorage storage, CustodyEvent event) {
        this.sealed = sealed;
        this.storage = storage;
        this.event = event;
    }

    /** Which package. */
    public SealedPackage sealed() {
        return sealed;
    }

    /** The event that says that it was exported; it is on the device. */
    public CustodyEvent event() {
        return event;
    }

    /**
     * All files of the package by their path, each compared with what was sealed.
     *
     * @throws VaultException where one cannot be read, or has changed since the event was written
     */
    public SortedMap<String, byte[]> files() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try {
            List<String> paths = storage.files(sealed.location());
            for (String path : paths) {
                files.put(path, sealed.read(storage, path));
            }
        } catch (IOException e) {
            throw new VaultException(
                    "package '" + sealed.location() + "' cannot be read ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
        return files;
    }
}
