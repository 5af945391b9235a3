package caravan.ledger;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a class logged while something was done. */
public final class Logged {
    /** What is done. */
    public interface Deed {
        void run() throws Exception;
    }

    private Logged() {}

    public static List<ILoggingEvent> by(Class<?> who, Deed deed) {
        Logger logger = (Logger) LoggerFactory.getLogger(who);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        try {
            deed.run();
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            logger.detachAppender(appender);
        }
        return List.copyOf(appender.list);
    }
}
