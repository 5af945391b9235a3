package caravan.model;

import java.util.regex.Pattern;

/** A table or view by its full name. Both parts are plain words, so that nothing has to be quoted. */
record Relation(String schema, String name) {
    private static final Pattern WORD = Pattern.compile("[a-z_][a-z0-9_]*");

    static boolean isWord(String text) {
        return WORD.matcher(text).matches();
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
