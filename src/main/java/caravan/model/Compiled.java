package caravan.model;

import java.util.List;

/**
 * A model as SQL.
 *
 * @param before statements that are run before it
 * @param query its rows
 * @param after statements that are run after it
 */
record Compiled(List<String> before, String query, List<String> after) {
    Compiled {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }
}
