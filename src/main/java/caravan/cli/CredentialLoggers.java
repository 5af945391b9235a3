package caravan.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import org.slf4j.Marker;

/** Loggers of libraries that write what is sent, and so credentials: silent below WARN, whatever level anybody gives them. */
final class CredentialLoggers extends TurboFilter {
    private static final List<String> NAMES = List.of(
            "org.apache.hc.client5.http.wire",
            "org.apache.hc.client5.http.headers",
            "org.apache.http.wire",
            "org.apache.http.headers",
            "net.snowflake",
            "software.amazon.awssdk.request",
            "software.amazon.awssdk.auth",
            "software.amazon.awssdk.http.auth");

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] params, Throwable thrown) {
        boolean denied = !level.isGreaterOrEqual(Level.WARN) && NAMES.stream().anyMatch(logger.getName()::startsWith);
        return denied ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
