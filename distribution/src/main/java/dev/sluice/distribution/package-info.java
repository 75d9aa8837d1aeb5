/**
 * What is released: a folder that runs, tarballs of it with and without a Java runtime, container images, a list of
 * licences, checksums. The same sources and the same JDK give the same bytes.
 *
 * <p>It must not know what the command does: it packs what the other modules built.
 */
@NullMarked
package dev.sluice.distribution;

import org.jspecify.annotations.NullMarked;
