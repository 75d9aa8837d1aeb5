/** SHA-256 in lower-case hex, as {@code sha256sum} prints it. Knows nothing else of the module. */
@NullMarked
package dev.sluice.escalation.digest;

import org.jspecify.annotations.NullMarked;
