#!/bin/sh
# Checks package {package} with sha256sum and openssl; VERIFY.md says the same in words.
# Give it the key id that you were told of by another way:  sh verify.sh KEY-ID
set -u
cd "$(dirname "$0")" || exit 1
expected=${1:-}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

sha256sum --check --strict --quiet manifest-sha256.txt tagmanifest-sha256.txt || {
  echo "NOT OK: a file has changed or is missing"; exit 2; }
find . -type f -o -type l | cut -c3- | LC_ALL=C sort > "$work/present"
{ cut -c67- manifest-sha256.txt tagmanifest-sha256.txt
  echo tagmanifest-sha256.txt
  echo proof/tagmanifest-sha256.sig
  echo proof/manifest.dsse.json; } | LC_ALL=C sort > "$work/sealed"
diff "$work/sealed" "$work/present" || { echo "NOT OK: a file is missing or was added"; exit 3; }
openssl pkeyutl -verify -rawin -pubin -inkey proof/signer.pem \
  -in tagmanifest-sha256.txt -sigfile proof/tagmanifest-sha256.sig > /dev/null || {
  echo "NOT OK: the list of files is not the one that was signed"; exit 4; }
actual=$(openssl pkey -pubin -in proof/signer.pem -outform DER | sha256sum | cut -c1-32)
if [ -z "$expected" ]; then
  echo "ok, if $actual is the key that you were told of by another way than this folder"
elif [ "$expected" = "$actual" ]; then
  echo "ok, signed with key $actual"
else
  echo "NOT OK: signed with key $actual, not with $expected"; exit 8
fi
