package dev.sluice.app.sink;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.EscalationSink;
import dev.sluice.escalation.SinkListener;

/** Lets a sink be watched. Health and metrics are not on the sink's own class path, so they come from outside. */
public interface SinkWatch {
    /** Nobody watches; a configuration that asks for it is refused. */
    SinkWatch NONE = new SinkWatch() {
        @Override
        public SinkListener listener() {
            return SinkListener.NONE;
        }

        @Override
        public void opened(EscalationSink sink, SluiceConfig config, SluiceConfig.Sink section, Terminal terminal) {
            if (section.httpPort() != null) {
                throw CommandException.usage("sink.httpPort is " + section.httpPort()
                        + "; allowed: nothing here, for the sink's own class path has no metrics;"
                        + " leave it out, set SLUICE_SINK=watched for bin/sluice, or take the image sluice");
            }
        }
    };

    /** What the sink tells of its work. */
    SinkListener listener();

    /** The sink is open and about to run. */
    void opened(EscalationSink sink, SluiceConfig config, SluiceConfig.Sink section, Terminal terminal);
}
