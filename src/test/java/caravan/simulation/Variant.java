package caravan.simulation;

/** The rules as they are, and broken ones: tests of the test, each of which must be found out. */
enum Variant {
    RIGHT,
    /** The store takes every write of a record, whatever is there. */
    NO_COMPARE_AND_SET,
    /** Keys with a hash, but without a revision. */
    HASH_ONLY_KEYS,
    /** Keys with neither hash nor revision: what is there is overwritten. */
    FIXED_NAMES,
    /** A commit without a reply is taken as one that failed, and its objects are deleted. */
    CLEANS_UP_AFTER_A_LOST_REPLY,
    /** What could still be committed goes by its age alone, after a week. */
    SWEEPS_BY_AGE,
    /** A load replaces an hour's rows without asking which revision is there. */
    LOADS_WITHOUT_MARK,
    /** A load adds rows, and knows only from the process's memory what it has loaded. */
    LOADS_BY_ADDING
}
