package caravan.cli;

import caravan.archive.OneLine;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** One event, one line for people, in UTC; only a stack trace has lines of its own. */
final class TextLines extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160)
                .append(TIME.format(event.getInstant()))
                .append(String.format(Locale.ROOT, " %-5s ", event.getLevel()))
                .append(shortened(event.getLoggerName()))
                .append(" [")
                .append(OneLine.of(event.getThreadName()))
                .append("] ")
                .append(OneLine.of(event.getFormattedMessage()));
        event.getMDCPropertyMap().entrySet().stream()
                .filter(entry -> !isSaid(entry, event.getFormattedMessage()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> line.append(' ')
                        .append(OneLine.of(entry.getKey()))
                        .append('=')
                        .append(OneLine.of(entry.getValue())));
        line.append('\n');
        if (event.getThrowableProxy() != null) {
            line.append(StackTrace.of(event.getThrowableProxy()));
        }
        return line.toString();
    }

    /** Whether the message itself says {@code key=value}. */
    private static boolean isSaid(Map.Entry<String, String> entry, String message) {
        String pair = entry.getKey() + "=" + entry.getValue();
        return (" " + message + " ").contains(" " + pair + " ");
    }

    private static String shortened(String logger) {
        return OneLine.of(logger.substring(logger.lastIndexOf('.') + 1));
    }
}
