package caravan.config;

import caravan.config.Accepted.Refusal;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** When to sync: a Quartz cron expression that fires again some day. */
final class Cron {
    private Cron() {}

    static Accepted<String> accepted(Clock clock) {
        return new Accepted<>("a Quartz cron expression, seconds first, such as 0 20 * * * ?", text -> {
            try {
                CronExpression expression = new CronExpression(text);
                expression.setTimeZone(TimeZone.getTimeZone("UTC"));
                if (expression.getNextValidTimeAfter(Date.from(clock.instant())) == null) {
                    throw new Refusal("it never fires");
                }
                return text;
            } catch (ParseException e) {
                throw new IllegalArgumentException(e);
            }
        });
    }
}
