/**
 * Asks a process of ours on this machine whether it is alive, for containers that have neither a shell nor curl.
 *
 * <p>It must not know anything but the JDK: it is started anew for every question.
 */
@NullMarked
package dev.sluice.app.probe;

import org.jspecify.annotations.NullMarked;
