package caravan.failure;

/** Placeholder until the configuration part lands. */
public enum ExitCode {
    OK,
    PERSON,
    BUG,
    DISK,
    LATER,
    REFUSED
}
