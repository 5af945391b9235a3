package caravan.observe;

import caravan.failure.ExitCode;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a project's syncs in this process.
 *
 * @param exitCode of the last one that is over
 * @param pausedSince present where Amplitude refuses the project
 */
public record SyncSign(
        boolean running,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<ExitCode> exitCode,
        Optional<Instant> pausedSince) {}
