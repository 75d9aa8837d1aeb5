/**
 * One request and its answer, without a web server: bounded bodies, strict JSON, refusals with a code, and the router
 * that asks for keys before anything else. It must know neither posts nor models.
 */
@NullMarked
package dev.sluice.app.http.exchange;

import org.jspecify.annotations.NullMarked;
