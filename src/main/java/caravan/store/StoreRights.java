package caravan.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Tries on keys of its own all that Caravan does with a store, one thing after the other, and goes on where one is refused. */
public final class StoreRights {
    private static final byte[] PROBE = "{\"probe\": 0}".getBytes(StandardCharsets.UTF_8);

    private final Store store;
    private final ConditionalWrites conditions;

    /** In the order in which they are tried. */
    public enum Act {
        LIST("listing", "s3:ListBucket"),
        PUT("putting", "s3:PutObject"),
        GET("reading", "s3:GetObject"),
        DELETE("deleting", "s3:DeleteObject");

        private final String doing;
        private final String right;

        Act(String doing, String right) {
            this.doing = doing;
            this.right = right;
        }

        /** What S3 calls the right to it. */
        public String right() {
            return right;
        }

        @Override
        public String toString() {
            return doing;
        }
    }

    /**
     * What was found.
     *
     * @param done what could be done
     * @param failed what could not be done and why; empty where the store is as it must be
     * @param tried whether conditional writes could be tried
     * @param lacking the condition that the store does not honour, in words that name it
     */
    public record Found(Set<Act> done, Map<Act, IOException> failed, boolean tried, Optional<String> lacking) {}

    public StoreRights(Store store, ConditionalWrites conditions) {
        this.store = store;
        this.conditions = conditions;
    }

    /** Thirteen calls at most. After a failure that is no missing right nothing more is tried: the rest would fail alike. */
    public Found tried() {
        Trial trial = new Trial();
        String plain = ConditionalWrites.FOLDER + UUID.randomUUID() + ".json";
        String conditional = ConditionalWrites.FOLDER + UUID.randomUUID() + ".json";
        List<String> mine = new ArrayList<>(List.of(plain, conditional));
        trial.of(Act.LIST, () -> mine.addAll(conditions.abandoned()));
        trial.of(Act.PUT, () -> store.create(plain, PROBE));
        if (trial.done.contains(Act.PUT) || trial.done.contains(Act.LIST)) {
            // Without the right to list, S3 refuses to say that a key is not there.
            trial.of(Act.GET, () -> store.get(plain));
        }
        Optional<String> lacking = Optional.empty();
        boolean tried = false;
        if (trial.done.containsAll(Set.of(Act.PUT, Act.GET))) {
            try {
                lacking = conditions.lacking(conditional);
                tried = true;
            } catch (IOException e) {
                trial.failed.put(Act.PUT, e);
            }
        }
        trial.of(Act.DELETE, () -> store.delete(mine));
        return new Found(trial.done, trial.failed, tried, lacking);
    }

    private interface Call {
        void make() throws IOException;
    }

    private static final class Trial {
        private final Set<Act> done = EnumSet.noneOf(Act.class);
        private final Map<Act, IOException> failed = new EnumMap<>(Act.class);

        void of(Act act, Call call) {
            // What was put is deleted in any case.
            if (!failed.values().stream().allMatch(Trial::isOneRight) && !done.contains(Act.PUT)) {
                return;
            }
            try {
                call.make();
                done.add(act);
            } catch (WriteConflict anAnswerWasLost) {
                // The call was made again, and nobody else knows this key.
                done.add(act);
            } catch (IOException e) {
                failed.put(act, e);
            }
        }

        private static boolean isOneRight(IOException failure) {
            return failure instanceof StoreRefused refused && refused.right().isPresent();
        }
    }
}
