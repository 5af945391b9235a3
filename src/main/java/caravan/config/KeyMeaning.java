package caravan.config;

/** What a key is for, as the documentation has it. */
public final class KeyMeaning {
    private KeyMeaning() {}

    /** @param name as it counts, with a project's own name where it has one; empty words for one that is none of ours */
    public static String of(String name) {
        return KeyNames.known(name).map(Key::meaning).orElse("");
    }
}
