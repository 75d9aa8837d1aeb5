/** Bearer keys: who may do what, how much and until when. Keys are kept as hashes in a file. It must not know HTTP. */
@NullMarked
package dev.sluice.app.http.keys;

import org.jspecify.annotations.NullMarked;
