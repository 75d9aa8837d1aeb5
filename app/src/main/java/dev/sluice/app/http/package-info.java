/**
 * Serves Sluice over HTTP: takes posts in, tells decisions, scores texts. {@link dev.sluice.app.http.HttpService} puts
 * the parts together; {@link dev.sluice.app.http.HelidonServer} is the one class that knows the web server.
 *
 * <p>It must not know commands or their configuration, and logs nothing of what is posted.
 */
@NullMarked
package dev.sluice.app.http;

import org.jspecify.annotations.NullMarked;
