package caravan.status;

import caravan.hour.HourRange;

/** Told while an audit is under way. */
public interface AuditProgress {
    /** Nobody listens. */
    AuditProgress NONE = new AuditProgress() {};

    /** One object was read whole. Called from several threads at once. */
    default void object(long bytes) {}

    /** On the caller's thread, as {@link #through}. */
    default void found(Finding finding) {}

    /** These hours, of one day, are through. */
    default void through(HourRange hours) {}
}
