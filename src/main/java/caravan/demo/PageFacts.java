package caravan.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What happened on one page, in sessions and at plausible times alone. Definitions are those of {@link SessionFacts}.
 *
 * @param visitors users who viewed it
 * @param formsStarted sessions in which its form was started
 * @param formsAbandoned of these, those in which it was not submitted afterwards
 * @param firstActions microseconds from a view to what was first done there, ascending
 */
public record PageFacts(
        long views,
        long visitors,
        long backAndForth,
        long rageClicks,
        long formsStarted,
        long formsAbandoned,
        long exitsAfterError,
        long exitsAfterSearch,
        List<Long> firstActions) {
    static final PageFacts NONE = new PageFacts(0, 0, 0, 0, 0, 0, 0, 0, List.of());

    public PageFacts {
        if (formsAbandoned > formsStarted || visitors > views || firstActions.size() > views) {
            throw new IllegalArgumentException(
                    "more forms abandoned than started, or more visitors or actions than views");
        }
        firstActions = firstActions.stream().sorted().toList();
    }

    /** Of an even number, the mean of the two in the middle. */
    public OptionalDouble medianSecondsToFirstAction() {
        int count = firstActions.size();
        return count == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((firstActions.get((count - 1) / 2) + firstActions.get(count / 2)) / 2e6);
    }

    /** Of both together; who visited in both is counted twice. */
    PageFacts plus(PageFacts other) {
        List<Long> actions = new ArrayList<>(firstActions);
        actions.addAll(other.firstActions);
        return new PageFacts(
                views + other.views,
                visitors + other.visitors,
                backAndForth + other.backAndForth,
                rageClicks + other.rageClicks,
                formsStarted + other.formsStarted,
                formsAbandoned + other.formsAbandoned,
                exitsAfterError + other.exitsAfterError,
                exitsAfterSearch + other.exitsAfterSearch,
                actions);
    }
}
