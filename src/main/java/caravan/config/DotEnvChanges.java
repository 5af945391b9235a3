package caravan.config;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What comes into a {@code .env} file: what was answered, what the command line says, and of the environment what the file is for.
 *
 * @param answers empty for what is to be taken out of it
 */
record DotEnvChanges(Sources sources, Map<Key, Optional<String>> answers) {
    private static final Set<Key> OF_THE_BUCKET = EnumSet.of(
            Key.S3_REGION,
            Key.S3_ENDPOINT,
            Key.S3_ACCESS_KEY,
            Key.S3_SECRET_KEY,
            Key.S3_SESSION_TOKEN,
            Key.S3_ACCESS_KEY_FILE,
            Key.S3_SECRET_KEY_FILE,
            Key.S3_SESSION_TOKEN_FILE);

    /** What {@code .env} is written of, and the above. */
    private static final Set<Key> ASKED = EnumSet.of(
            Key.API_KEY,
            Key.SECRET_KEY,
            Key.API_KEY_FILE,
            Key.SECRET_KEY_FILE,
            Key.REGION,
            Key.URL,
            Key.START,
            Key.S3_BUCKET);

    /** Whether a key is one that the file is for. */
    static boolean isAsked(Key key) {
        return ASKED.contains(key) || OF_THE_BUCKET.contains(key);
    }

    Map<Key, Optional<String>> all() {
        Map<Key, Optional<String>> changes = new EnumMap<>(Key.class);
        Stream.of(Key.values()).filter(key -> !key.ofProjects()).forEach(key -> set(key).ifPresent(
                        value -> changes.put(key, Optional.of(value.text()))));
        changes.putAll(answers);
        if (bucket().isEmpty()) {
            OF_THE_BUCKET.stream().filter(key -> !answers.containsKey(key)).forEach(changes::remove);
        }
        return changes;
    }

    private Optional<Value> set(Key key) {
        return Sources.value(key, isAsked(key) ? sources.before() : List.of(sources.set()));
    }

    /** The bucket as it will count. */
    Optional<String> bucket() {
        Optional<String> before = set(Key.S3_BUCKET).map(Value::text);
        Optional<String> after = Sources.value(Key.S3_BUCKET, List.of(sources.dotEnv(), sources.properties()))
                .map(Value::text);
        return before.isPresent() ? before : answers.getOrDefault(Key.S3_BUCKET, after);
    }
}
