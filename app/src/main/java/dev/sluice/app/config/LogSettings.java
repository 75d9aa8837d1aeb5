package dev.sluice.app.config;

/**
 * How a process that runs for months logs.
 *
 * @param format {@code text} or {@code json}
 * @param level of our own packages
 */
public record LogSettings(String format, String level) {
    /** What the configuration says, or text from level INFO on. */
    public static LogSettings of(SluiceConfig config) {
        ObserveSection section = config.observe();
        ObserveSection.Log log = section == null ? null : section.log();
        return new LogSettings(
                log == null || log.format() == null ? "text" : log.format(),
                log == null || log.level() == null ? "INFO" : log.level());
    }
}
