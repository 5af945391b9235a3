package caravan.sync;

import caravan.failure.Failure;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Several who look on: each is told everything, in their order. */
public record Watches(List<Watch> all) implements Watch {
    public Watches {
        all = List.copyOf(all);
    }

    @Override
    public void began(String project) {
        all.forEach(each -> each.began(project));
    }

    @Override
    public void opened(Outlook outlook) {
        all.forEach(each -> each.opened(outlook.copy()));
    }

    @Override
    public void moved(String project) {
        all.forEach(each -> each.moved(project));
    }

    @Override
    public void recorded(HourRecord record) {
        all.forEach(each -> each.recorded(record));
    }

    @Override
    public void window(WindowState state) {
        all.forEach(each -> each.window(state));
    }

    @Override
    public void done(String project, Hour hour) {
        all.forEach(each -> each.done(project, hour));
    }

    @Override
    public void settled(String project, Ending ending, long events, long bytes, Duration took) {
        all.forEach(each -> each.settled(project, ending, events, bytes, took));
    }

    @Override
    public void loaded(String project, Duration took) {
        all.forEach(each -> each.loaded(project, took));
    }

    @Override
    public void unloaded(String project, int hours) {
        all.forEach(each -> each.unloaded(project, hours));
    }

    @Override
    public void failed(String project, Optional<HourRange> hours, Failure failure) {
        all.forEach(each -> each.failed(project, hours, failure));
    }

    @Override
    public void paused(String project) {
        all.forEach(each -> each.paused(project));
    }

    @Override
    public void resumed(String project) {
        all.forEach(each -> each.resumed(project));
    }

    @Override
    public void ended(Outlook outlook, int stillDue) {
        all.forEach(each -> each.ended(outlook.copy(), stillDue));
    }
}
