package dev.sluice.escalation.vault;

/** The page in each package that says how to check it without any software of ours. */
final class VerifyText {
    private VerifyText() {}

    /** The page for a package sealed with this key. */
    static String of(String packageId, String keyId) {
        return """
                # How to check this package

                Package `%1$s`, sealed with key `%2$s`.

                You need `sha256sum` and `openssl` (3.0 or newer), which any Linux system has, and no software of whoever
                gave you this folder. Open a terminal in this folder. All four checks must pass.

                ## 1. No file has changed

                    sha256sum --check --strict --quiet manifest-sha256.txt tagmanifest-sha256.txt

                Prints nothing and ends with code 0 if every listed file is as it was when the package was sealed.
                Otherwise it names the file that is missing or has changed. (On macOS: `shasum -a 256 -c` with the two
                files.)

                ## 2. No file is missing, and none was added

                    find . -type f -o -type l | cut -c3- | LC_ALL=C sort > /tmp/present.txt
                    { cut -c67- manifest-sha256.txt tagmanifest-sha256.txt; echo tagmanifest-sha256.txt; echo proof/tagmanifest-sha256.sig; } | LC_ALL=C sort | diff - /tmp/present.txt

                Prints nothing if the folder holds exactly the files that were sealed. A line with `>` names a file that
                was added, a line with `<` one that is missing.

                ## 3. The list of files is the one that was signed

                    openssl pkeyutl -verify -rawin -pubin -inkey proof/signer.pem -in tagmanifest-sha256.txt -sigfile proof/tagmanifest-sha256.sig

                Prints `Signature Verified Successfully`.

                ## 4. The key is the one that you were told of

                    openssl pkey -pubin -in proof/signer.pem -outform DER | sha256sum | cut -c1-32

                Must print `%2$s`, and that must be the key that you were given **by another way** than this folder: on
                paper, by telephone, or with an earlier package. Whoever changes a package can sign it anew with a key of
                their own; only this check shows that.

                ## What is inside

                | file | what it is |
                |---|---|
                | `data/raw/*.avro` | the post's record, byte for byte as it was read (absent where it had no value) |
                | `data/raw/key.bin` | its key, byte for byte |
                | `data/raw/schema.avsc` | the schema that it was written with |
                | `data/raw/record.json` | topic, partition, offset and time of that record |
                | `data/escalation/escalation.avro` | the escalation's record, byte for byte, with its schema beside it |
                | `data/*/*.json` | the same for people to read; working copies, the bytes above are the evidence |
                | `data/policy/` | the policy's text as it was in force |
                | `manifest-sha256.txt` | the hash of every file in `data/` |
                | `tagmanifest-sha256.txt` | the hash of every other file, and of the list above; this one is signed |
                | `proof/` | the signature and the public key of the signer |

                When the package was sealed, and by whom, is in the vault's custody log (`custody/custody.jsonl`), which
                names this package and the hash of its `tagmanifest-sha256.txt`. The folder is a BagIt bag (RFC 8493).
                The `.avro` files start with five bytes of prefix: a zero and the schema's number.
                """.formatted(packageId, keyId);
    }
}
