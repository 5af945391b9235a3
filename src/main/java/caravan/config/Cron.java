package caravan.config;

import caravan.config.Accepted.Refusal;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** When to sync: a Quartz cron expression, in UTC, that fires again some day. */
public final class Cron {
    private Cron() {}

    static Accepted<String> accepted(Clock clock) {
        return new Accepted<>("a Quartz cron expression, seconds first, such as 0 20 * * * ?", text -> {
            try {
                if (next(text, clock.instant()).isEmpty()) {
                    throw new Refusal("it never fires");
                }
                return text;
            } catch (ParseException e) {
                throw new IllegalArgumentException(e);
            }
        });
    }

    /**
     * When the service syncs next after this instant.
     *
     * @throws ParseException where the expression is none; that of {@link Settings} is one
     */
    public static Optional<Instant> next(String expression, Instant after) throws ParseException {
        CronExpression cron = new CronExpression(expression);
        cron.setTimeZone(TimeZone.getTimeZone("UTC"));
        return Optional.ofNullable(cron.getNextValidTimeAfter(Date.from(after))).map(Date::toInstant);
    }
}
