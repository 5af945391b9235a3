package caravan.observe;

import java.util.Map;

/**
 * One thing that was looked at.
 *
 * @param status {@code UP} or {@code DOWN}; of a project a word that only tells
 * @param data plain values, in the order in which they are shown
 */
record Check(String name, String status, Map<String, Object> data) {
    static final String UP = "UP";
    static final String DOWN = "DOWN";

    static Check of(String name, boolean up, Map<String, Object> data) {
        return new Check(name, up ? UP : DOWN, data);
    }

    boolean isDown() {
        return status.equals(DOWN);
    }
}
