package caravan.cli;

import caravan.config.Project;
import caravan.failure.ExitCode;
import caravan.setup.Remark;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Whether a project's keys work, and whether this machine's clock and Amplitude's agree. */
final class AmplitudeCheck {
    /** An HTTP date has whole seconds, and an answer may take some. */
    private static final Duration TOLERATED = Duration.ofMinutes(2);

    private final OtherRegion elsewhere;
    private final Duration firstByte;
    private final Clock clock;

    AmplitudeCheck(Duration firstByte, Clock clock) {
        this.elsewhere = OtherRegion.ofAmplitude(firstByte);
        this.firstByte = firstByte;
        this.clock = clock;
    }

    List<Remark> remarks(Project project) {
        Reach.Finding finding = Reach.of(project, firstByte);
        List<Remark> remarks = new ArrayList<>();
        remarks.add(
                finding.good()
                        ? Remark.good(finding.said())
                        : Remark.wrong(ExitCode.REFUSED, finding.said(), remedy(project, finding)));
        finding.at().ifPresent(theirs -> remarks.add(clocks(theirs, clock.instant())));
        return remarks;
    }

    private String remedy(Project project, Reach.Finding finding) {
        return finding.keys() ? elsewhere.words(project).orElse(finding.remedy()) : finding.remedy();
    }

    static Remark clocks(Instant theirs, Instant ours) {
        Duration apart = Duration.between(theirs, ours);
        if (apart.abs().compareTo(TOLERATED) <= 0) {
            return Remark.good("this machine's clock agrees with Amplitude's");
        }
        return Remark.advice(
                "this machine's clock is " + Amounts.text(apart.abs())
                        + (apart.isNegative()
                                ? " behind Amplitude's: hours are asked for late"
                                : " ahead of Amplitude's: hours are asked for early")
                        + ", and a bucket refuses what is signed 15 minutes off",
                "set it, such as by timedatectl set-ntp true");
    }
}
