package dev.sluice.app.export.dossier;

import dev.sluice.app.export.casefile.CaseFile;
import dev.sluice.app.export.casefile.Proofs;
import dev.sluice.app.export.page.Block.Fact;
import dev.sluice.app.export.page.Inline;
import dev.sluice.app.export.page.Page;
import java.util.ArrayList;
import java.util.List;

/** The last sheet: what to compare the sealed package with. */
final class VerificationSection {
    private VerificationSection() {}

    static void write(CaseFile file, Page.Builder page) {
        page.section("8. Verification");
        page.text(
                "This document is a derived copy and proves nothing by itself. The evidence is the sealed package; it is"
                        + " checked with sha256sum and openssl, as its file VERIFY.md says, and must have these values.");
        List<Fact> facts = new ArrayList<>();
        Proofs.of(file)
                .forEach((name, value) -> facts.add(new Fact(
                        name, List.of(Proofs.isDigits(value) ? new Inline.Code(value) : new Inline.Plain(value)))));
        page.factsInline(facts);
        page.text("In the folder of the package:");
        page.verbatim("sha256sum --check --strict --quiet manifest-sha256.txt tagmanifest-sha256.txt\n"
                + "sha256sum tagmanifest-sha256.txt\n"
                + "openssl pkeyutl -verify -rawin -pubin -inkey proof/signer.pem \\\n"
                + "  -in tagmanifest-sha256.txt -sigfile proof/tagmanifest-sha256.sig");
        page.scan("sluice evidence " + file.material().packageId() + " v"
                + file.material().version() + " tagmanifest-sha256 " + file.manifestSha256());
    }
}
