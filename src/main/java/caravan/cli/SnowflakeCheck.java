package caravan.cli;

import caravan.config.Settings;
import caravan.failure.Failure;
import caravan.failure.FailureTable;
import caravan.setup.Remark;
import caravan.snowflake.SnowflakeLook;
import java.time.Clock;
import java.util.List;

/** What was found at Snowflake, for people. */
final class SnowflakeCheck {
    private SnowflakeCheck() {}

    static List<Remark> of(Settings settings, Clock clock) {
        return new SnowflakeLook(settings.snowflake().orElseThrow(), clock)
                .findings().stream().map(SnowflakeCheck::remark).toList();
    }

    private static Remark remark(SnowflakeLook.Finding finding) {
        if (finding.failure().isEmpty()) {
            return Remark.good(finding.what());
        }
        Failure failure = new FailureTable().classify(finding.failure().get());
        return Remark.wrong(
                failure.kind().exitCode(),
                finding.what() + ": " + failure.cause(),
                failure.kind().who() + "; ./caravan snowflake setup prints what has to be there");
    }
}
