package dev.sluice.escalation.timestamp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** A timestamp authority with a root certificate and one of its own, behind a real HTTP server on this machine. */
public final class TestAuthority implements AutoCloseable {
    private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("1.3.6.1.4.1.55555.1.1");
    private static final Duration YEARS = Duration.ofDays(3650);

    private final X509Certificate root;
    private final X509Certificate certificate;
    private final KeyPair keys;
    private final HttpServer server;
    private Instant now;
    private int status = 200;
    private UnaryOperator<byte[]> answer = UnaryOperator.identity();
    private int requests;
    private boolean hanging;

    private TestAuthority(Instant now) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair rootKeys = generator.generateKeyPair();
        this.keys = generator.generateKeyPair();
        this.now = now;
        this.root = root(rootKeys, now);
        this.certificate = certificate(rootKeys, now);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    /** An authority whose clock stands still. */
    public static TestAuthority start(Instant now) {
        try {
            return new TestAuthority(now);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The authority as a client is told of it, with the root that its certificate leads to. */
    public TimestampAuthority as(String name) {
        return new TimestampAuthority(
                name, URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"), List.of(root));
    }

    /** The certificate that its own leads to. */
    public X509Certificate root() {
        return root;
    }

    /** Both certificates in PEM. */
    public byte[] chain() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JcaPEMWriter pem = new JcaPEMWriter(new OutputStreamWriter(bytes, StandardCharsets.US_ASCII))) {
            pem.writeObject(certificate);
            pem.writeObject(root);
        }
        return bytes.toByteArray();
    }

    /** From now on answers with this HTTP status. */
    public synchronized void answersWith(int httpStatus) {
        status = httpStatus;
    }

    /** From now on answers with something made of what it would say. */
    public synchronized void answers(UnaryOperator<byte[]> changed) {
        answer = changed;
    }

    /** From now on it is another time. */
    public synchronized void at(Instant time) {
        now = time;
    }

    /** How often it was asked. */
    public synchronized int requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** From now on begins an answer and does not end it. */
    public synchronized void hangs() {
        hanging = true;
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        requests++;
        if (hanging) {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            return;
        }
        byte[] body;
        try {
            byte[] request = exchange.getRequestBody().readAllBytes();
            body = answer.apply(stamp(request));
        } catch (Exception e) {
            body = new byte[0];
        }
        exchange.getResponseHeaders().add("Content-Type", "application/timestamp-reply");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private byte[] stamp(byte[] encoded) throws Exception {
        TimeStampRequest request = new TimeStampRequest(encoded);
        TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withECDSA", keys.getPrivate(), certificate),
                new JcaDigestCalculatorProviderBuilder().build().get(new AlgorithmIdentifier(TSPAlgorithms.SHA256)),
                POLICY);
        List<X509Certificate> certificates = new ArrayList<>(List.of(certificate));
        tokens.addCertificates(new JcaCertStore(certificates));
        TimeStampResponse response = new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
                .generate(request, BigInteger.valueOf(requests), Date.from(now));
        return response.getEncoded();
    }

    private static X509Certificate root(KeyPair keys, Instant now) throws Exception {
        X500Name name = new X500Name("CN=Test Root");
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name, BigInteger.ONE, Date.from(now.minus(YEARS)), Date.from(now.plus(YEARS)), name, keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
        return signed(builder, keys);
    }

    private X509Certificate certificate(KeyPair rootKeys, Instant now) throws Exception {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name("CN=Test Root"),
                BigInteger.TWO,
                Date.from(now.minus(YEARS)),
                Date.from(now.plus(YEARS)),
                new X500Name("CN=Test Timestamp Authority"),
                keys.getPublic());
        builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        return signed(builder, rootKeys);
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, KeyPair keys) throws Exception {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }
}
