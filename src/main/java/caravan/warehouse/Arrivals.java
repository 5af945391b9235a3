package caravan.warehouse;

/**
 * Where the lines of objects go as they are read. They count only once the whole object has proven to be what its record says.
 *
 * @param <E> what goes wrong there
 */
public interface Arrivals<E extends Exception> {
    /**
     * @param line from 1; blank ones count
     * @param raw as it came
     */
    void event(String object, long line, String raw) throws E;

    /** @param beginning in printable ASCII */
    void rejected(String object, long line, String reason, String beginning) throws E;
}
