package dev.sluice.escalation.timestamp;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/** Checks timestamps offline. */
public final class TimestampCheck {
    private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";

    private TimestampCheck() {}

    /**
     * What a timestamp says about these bytes. Revocation is not looked up, for that needs a network; the certificate
     * must have been valid at the time that it states.
     *
     * @param response a TimeStampResp in DER, as authorities send it and {@code openssl ts} reads it
     * @param content the bytes that it is to be about
     * @param trusted certificates that the authority's must lead to; empty to take any
     * @throws TimestampException where it is none, is about other bytes, is not signed by its certificate, or that leads
     *     to none that is trusted
     */
    public static Timestamp check(byte[] response, byte[] content, Collection<X509Certificate> trusted)
            throws TimestampException {
        try {
            return check(token(response), content, trusted);
        } catch (TSPException e) {
            throw new TimestampException("it is not signed as a timestamp: " + oneLine(e), e);
        } catch (IOException | RuntimeException e) {
            throw new TimestampException("it is no timestamp (" + e.getClass().getSimpleName() + ")", e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new TimestampException("its signature cannot be checked: " + oneLine(e), e);
        }
    }

    private static TimeStampToken token(byte[] response) throws IOException, TSPException, TimestampException {
        TimeStampToken token = new TimeStampResponse(response).getTimeStampToken();
        if (token == null) {
            throw new TimestampException("it holds no token");
        }
        return token;
    }

    private static Timestamp check(TimeStampToken token, byte[] content, Collection<X509Certificate> trusted)
            throws IOException, TSPException, GeneralSecurityException, OperatorCreationException, TimestampException {
        boolean sha256 =
                NISTObjectIdentifiers.id_sha256.equals(token.getTimeStampInfo().getMessageImprintAlgOID());
        if (!sha256) {
            throw new TimestampException("its hash is not SHA-256");
        }
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
        if (!MessageDigest.isEqual(digest, token.getTimeStampInfo().getMessageImprintDigest())) {
            throw new TimestampException("it is about other content");
        }
        List<X509CertificateHolder> signers =
                new ArrayList<>(token.getCertificates().getMatches(token.getSID()));
        if (signers.size() != 1) {
            throw new TimestampException("it holds " + signers.size() + " certificates of its signer; allowed: one");
        }
        // Also checks that the certificate is for timestamping alone, and was valid then.
        token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signers.get(0)));
        X509Certificate signer = Certificates.parse(signers.get(0).getEncoded()).get(0);
        Instant time = token.getTimeStampInfo().getGenTime().toInstant();
        boolean leads = !trusted.isEmpty();
        if (leads && !trusted.contains(signer)) {
            requirePath(signer, token, Set.copyOf(trusted), Date.from(time));
        }
        return new Timestamp(time, signer.getSubjectX500Principal().getName(), leads);
    }

    private static void requirePath(
            X509Certificate signer, TimeStampToken token, Set<X509Certificate> trusted, Date time)
            throws GeneralSecurityException, IOException, TimestampException {
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(signer);
        target.setExtendedKeyUsage(Set.of(TIME_STAMPING));
        Set<TrustAnchor> anchors =
                trusted.stream().map(anchor -> new TrustAnchor(anchor, null)).collect(Collectors.toSet());
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
        List<X509Certificate> sent = new ArrayList<>();
        for (X509CertificateHolder holder : token.getCertificates().getMatches(null)) {
            sent.addAll(Certificates.parse(holder.getEncoded()));
        }
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(sent)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(time);
        try {
            CertPathBuilder.getInstance("PKIX").build(parameters);
        } catch (CertPathBuilderException e) {
            throw new TimestampException(
                    "the certificate of '" + signer.getSubjectX500Principal().getName()
                            + "' leads to none that is trusted",
                    e);
        }
    }

    static String oneLine(Exception e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
