/**
 * Looks at a configuration and at everything that it names, from the JDK to the rights on each topic, and says in a line
 * each what is wrong and how to mend it.
 *
 * <p>Start at {@link dev.sluice.app.doctor.Doctor}; a {@link dev.sluice.app.doctor.Check} is one thing that is looked at,
 * within a bounded time. Nothing is written: neither to the cluster, nor to the registry, nor to a folder. It must not
 * know commands, nor print a secret: {@link dev.sluice.app.doctor.Veil} sees every line before it is handed out.
 */
@NullMarked
package dev.sluice.app.doctor;

import org.jspecify.annotations.NullMarked;
