/**
 * The certificate that the server shows, and its key, from PEM files that are read again when they change. It must not
 * know HTTP.
 */
@NullMarked
package dev.sluice.app.http.tls;

import org.jspecify.annotations.NullMarked;
