package caravan.cli;

import caravan.config.Settings;
import caravan.failure.DeadLetters;
import caravan.failure.FailureTable;
import caravan.failure.RetryAfter;
import caravan.store.Store;
import caravan.sync.Cases;
import caravan.sync.Failures;
import caravan.sync.Telling;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.main.Main;

/** What the routes ask when a step fails. */
record FailureSteps(Settings settings, Store store, DeadLetters letters, Clock clock) {
    /** @param longestWait of a {@code Retry-After} that is obeyed */
    void bindTo(Main camel, Telling telling, Observation observation, Duration longestWait) {
        FailureTable table = new FailureTable();
        camel.bind("failureTable", table);
        OtherRegion elsewhere = OtherRegion.ofAmplitude(settings.limits().firstByte());
        Failures.Memory journal = LocalCache.of(settings, store).journal()::failed;
        Failures.Memory memory = journal.and(telling).and(observation.memory());
        camel.bind("failures", new Failures(table, elsewhere::words, new Cases(letters, clock), memory, clock));
        int tries = settings.redelivery().tries();
        RetryAfter wait = new RetryAfter(longestWait, tries);
        camel.bind("retryAfter", new CountedTries(wait, tries, table, observation.repeated()));
    }
}
