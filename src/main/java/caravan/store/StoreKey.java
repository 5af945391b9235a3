package caravan.store;

import java.util.Comparator;

/**
 * What a key may be, in every store alike: segments parted by {@code /}, none empty, none beginning with a dot (a store's
 * own files do), no backslash, no control character. So a key is the same in a bucket and in a folder, and never leads out of it.
 */
final class StoreKey {
    /** By code point, which is the order of the UTF-8 bytes, and that of S3. */
    static final Comparator<String> ORDER = StoreKey::compare;

    private StoreKey() {}

    /** @throws IllegalArgumentException where it is not a key */
    static String checked(String key) {
        for (String segment : key.split("/", -1)) {
            check(key, segment);
            if (segment.isEmpty()) {
                throw refusal(key, "it has an empty segment");
            }
        }
        return key;
    }

    /** A key's beginning, which may end anywhere in it; empty for all. */
    static String beginning(String prefix) {
        int last = prefix.lastIndexOf('/');
        if (last >= 0) {
            checked(prefix.substring(0, last));
        }
        check(prefix, prefix.substring(last + 1));
        return prefix;
    }

    /** What stands before all keys of a store: empty, or a key that ends in {@code /}. */
    static String folder(String prefix) {
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw refusal(prefix, "a store's prefix is empty or ends in '/'");
        }
        return beginning(prefix);
    }

    private static void check(String key, String segment) {
        if (segment.startsWith(".")) {
            throw refusal(key, "a segment begins with a dot");
        }
        if (segment.chars().anyMatch(c -> c == '\\' || Character.isISOControl(c))) {
            throw refusal(key, "it has a backslash or a control character");
        }
    }

    private static IllegalArgumentException refusal(String key, String why) {
        return new IllegalArgumentException("'" + key.replaceAll("\\p{Cntrl}", "?") + "' is not a key: " + why);
    }

    private static int compare(String one, String other) {
        for (int i = 0; i < Math.min(one.length(), other.length()); i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                // Surrogates stand for what comes after every other character.
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
