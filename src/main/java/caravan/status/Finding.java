package caravan.status;

import caravan.hour.Hour;

/**
 * One thing that is not as a record says.
 *
 * @param key of the object, or of the record
 * @param what is wrong, for people
 * @param mend the command lines that put it right, or what does so without anyone acting
 */
public record Finding(Kind kind, Hour hour, String key, String what, String mend) {
    /** What can be wrong, and whether it touches what counts. */
    public enum Kind {
        MISSING(true),
        SIZE(true),
        HASH(true),
        /** A record lists a key that is not one of its project, hour and revision. */
        FOREIGN(true),
        UNREADABLE(true),
        LEFT_OVER(false),
        BEING_WRITTEN(false);

        private final boolean damage;

        Kind(boolean damage) {
            this.damage = damage;
        }

        /** False for objects that no record lists: they count for nothing, and the sweep takes them. */
        public boolean isDamage() {
            return damage;
        }
    }

    @Override
    public String toString() {
        return hour + " " + Figures.printable(key) + ": " + what + "\n    " + mend;
    }
}
