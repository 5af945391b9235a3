package caravan.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A configuration in the making: what is set already, and what somebody answers. Answers are judged by the very rules of the
 * configuration. Reads the files once and writes none.
 */
public final class Draft {
    private static final String OF_FILE = "-file";
    private static final String ANSWER = "your answer";

    /** Stands for what is not answered yet, so that the rest can be judged. */
    private static final Map<Key, String> MADE_UP =
            Map.of(Key.API_KEY, "made-up", Key.SECRET_KEY, "made-up", Key.S3_BUCKET, "made-up");

    private final Sources sources;
    private final Home home;
    private final Clock clock;
    private final Map<Key, Optional<String>> answers = new EnumMap<>(Key.class);

    /**
     * What a key is set to.
     *
     * @param origin for people: {@code environment variable AMP_API_KEY}
     */
    public record Given(String text, String origin) {
        @Override
        public String toString() {
            return origin;
        }
    }

    private Draft(Sources sources, Home home, Clock clock) {
        this.sources = sources;
        this.home = home;
        this.clock = clock;
    }

    /** @throws ConfigurationRefused with every problem of what is set already */
    public static Draft of(Map<String, String> set, Map<String, String> environment, Home home, Clock clock)
            throws ConfigurationRefused, IOException {
        Draft draft = new Draft(Sources.of(set, environment, home), home, clock);
        draft.judged();
        return draft;
    }

    /** The file that is to be written. */
    public Path file() {
        return home.dotEnv();
    }

    /** What that file holds now; empty also where it is not there. */
    public String text() {
        return sources.text();
    }

    /** The names that stand in that file now and that an answer may change. */
    public List<String> names() {
        return sources.dotEnv().entries().stream()
                .map(Layer.Entry::name)
                .filter(name ->
                        KeyNames.anyOf(name).filter(DotEnvChanges::isAsked).isPresent())
                .distinct()
                .toList();
    }

    /** Where the first of several projects is set; such a configuration is not for this. */
    public Optional<String> severalProjects() {
        return Sources.values(sources.all()).values().stream()
                .filter(value -> value.key().ofProjects())
                .map(value -> value.name() + " (" + value.origin() + ")")
                .findFirst();
    }

    /** What a key is set to in a place that is not the file to be written, so that an answer would not count, or is not needed. */
    public Optional<Given> given(Key key) {
        Optional<Value> before = Sources.value(key, sources.before());
        Optional<Value> after =
                present(key).isPresent() ? Optional.empty() : Sources.value(key, List.of(sources.properties()));
        return before.or(() -> after).or(() -> inFile(key)).map(Draft::given);
    }

    /** A secret may be in a file of its own, whoever names that. */
    private Optional<Value> inFile(Key key) {
        return KeyNames.known(key.spelling() + OF_FILE).flatMap(file -> Sources.value(file, sources.all()));
    }

    /** What was answered last, else what the key is set to in the file that is to be written; empty where it is to be taken away. */
    public Optional<Given> present(Key key) {
        Optional<Given> inFile = Sources.value(key, List.of(sources.dotEnv())).map(Draft::given);
        return answers.containsKey(key) ? answers.get(key).map(words -> new Given(words, "your last answer")) : inFile;
    }

    private static Given given(Value value) {
        return new Given(value.text(), value.origin());
    }

    /** @return why these are not accepted, together as they are; empty where they are, and then they count */
    public Optional<String> answer(Map<Key, String> together) {
        Map<Key, Optional<String>> before = new EnumMap<>(Key.class);
        before.putAll(answers);
        together.forEach((key, answer) -> answers.put(key, Optional.of(answer)));
        try {
            judged();
            return Optional.empty();
        } catch (ConfigurationRefused e) {
            answers.clear();
            answers.putAll(before);
            return Optional.of(e.problems().get(0));
        }
    }

    /** Takes a key out of the file. */
    public void leaveOut(Key key) {
        answers.put(key, Optional.empty());
    }

    /** As if this had not been answered yet. */
    public void forget(Key key) {
        answers.remove(key);
    }

    public boolean hasBucket() {
        return new DotEnvChanges(sources, answers).bucket().isPresent();
    }

    /** The configuration as it would be; what is neither set nor answered, and has no default, is made up. */
    public Configuration judged() throws ConfigurationRefused {
        List<Layer.Entry> entries = new ArrayList<>();
        answers.forEach((key, answer) ->
                answer.ifPresent(words -> entries.add(new Layer.Entry(key.spelling(), words, ANSWER))));
        Layer answered = new Layer(Layer.Kind.SET, entries);
        Layer left = sources.dotEnvWithout(answers.keySet());
        List<Layer> layers = new ArrayList<>(sources.before());
        layers.addAll(List.of(answered, left, sources.properties()));
        SdkNames.keys(layers, left.entries(), sources.variables()).ifPresent(layers::add);
        layers.add(madeUp(Sources.values(layers)));
        Map<String, String> sdk = SdkNames.systemProperties(left.entries(), sources.variables());
        return Configuration.of(layers, sdk, home.caller(), clock, new Problems());
    }

    private static Layer madeUp(Map<String, Value> values) {
        boolean bucket = !Optional.ofNullable(values.get(Key.STORE.spelling()))
                .map(Value::text)
                .orElse("file")
                .equalsIgnoreCase("file");
        boolean several = values.values().stream().anyMatch(value -> value.key().ofProjects());
        Predicate<Key> open =
                key -> key == Key.S3_BUCKET ? bucket : !several && !values.containsKey(key.spelling() + OF_FILE);
        return new Layer(
                Layer.Kind.SET,
                MADE_UP.entrySet().stream()
                        .filter(one -> open.test(one.getKey()))
                        .map(one -> new Layer.Entry(one.getKey().spelling(), one.getValue(), "made up"))
                        .toList());
    }

    /** The names that {@link #written} gives a value to. */
    public List<String> namesToWrite() {
        return changes().entrySet().stream()
                .filter(change -> change.getValue().isPresent())
                .map(change -> DotEnvMerge.name(change.getKey()))
                .toList();
    }

    /** The file's new text: what it holds, with the answers, and with what is set on the command line or in the environment alone. */
    public String written() {
        return new DotEnvMerge(changes()).into(sources.text());
    }

    private Map<Key, Optional<String>> changes() {
        return new DotEnvChanges(sources, answers).all();
    }
}
