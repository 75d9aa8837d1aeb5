package dev.sluice.app.referral;

import dev.sluice.escalation.access.EvidenceAccess;
import dev.sluice.escalation.custody.Actor;
import dev.sluice.escalation.custody.CustodyAction;
import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.vault.SealedPackage;
import dev.sluice.escalation.vault.VaultException;
import dev.sluice.escalation.vault.VaultIndex;
import dev.sluice.topology.policy.LegalAuthorities;
import dev.sluice.topology.policy.LegalAuthorities.Authority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Makes packets of sealed evidence, and writes down what left.
 *
 * <p>The order is that of all access to evidence: may this person see it; may this case go this way; look, with an event for
 * each file; then the event that a packet goes out, with its hash and whom it is for; only when that is on the device is
 * the packet written.
 */
public final class ReferralDesk {
    /** The packet for machines. */
    public static final String JSON = "referral.json";
    /** The packet for people. */
    public static final String TEXT = "referral.txt";
    /** Hashes of both, as {@code sha256sum -c} takes them. */
    public static final String SUMS = "SHA256SUMS";

    private static final String PACKET = "article 18 packet sha256:";
    private static final String FOR = " for ";
    private static final String THREAT_TO_LIFE = "THREAT_TO_LIFE";
    private static final Pattern REFERENCE = Pattern.compile("\\P{Cntrl}{1,200}");
    private static final List<String> NEEDED = List.of(
            SealedCase.ESCALATION, SealedCase.POST, SealedCase.DECISION, SealedCase.ASSESSMENT, SealedCase.RECORD);
    private static final List<String> WHERE_THERE = List.of(SealedCase.MEDIA, SealedCase.NOT_COLLECTED);

    private final Path vault;
    private final EvidenceAccess access;
    private final EvidenceStorage storage;
    private final LegalAuthorities authorities;

    /**
     * A desk.
     *
     * @param vault the folder with the custody log
     * @param access one person's access to it
     * @param storage where its packages lie; the one that {@code access} was opened with
     */
    public ReferralDesk(Path vault, EvidenceAccess access, EvidenceStorage storage, LegalAuthorities authorities) {
        this.vault = vault;
        this.access = access;
        this.storage = storage;
        this.authorities = authorities;
    }

    /**
     * What was made.
     *
     * @param sealed the package
     * @param packet the packet
     * @param event the custody event that it went out; on the device before the first file was
     */
    public record Made(SealedPackage sealed, ReferralPacket packet, CustodyEvent event) {}

    /**
     * Makes a packet and writes it into a new folder.
     *
     * @param idStart the first digits of the package's id
     * @param purpose what for, for the custody log
     * @throws IllegalArgumentException where the case may not go this way, or not to this authority
     * @throws VaultException where the role may not see it, it is not as it was sealed, or an event cannot be written;
     *     nothing is written then
     */
    public Made refer(String idStart, Referral referral, Path folder, String purpose) throws IOException {
        String paragraph = referral.paragraph(authorities);
        if (Files.exists(folder)) {
            throw new VaultException("folder '" + folder + "' exists already; allowed: a new name");
        }
        SealedPackage sealed = access.find(idStart);
        SealedCase found = look(sealed, referral, purpose);
        ReferralPacket packet = new PacketWriter(referral, paragraph, authorities.version(), found).write();
        CustodyEvent event = access.record(
                CustodyAction.EXPORTED,
                sealed,
                purpose,
                PACKET + packet.sha256() + FOR + referral.authority().id());
        write(folder, packet);
        return new Made(sealed, packet, event);
    }

    /**
     * Writes down that the last packet made for an authority was handed over, and what it answered.
     *
     * @param actor who has handed it over; of a role that may read evidence
     * @param reference the authority's reference of its receipt
     * @throws IllegalArgumentException where the reference is none, or no packet was made for the authority
     * @throws VaultException where the role may not, or the event cannot be written
     */
    public CustodyEvent handedOver(String idStart, Authority authority, String reference, Actor actor, String purpose) {
        if (!REFERENCE.matcher(reference).matches() || reference.isBlank()) {
            throw new IllegalArgumentException(
                    "--receipt has " + reference.length() + " characters; allowed: 1 to 200, on one line");
        }
        if (!actor.role().mayReadEvidence()) {
            throw new VaultException("role '" + actor.role().label() + "' may not hand over evidence; allowed: legal");
        }
        String packet = VaultIndex.show(vault, idStart).events().stream()
                .map(CustodyEvent::act)
                .filter(act -> act.action() == CustodyAction.EXPORTED)
                .map(CustodyEvent.Act::to)
                .filter(to -> to.startsWith(PACKET) && to.endsWith(FOR + authority.id()))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new IllegalArgumentException("no packet was made for authority '" + authority.id()
                        + "' of this package; allowed: after 'sluice vault refer'"));
        String hash = packet.substring(PACKET.length(), packet.length() - (FOR + authority.id()).length());
        return access.record(
                CustodyAction.TRANSFERRED,
                access.find(idStart),
                purpose,
                PACKET + hash + FOR + authority.id() + ", receipt: " + reference);
    }

    /** The category first: what may not go this way is not looked at any further. */
    private SealedCase look(SealedPackage sealed, Referral referral, String purpose) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(SealedCase.ESCALATION, access.view(sealed, SealedCase.ESCALATION, purpose));
        requireCategory(
                new SealedCase(sealed, files)
                        .json(SealedCase.ESCALATION)
                        .path("legalCategory")
                        .asText(),
                referral);
        List<String> there = storage.files(sealed.location());
        for (String file : NEEDED) {
            if (!files.containsKey(file)) {
                files.put(file, access.view(sealed, file, purpose));
            }
        }
        for (String file : WHERE_THERE) {
            if (there.contains(file)) {
                files.put(file, access.view(sealed, file, purpose));
            }
        }
        return new SealedCase(sealed, files);
    }

    private void requireCategory(String category, Referral referral) {
        String instead = authorities.instead(category);
        if (instead != null) {
            throw new IllegalArgumentException("category '" + category + "' is never referred in this way. " + instead);
        }
        if (!category.equals(THREAT_TO_LIFE) && referral.forced() == null) {
            throw new IllegalArgumentException("category '" + category + "'; allowed: " + THREAT_TO_LIFE
                    + ", or another with --force-category and why life or safety is threatened");
        }
    }

    private static void write(Path folder, ReferralPacket packet) throws IOException {
        byte[] json = packet.json();
        byte[] text = packet.text().getBytes(StandardCharsets.UTF_8);
        Files.createDirectories(folder.toAbsolutePath().resolve("..").normalize());
        Files.createDirectory(folder);
        Files.write(folder.resolve(JSON), json);
        Files.write(folder.resolve(TEXT), text);
        Files.writeString(
                folder.resolve(SUMS), Sha256.hex(json) + "  " + JSON + "\n" + Sha256.hex(text) + "  " + TEXT + "\n");
    }
}
