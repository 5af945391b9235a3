package caravan.sync;

import caravan.failure.Failure;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several who look on: each is told everything, in their order, whatever becomes of the others; none of them stops who works. */
public record Watches(List<Watch> all) implements Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

    public Watches {
        all = List.copyOf(all);
    }

    private void tell(Consumer<Watch> word) {
        for (Watch each : all) {
            try {
                word.accept(each);
            } catch (RuntimeException e) {
                LOG.error("somebody who looks on failed, and the sync goes on: a bug, please report it", e);
            }
        }
    }

    @Override
    public void began(String project) {
        tell(each -> each.began(project));
    }

    @Override
    public void opened(Outlook outlook) {
        tell(each -> each.opened(outlook.copy()));
    }

    @Override
    public void moved(String project) {
        tell(each -> each.moved(project));
    }

    @Override
    public void recorded(HourRecord record) {
        tell(each -> each.recorded(record));
    }

    @Override
    public void window(WindowState state) {
        tell(each -> each.window(state));
    }

    @Override
    public void done(String project, Hour hour) {
        tell(each -> each.done(project, hour));
    }

    @Override
    public void settled(String project, Ending ending, long events, long bytes, Duration took) {
        tell(each -> each.settled(project, ending, events, bytes, took));
    }

    @Override
    public void loaded(String project, Duration took) {
        tell(each -> each.loaded(project, took));
    }

    @Override
    public void unloaded(String project, int hours) {
        tell(each -> each.unloaded(project, hours));
    }

    @Override
    public void failed(String project, Optional<HourRange> hours, Failure failure) {
        tell(each -> each.failed(project, hours, failure));
    }

    @Override
    public void paused(String project) {
        tell(each -> each.paused(project));
    }

    @Override
    public void resumed(String project) {
        tell(each -> each.resumed(project));
    }

    @Override
    public void ended(Outlook outlook, int stillDue) {
        tell(each -> each.ended(outlook.copy(), stillDue));
    }
}
