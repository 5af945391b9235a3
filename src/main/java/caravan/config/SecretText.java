package caravan.config;

/** What can be sent as a credential. */
final class SecretText {
    private SecretText() {}

    static Accepted<Secret> plain() {
        return of("[!-~]+", "printable ASCII without spaces");
    }

    /** Basic authentication ends the name at the first colon. */
    static Accepted<Secret> apiKey() {
        return of("[!-9;-~]+", "printable ASCII without spaces and colons");
    }

    /** An address that is a credential itself. */
    static Accepted<Secret> webhook() {
        return new Accepted<>("https://host/path, http only to loopback, of printable ASCII", text -> {
            Accepted.check(text.matches("[!-~]{1,2000}"));
            Addresses.requireWebhook(text);
            return new Secret(text);
        });
    }

    private static Accepted<Secret> of(String regex, String words) {
        return new Accepted<>(words, text -> {
            Accepted.check(text.matches(regex));
            return new Secret(text);
        });
    }
}
