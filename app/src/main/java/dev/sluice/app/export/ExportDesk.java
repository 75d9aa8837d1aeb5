package dev.sluice.app.export;

import dev.sluice.app.export.casefile.CaseFile;
import dev.sluice.app.export.material.CaseMaterial;
import dev.sluice.app.export.redact.Redactor;
import dev.sluice.escalation.access.EvidenceAccess;
import dev.sluice.escalation.access.Release;
import dev.sluice.escalation.access.ReleasedPackage;
import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.custody.CustodyException;
import dev.sluice.escalation.custody.CustodyReader;
import dev.sluice.escalation.ledger.LedgerReader;
import dev.sluice.escalation.ledger.PackageProof;
import dev.sluice.escalation.vault.SealedPackage;
import dev.sluice.escalation.vault.VaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries orders out. The sequence is always the same: is the output's name free, are the templates sound; are the packages
 * as they were sealed; the custody events, on the device; only then the first byte. An export that fails after that leaves
 * no output, and its events stay: what was let out of the vault was let out.
 */
public final class ExportDesk {
    private final Path vault;
    private final EvidenceAccess access;

    /**
     * A desk.
     *
     * @param access one person's access to the vault; stays open
     */
    public ExportDesk(Path vault, EvidenceAccess access) {
        this.vault = vault;
        this.access = access;
    }

    /**
     * What was handed over.
     *
     * @param packages id and version of each
     * @param masks how many things were masked
     * @param events numbers of the custody events of the exports
     */
    public record Handed(List<String> packages, int masks, List<Long> events) {}

    /**
     * Carries an order out.
     *
     * @throws VaultException where the role may not, a package is unknown or not as it was sealed, or custody cannot be
     *     written; nothing is made then
     * @throws IOException where the output cannot be written; nothing of it is left then
     */
    public Handed carryOut(ExportOrder order) throws IOException {
        requireOutside(order.output());
        Producer producer = Producer.of(order);
        try (Staged staged = Staged.open(order.output())) {
            List<SealedPackage> packages = new ArrayList<>();
            Set<SealedPackage> seen = new HashSet<>();
            for (String id : order.packages()) {
                SealedPackage sealed = access.find(id);
                if (!seen.add(sealed)) {
                    throw new IllegalArgumentException("package '" + sealed.packageId() + "/v" + sealed.version()
                            + "' is named twice; allowed: each once");
                }
                packages.add(sealed);
            }
            List<ReleasedPackage> released =
                    access.release(packages, new Release(order.purpose(), to(order), order.unmaskedBecause()));
            Files files = new Files(order, released, histories(packages));
            producer.write(files, staged.content());
            staged.publish();
            return new Handed(
                    packages.stream()
                            .map(each -> each.packageId() + "/v" + each.version())
                            .toList(),
                    files.masks(),
                    released.stream().map(each -> each.event().seq()).toList());
        }
    }

    /** A vault holds evidence and nothing else; a file put into it counts as added. */
    private void requireOutside(Path output) {
        if (output.toAbsolutePath()
                .normalize()
                .startsWith(vault.toAbsolutePath().normalize())) {
            throw new IllegalArgumentException(
                    "output '" + output + "' is in the vault; allowed: a new file or folder outside of it");
        }
    }

    private static String to(ExportOrder order) {
        String recipient = order.recipient();
        return order.format().label() + " " + order.output().getFileName()
                + (recipient == null ? "" : " for " + recipient);
    }

    private Map<String, List<CustodyEvent>> histories(List<SealedPackage> packages) throws IOException {
        Map<String, List<CustodyEvent>> histories = new HashMap<>();
        packages.forEach(each -> histories.put(each.packageId(), new ArrayList<>()));
        try {
            CustodyReader.read(SealedPackage.logOf(vault), (event, offset) -> {
                List<CustodyEvent> history = histories.get(event.act().packageId());
                if (history != null) {
                    history.add(event);
                }
            });
        } catch (CustodyException e) {
            throw new VaultException("custody log of vault '" + vault + "' cannot be read: " + e.getMessage(), e);
        }
        return histories;
    }

    /** One file after the other, so that a production of many packages holds one in memory. */
    private final class Files implements Iterator<CaseFile> {
        private final ExportOrder order;
        private final Iterator<ReleasedPackage> released;
        private final Map<String, List<CustodyEvent>> histories;
        private @Nullable Redactor last;
        private int masks;

        private Files(ExportOrder order, List<ReleasedPackage> released, Map<String, List<CustodyEvent>> histories) {
            this.order = order;
            this.released = released.iterator();
            this.histories = histories;
        }

        @Override
        public boolean hasNext() {
            count();
            return released.hasNext();
        }

        @Override
        public CaseFile next() {
            ReleasedPackage each = released.next();
            SealedPackage sealed = each.sealed();
            CaseMaterial material = new CaseMaterial(sealed.packageId(), sealed.version(), each.files());
            Redactor redactor = order.unmaskedBecause() == null
                    ? Redactor.masking(material.post().text("author"))
                    : Redactor.off();
            last = redactor;
            List<CustodyEvent> history = histories.getOrDefault(sealed.packageId(), List.of()).stream()
                    .filter(event -> event.seq() <= each.event().seq())
                    .toList();
            return new CaseFile(
                    material, sealed.sha256(), redactor, history, each.event(), proof(sealed), order.zone());
        }

        private int masks() {
            count();
            return masks;
        }

        private void count() {
            if (last != null) {
                masks += last.redactions().size();
                last = null;
            }
        }
    }

    private @Nullable PackageProof proof(SealedPackage sealed) {
        try {
            return new LedgerReader(vault).prove(sealed.packageId() + "/v" + sealed.version());
        } catch (VaultException e) {
            return null;
        }
    }
}
