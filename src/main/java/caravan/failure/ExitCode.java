package caravan.failure;

import java.util.Collection;

public enum ExitCode {
    OK,
    PERSON,
    BUG,
    DISK,
    LATER,
    REFUSED;

    public static ExitCode worst(Collection<ExitCode> codes) {
        return codes.stream().findFirst().orElse(OK);
    }
}
