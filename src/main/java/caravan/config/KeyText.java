package caravan.config;

import caravan.config.Accepted.Refusal;

/** The literal text of object keys: what every store, every file system and Camel's Simple take as it is. */
final class KeyText {
    private KeyText() {}

    static void check(String text, int atMost) {
        if (!text.matches("[A-Za-z0-9._=/-]*") || text.length() > atMost) {
            throw new Refusal("of [A-Za-z0-9._=/-], at most " + atMost + " characters");
        }
        if (text.startsWith("/") || text.contains("//")) {
            throw new Refusal("no / at its beginning and no //");
        }
        if (text.contains("..") || ("/" + text + "/").contains("/./")) {
            throw new Refusal("no . or .. as a folder");
        }
    }

    /** A folder in front of keys: empty, or ending with a slash. */
    static Accepted<String> prefix() {
        return new Accepted<>("a folder of [A-Za-z0-9._=/-]", text -> {
            check(text, 400);
            return text.endsWith("/") ? text : text + "/";
        });
    }
}
